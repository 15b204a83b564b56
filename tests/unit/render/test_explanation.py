"""Explanations as text."""

import io

import pytest

from wslearn.protocol.events import Key
from wslearn.protocol.explanation import Explanation, Section
from wslearn.render.console import make_console
from wslearn.render.explanation import draw_explanation, draw_topics

SAMPLE = Explanation(
    topic="thing",
    kind="test",
    title="[bold]thing[/bold] \x1b[31m",
    sections=(Section("Why", "Because " * 30 + "…"),),
    keys=(Key("code", "int", False, "1000", "A number.", "Ignored."), Key("type", "str", True, "", "Its type.")),
    sources=("RFC 1", "RFC 2"),
    related=("other",),
)


def _drawn(width: int, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = make_console(stream=stream, width=width, environ={})
    console.print(draw_explanation(SAMPLE, "wslearn lesson 1"))
    stream.seek(0)
    return stream.read()


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    """Paragraphs are broken at the width, at most 100 columns, and have no blanks at their ends."""
    lines = _drawn(width).split("\n")
    assert max(map(len, lines)) <= min(width, 100)
    assert [line for line in lines if line != line.rstrip()] == []


def test_markup_and_escapes_are_text() -> None:
    """Square brackets are not markup, and terminal escapes are shown, not executed."""
    text = _drawn(80)
    assert text.startswith(r"[bold]thing[/bold] \x1b[31m  test")
    assert "\x1b" not in text


def test_keys_and_footer() -> None:
    """A key says its default or that it is required; lesson, sources and related topics close the page."""
    text = _drawn(80)
    assert "  code: int, 1000 if absent\n    A number.\n    With Daphne: Ignored.\n" in text
    assert "  type: str, required\n    Its type.\n" in text
    assert text.endswith("Lesson: wslearn lesson 1\nSource: RFC 1; RFC 2\nSee also: other\n")


def test_an_ascii_output_gets_ascii() -> None:
    """Where the output cannot show typography, plain characters stand for it."""
    text = _drawn(80, "ascii")
    assert "Because ..." in text


def test_topics_are_listed_by_kind() -> None:
    """Each kind is a paragraph of its topics."""
    stream = io.StringIO()
    make_console(stream=stream, width=80, environ={}).print(draw_topics({"close code": ("1000", "1001")}))
    assert stream.getvalue() == "close code\n  1000, 1001\n\n"
