"""JSON as a page would send it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.conversion.engine import parse
from wslearn.course.json_text import stringify

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('{"a": 1, "b": [true, null]}', '{"a":1,"b":[true,null]}'),
        ("1.0", "1"),
        ('"\\u00e9"', '"é"'),
        ("12345678901234567890", "12345678901234567000"),
        ('{"b": 1, "2": 1, "1": 1}', '{"1":1,"2":1,"b":1}'),
        ('"\\ud800"', '"\\ud800"'),
    ],
)
def test_what_a_page_would_write(text: str, sent: str) -> None:
    """No blanks, no escapes beyond need, JavaScript's numbers and order of keys."""
    assert stringify(json.loads(text)) == sent


@given(VALUES)
def test_it_is_what_the_engine_writes(value: object) -> None:
    """For any value, the text is the one of JSON.stringify."""
    assert stringify(value) == parse(json.dumps(value)).json
