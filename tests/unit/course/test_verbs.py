"""The table of verbs and the reading of a line."""

import re
from pathlib import Path

import pytest

from wslearn.course.verbs import VERBS, is_comment, parse_verb
from wslearn.errors import UsageError


def test_the_table_is_that_of_the_contract() -> None:
    """CONTRIBUTING.md lists exactly the verbs that there are."""
    text = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| verb | does |")[2].partition("\n\n")[0]
    cells = [row.split(" | ")[0] for row in table.replace(r"\|", "/").splitlines() if row.startswith("| `")]

    assert {found for cell in cells for found in re.findall(r"`([a-z-]+)", cell)} == set(VERBS)


@pytest.mark.parametrize("name", VERBS)
def test_the_syntax_begins_with_the_verb(name: str) -> None:
    """What a hint shows can be typed."""
    assert VERBS[name].syntax.split()[0] == name
    assert VERBS[name].help.endswith(".")


@pytest.mark.parametrize(
    ("line", "client", "name"),
    [
        ("drop", "client", "drop"),
        ("alice: drop", "alice", "drop"),
        ("  alice:drop", "alice", "drop"),
        ("tab_2: send\thi", "tab_2", "send"),
    ],
)
def test_a_name_before_the_verb_is_the_client(line: str, client: str, name: str) -> None:
    """Without a name it is the client called client."""
    verb = parse_verb(line, "x.md:3")

    assert (verb.client, verb.name, verb.line, verb.source) == (client, name, line, "x.md:3")


def test_a_line_may_be_for_many_clients() -> None:
    """`guest*3` is guest1, guest2 and guest3, each with the same verb; any other line is for one."""
    verb = parse_verb("guest*3: send hi", "x.md:3")

    assert [(one.client, one.name, one.arguments["text"], one.many) for one in verb.each()] == [
        (f"guest{number}", "send", "hi", 0) for number in (1, 2, 3)
    ]
    assert [one.client for one in parse_verb("bob: drop", "x.md:3").each()] == ["bob"]


@pytest.mark.parametrize("line", ["guest*0: drop", "guest*101: drop"])
def test_so_many_clients_there_are_not(line: str) -> None:
    """None, or more than a machine bears: said with the form of the line."""
    with pytest.raises(UsageError, match="clients") as caught:
        parse_verb(line, "prompt")

    assert "guest*30: send hello" in caught.value.hint


def test_a_near_miss_is_suggested() -> None:
    """A misspelt verb names the right one."""
    with pytest.raises(UsageError, match="There is no verb 'sedn'") as caught:
        parse_verb("sedn hi", "prompt")

    assert caught.value.hint == "Did you mean: send TEXT"


@pytest.mark.parametrize("line", ["", "   ", "alice:", "!?"])
def test_a_line_without_a_verb(line: str) -> None:
    """A usage error that lists the verbs."""
    with pytest.raises(UsageError) as caught:
        parse_verb(line, "prompt")

    assert "connect, send, send-json" in caught.value.hint


def test_comments() -> None:
    """Empty lines and lines that begin with # have nothing to do."""
    assert is_comment("")
    assert is_comment("  # send hi")
    assert not is_comment("send # hi")
