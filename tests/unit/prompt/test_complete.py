"""Completion of the line."""

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from wslearn.prompt.complete import VerbCompleter

VERBS = {"connect": "open a connection", "close": "close it", "send": "one text message"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["connect", "close", "send", "alice:", "bob:", "help"]),
        ("c", ["connect", "close"]),
        ("a", ["alice:"]),
        ("alice: s", ["send"]),
        ("alice:  ", ["connect", "close", "send"]),
        ("connect /ws/", ["/ws/json/", "/ws/echo/"]),
        ("alice: connect /ws/j", ["/ws/json/"]),
        ("send c", []),
        ("alice: send a", []),
        ("connect /ws/json/ c", []),
        ("zzz", []),
    ],
)
def test_what_is_offered(typed: str, offered: list[str]) -> None:
    """Verbs, clients and paths where they can stand; nothing inside a payload."""
    completer = VerbCompleter(VERBS, lambda: ["alice", "bob"], ["/ws/json/", "/ws/echo/"])

    found = completer.get_completions(Document(typed), CompleteEvent())

    assert [completion.text for completion in found] == offered


def test_help_stands_beside_a_verb() -> None:
    """Each verb is offered with its line of help."""
    (found,) = VerbCompleter(VERBS, list, []).get_completions(Document("se"), CompleteEvent())

    assert found.display_meta_text == "one text message"
    assert found.start_position == -2
