"""Values and texts as they stand in a cell."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.notebook.cell import block, literal, plain


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("hi", '"hi"'),
        ("it's", '"it\'s"'),
        ('{"a":1}', "'{\"a\":1}'"),
        ("both \" and '!", "'''both \" and '!'''"),
        ({"name": "Ada", "tags": [1, None]}, '{"name": "Ada", "tags": [1, None]}'),
        (7, "7"),
    ],
)
def test_literals_look_as_people_write_them(value: object, source: str) -> None:
    """Double quotes, and other ones where that spares a backslash."""
    assert literal(value) == source


@given(
    st.recursive(
        st.text() | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_literal_is_its_value(value: object) -> None:
    """Whatever is in it, Python reads back what was written."""
    assert ast.literal_eval(literal(value)) == value


@pytest.mark.parametrize("lines", ["asgi return", "a text~'\\u00e9'\nb", "x text='\"'\ny message~\"'int'\""])
def test_a_block_is_its_lines(lines: str) -> None:
    """A text of several lines is read back as it is, with backslashes and quotes; a line stands in a line."""
    source = block(lines)
    assert ast.literal_eval(source) == f"\n{lines}\n"
    assert source.count("\n") == lines.count("\n") + 2


def test_plain_text_is_no_markup() -> None:
    """Stars, tags, brackets and dollars are shown as they are."""
    assert plain("__init__ *a* <b> [x] $1") == "\\_\\_init\\_\\_ \\*a\\* \\<b\\> \\[x\\] \\$1"
