"""A damaged value is found when the file is read, not when it is drawn."""

from typing import Any

import pytest

from tests.unit.trace.sample import RECORDS
from wslearn.trace.record import Lane
from wslearn.trace.shapes import wrong_key


@pytest.mark.parametrize(
    ("lane", "key", "value"),
    [
        ("client", "headers", [["Host"]]),
        ("client", "headers", [["Host", 1]]),
        ("wire", "headers", None),
        ("wire", "missing", 1),
        ("wire", "length", "5"),
        ("wire", "count", True),
        ("client", "opcode", []),
        ("client", "client", ["alice"]),
        ("consumer", "class", {}),
        ("consumer", "duration_ns", None),
        ("json", "error", "ValueError"),
    ],
)
def test_a_wrong_shape_is_named(lane: Lane, key: str, value: Any) -> None:
    """The message of a damaged line can say which key it is."""
    assert wrong_key(lane, {"text": "hi", key: value}) == key


def test_the_applications_own_words_may_have_any_shape() -> None:
    """An event that a learner got wrong is no damage: its headers may be a number."""
    assert wrong_key("asgi", {"type": 5, "headers": 7}) is None
    assert wrong_key("json", {"value": {"error": 1}, "text": "{}"}) is None


def test_ordinary_records_fit() -> None:
    """Nothing that the observers record is taken for damage."""
    assert [record.id for record in RECORDS if wrong_key(record.lane, record.data)] == []
