"""Errors as text."""

import io

import pytest

from wslearn.errors import WslearnError
from wslearn.render.errors import print_error


@pytest.fixture(autouse=True)
def _no_colours_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def test_an_error_in_a_file_keeps_its_lines_whole() -> None:
    """On a stream that is no terminal a long message is one line, without colour, control characters escaped."""
    stream = io.StringIO()
    print_error(WslearnError("long " * 60 + "\x1b[2J", "Do [this].", "one\x07\n\ntwo\n"), stream)
    assert stream.getvalue() == "Error: " + "long " * 60 + r"\x1b[2J" + "\nDo [this].\n  one\\x07\n  \n  two\n"


def test_an_error_without_hint_and_details_is_one_line() -> None:
    """Nothing stands below the message when there is nothing to say."""
    stream = io.StringIO()
    print_error(WslearnError("It broke."), stream)
    assert stream.getvalue() == "Error: It broke.\n"


def test_colours_only_where_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """FORCE_COLOR colours a stream that is no terminal, and NO_COLOR takes the colours away again."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured, bare = io.StringIO(), io.StringIO()
    print_error(WslearnError("It broke."), coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    print_error(WslearnError("It broke."), bare)
    assert "38;5" in coloured.getvalue()
    assert "38;5" not in bare.getvalue()
