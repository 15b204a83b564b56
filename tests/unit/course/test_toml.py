"""TOML that is told by file, line and key."""

from collections.abc import Callable

import pytest

from wslearn.course.toml import Place, Table, parse_toml
from wslearn.errors import LessonError

PLACE = Place("03_json/lesson.md", 10)


def table(text: str) -> Table:
    """The text as if it began at line 10 of a lesson."""
    return parse_toml(text, PLACE)


@pytest.mark.parametrize(
    ("text", "ask", "message"),
    [
        ("a = 1\nb = 2", lambda t: t.text("b"), "lesson.md:11: 'b' must be a text."),
        ('a = "x"\nb = "  "', lambda t: t.text("b"), "lesson.md:11: 'b' is empty."),
        ("a = 1", lambda t: t.text("b"), "lesson.md:10: the key 'b' is missing."),
        ("\nn = true", lambda t: t.whole("n"), "lesson.md:11: 'n' must be a whole number from 1."),
        ("n = 0", lambda t: t.whole("n"), "lesson.md:10: 'n' must be a whole number from 1."),
        ("n = [1]", lambda t: t.texts("n"), "lesson.md:10: 'n' must be a list of texts."),
        ("n = 1", lambda t: t.table("n"), "lesson.md:10: 'n' must be a table."),
        ("[n]\nx = 1", lambda t: t.tables("n"), "lesson.md:10: 'n' must be written as [[n]]."),
        ("\n[n]\ny = 1\nx = 1", lambda t: t.table("n").text("x"), "lesson.md:13: 'x' must be a text."),
        ("[[n]]\nx = 'a'\n[[n]]\nx = 1", lambda t: t.tables("n")[1].text("x"), "lesson.md:13: 'x' must be a text."),
        ("b = 1\nmniutes = 1", lambda t: t.only("b", "minutes"), "lesson.md:11: there is no key 'mniutes' here."),
        ("f = 1", lambda t: t.flag("f"), "lesson.md:10: 'f' must be true or false."),
        ("p = []", lambda t: t.plain("p"), "lesson.md:10: 'p' must be a text, a number, true or false."),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_key(text: str, ask: Callable[[Table], object], message: str) -> None:
    """Each kind of damage is a sentence of its own that begins with the place."""
    with pytest.raises(LessonError) as caught:
        ask(table(text))

    assert caught.value.message == f"03_json/{message}"


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = = 2\nc = 3", 11), ("a = 1\na = 2", 11), ('a = """\nx', 11), ("[a", 10)]
)
def test_text_that_is_no_toml_names_the_line(text: str, line: int) -> None:
    """The line counts from the top of the file, not from the top of the TOML."""
    with pytest.raises(LessonError, match=rf"^03_json/lesson\.md:{line}: this is not valid TOML: "):
        table(text)


def test_a_near_key_is_suggested() -> None:
    """A misspelt key names the right one."""
    with pytest.raises(LessonError) as caught:
        table("mniutes = 1").only("minutes")

    assert caught.value.hint == "Did you mean minutes?"
