"""The conversion as a person sees it."""

import io
import re

import pytest

from wslearn.conversion import convert, convert_value
from wslearn.render.console import make_console
from wslearn.render.conversion import draw_conversion
from wslearn.render.escape import visible


def drawn(text: str, language: str = "python", width: int = 80, plain: bool = False) -> str:
    """What stands on a screen without colour."""
    output = io.StringIO()
    console = make_console(plain=plain, width=width, stream=output, environ={})
    console.print(draw_conversion(convert(text, language), width, console.signs))
    return output.getvalue()


def test_table_at_80_columns() -> None:
    """Stages with size and maker in a table, changes below, the outcome last."""
    lines = [line.rstrip() for line in drawn('{"a": (1, 2)}').splitlines()]

    assert lines[3:10] == [
        " Python        given                  {'a': (1, 2)}",
        ' JSON text     json.dumps, 13 B       {"a": [1, 2]}',
        " UTF-8 bytes   str.encode, 13 B       b'{\"a\": [1, 2]}'",
        " JavaScript    JSON.parse             {a: [1, 2]}",
        ' JSON text     JSON.stringify, 11 B   {"a":[1,2]}',
        " Python        json.loads             {'a': [1, 2]}",
        "",
    ]
    assert 'json.dumps: value["a"]: (1, 2) → [1, 2]' in lines
    assert lines[-1] == "The value came back, but not the same."


def test_plain_is_ascii_in_reading_order() -> None:
    """No boxes and no sign that a plain terminal or a screen reader stumbles over."""
    output = drawn("{3: (1, 2)}", plain=True)

    assert output.isascii()
    assert output.index("1. Python (given)") < output.index("2. JSON text (json.dumps") < output.index("gives [1, 2]")
    assert all(not line.endswith("  ") for line in output.splitlines())


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_nothing_is_cut_off_at_any_width(width: int) -> None:
    """A long value is folded, not cut, and no line is wider than the terminal."""
    output = drawn(repr("x" * 300), width=width)

    assert all(len(line) <= width for line in output.splitlines())
    assert output.count("x") >= 6 * 300


def test_errors_name_whose_words_they_are() -> None:
    """Python's and QuickJS's errors stand there verbatim, and a browser is not spoken for."""
    output = drawn("{'a': 1}", "json", width=200)

    assert "Python says: json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes" in output
    assert "QuickJS says: SyntaxError: Expected property name or '}' in JSON at position 1" in output
    assert "A browser reports the same problem in other words." in output


def test_the_limit_is_explained() -> None:
    """Who wrote an endless loop reads why it ended."""
    assert "wslearn gives JavaScript 64 MB of memory." in drawn("'a'.repeat(2 ** 29)", "js", width=200)


@pytest.mark.parametrize(
    "text", ["\x1b[31mred", "\u202eback", "a\rb", "\x9b2J", "\u2028", "\ud800", "\x07", "[bold]x[/bold]"]
)
def test_payloads_are_never_executed(text: str) -> None:
    """Escapes, controls and direction marks are shown as escapes in every stage; markup is text."""
    output = drawn(repr([text, {text: 1}]))

    assert not [letter for letter in output if not letter.isprintable() and letter != "\n"]
    assert visible(text) in output.replace("\n", "")


def test_long_values_and_many_changes_are_shortened() -> None:
    """A value of a megabyte takes a few lines and says how long it is; so does a list of a thousand changes."""
    output = io.StringIO()
    make_console(width=80, stream=output, environ={}).print(
        draw_conversion(convert_value(["x" * 1_000_000, *[(1,)] * 1000]))
    )

    assert len(output.getvalue()) < 40_000
    assert "more; --json lists them all" in output.getvalue()
    assert re.search(r"\d,\d{3},\d{3}", output.getvalue())


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        ("1", "python", "The value came back the same."),
        ("{1}", "python", "The value did not come back: see the error."),
        ("undefined", "js", "Nothing came back."),
        ("1", "json", "Both languages write the same JSON again."),
        ("1.0", "json", "They do not both write the same JSON again."),
        ("NaN", "json", "Not every step could be run: see the error."),
    ],
)
def test_outcome_in_one_sentence(text: str, language: str, outcome: str) -> None:
    """The last line says how it ended."""
    assert drawn(text, language).rstrip().splitlines()[-1] == outcome
