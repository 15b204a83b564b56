"""Colours and signs as environment and stream allow."""

import io
from collections.abc import Mapping

import pytest

from tests.unit.render.drawing import draw
from tests.unit.render.samples import conversation
from wslearn.render.console import make_console
from wslearn.render.lesson import notice
from wslearn.render.signs import ASCII, PLAIN, UNICODE
from wslearn.render.timeline import Timeline


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawing(stream: io.StringIO, environ: Mapping[str, str], *, plain: bool = False) -> str:
    """The sample conversation on such a stream."""
    console = make_console(stream=stream, environ=environ, width=80, plain=plain)
    return draw(Timeline(conversation()), console)


COLOURS = "\x1b[1;38;5;"


@pytest.mark.parametrize(
    ("stream", "environ", "coloured"),
    [
        (Terminal, {"TERM": "xterm-256color"}, True),
        (Terminal, {"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        (Terminal, {"TERM": "xterm"}, False),
        (Terminal, {"TERM": "dumb"}, False),
        (io.StringIO, {"TERM": "xterm-256color"}, False),
        (io.StringIO, {"FORCE_COLOR": "1"}, True),
        (io.StringIO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_where_they_are_wanted(stream: type[io.StringIO], environ: dict[str, str], coloured: bool) -> None:
    """NO_COLOR wins over FORCE_COLOR, which wins over a pipe; dumb and 16-colour terminals get no colours."""
    assert (COLOURS in drawing(stream(), environ)) is coloured


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {}, {"NO_COLOR": "1"}])
def test_a_pipe_gets_no_escape_at_all(environ: dict[str, str]) -> None:
    """No terminal, no ESC: not even for bold."""
    assert "\x1b" not in drawing(io.StringIO(), environ)


def test_plain_has_no_escape_and_no_signs() -> None:
    """`--plain` on a colour terminal: no ESC, no arrow, no box."""
    text = drawing(Terminal(), {"TERM": "xterm-256color"}, plain=True)
    assert not set(text) & set("\x1b→←≠✓✗·…⏎│─┼")


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "latin-1"])
def test_other_encodings_get_ascii_signs(encoding: str) -> None:
    """A stream that cannot carry the signs gets ASCII ones, and payload characters as escapes: nothing raises."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    console = make_console(stream=stream, environ={}, width=80)
    assert console.signs is ASCII
    console.print(Timeline(conversation()), crop=False, end="")
    stream.flush()
    text = raw.getvalue().decode(encoding)
    assert r"\u65e5\u672c" in text
    assert "-> receive" in text
    assert "!= said" in text


def test_signs_follow_the_stream() -> None:
    """UTF-8 has all of them; plain has words."""
    assert make_console(stream=io.StringIO(), environ={}).signs is UNICODE
    assert make_console(stream=io.StringIO(), environ={}, plain=True).signs is PLAIN


def test_nothing_is_cut_off() -> None:
    """A plain sentence is one line, however narrow the terminal: all of it is printed."""
    stream = Terminal()
    console = make_console(stream=stream, environ={"TERM": "xterm-256color"}, width=20, plain=True)
    console.print(notice("See them all: wslearn hint 3 --again"))
    assert "".join(stream.getvalue().split("\n")) == "See them all: wslearn hint 3 --again"
