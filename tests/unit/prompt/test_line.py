"""The line, over a keyboard of bytes."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from wslearn import paths
from wslearn.prompt.line import TOOLBAR, Prompt, help_text, history_file, open_history

VERBS = {"connect": "open a connection", "send": "one text message"}


def typed(
    keys: str, explain: Callable[[], None] = lambda: None, lines: int = 1, history: Path | None = None
) -> list[str]:
    """The lines that are read when these keys are pressed."""

    async def read() -> list[str]:
        with create_pipe_input() as keyboard:
            keyboard.send_text(keys)
            prompt = Prompt(VERBS, explain, ["/ws/json/"], history, keyboard, DummyOutput())
            return [await prompt.read(["alice"]) for _ in range(lines)]

    return asyncio.run(read())


def test_lines_are_read_one_by_one() -> None:
    """Enter ends a line; blanks around it do not count."""
    assert typed("send a\r  ping \r", lines=2) == ["send a", "ping"]


def test_help_is_answered_and_the_line_asked_again() -> None:
    """`help` is no verb for the player."""
    assert typed("help\rsend a\r") == ["send a"]


@pytest.mark.parametrize("key", ["\x07", "\x1bOP"])
def test_a_key_explains_the_row_and_keeps_the_line(key: str) -> None:
    """Ctrl-G and F1 call back while the line is half typed; the line is read as if nothing had happened."""
    calls: list[str] = []

    assert typed(f"send{key} a\r", lambda: calls.append("explained")) == ["send a"]
    assert calls == ["explained"]
    assert "Ctrl-G" in TOOLBAR


def test_ctrl_c_and_ctrl_d_end_the_line() -> None:
    """Ctrl-C raises KeyboardInterrupt even with something typed, Ctrl-D on an empty line raises EOFError."""
    with pytest.raises(KeyboardInterrupt):
        typed("half\x03")
    with pytest.raises(EOFError):
        typed("\x04")


def test_the_history_is_kept_in_its_file(tmp_path: Path) -> None:
    """What was typed in one session can be recalled in the next, with Ctrl-P as well as the arrow."""
    history = tmp_path / "history"
    typed("send first\r", history=history)

    assert "send first" in history.read_text(encoding="utf-8")
    assert isinstance(open_history(history), FileHistory)


def test_a_history_that_cannot_be_written_stays_in_memory(tmp_path: Path) -> None:
    """A folder in its place, or no folder at all: the prompt works all the same."""
    assert isinstance(open_history(tmp_path), InMemoryHistory)
    assert isinstance(open_history(tmp_path / "missing" / "history"), InMemoryHistory)
    assert typed("send a\r", history=tmp_path) == ["send a"]


def test_no_folder_for_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that cannot be written costs the history, not the prompt."""

    def refuse() -> Path:
        raise PermissionError

    monkeypatch.setattr(paths, "history", refuse)

    assert history_file() is None


def test_without_a_line_being_read_things_are_printed_at_once() -> None:
    """`above` needs no prompt on the screen."""
    calls: list[int] = []
    with create_pipe_input() as keyboard:
        Prompt(VERBS, lambda: None, keyboard=keyboard, screen=DummyOutput()).above(lambda: calls.append(1))

    assert calls == [1]


def test_help_lists_every_verb() -> None:
    """One line a verb, in the order of the table."""
    assert [line.split()[0] for line in help_text(VERBS).splitlines()[1:]] == ["connect", "send"]
