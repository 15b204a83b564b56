"""Errors as text."""

import io

from wslearn.errors import WslearnError
from wslearn.render.errors import print_error


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
