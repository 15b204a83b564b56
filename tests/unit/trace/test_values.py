"""Values survive the way into the file and back."""

import json
import math
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.trace.record import Repr
from wslearn.trace.values import decode, encode

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Every str that Python can hold, lone surrogates included."""

FAITHFUL = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT
    | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT | st.sampled_from(["$bytes", "$$", "$repr"]), inner),
    max_leaves=20,
)

UNFAITHFUL = st.recursive(
    st.floats() | ANY_TEXT | st.integers() | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.integers() | st.text(), inner)
        | st.frozensets(st.integers())
        | st.sets(st.text(max_size=3))
    ),
    max_leaves=20,
)


class Point(NamedTuple):
    x: int
    y: int


def _through_file(value: Any) -> Any:
    return decode(json.loads(json.dumps(encode(value), allow_nan=False)))


@given(FAITHFUL)
def test_what_json_holds_comes_back_equal(value: Any) -> None:
    """JSON values, bytes, `$` keys and any surrogates come back equal and of the same types."""
    assert _through_file(value) == value
    assert repr(_through_file(value)) == repr(value)


@given(UNFAITHFUL)
def test_everything_comes_back_with_the_same_repr(value: Any) -> None:
    """Tuples, sets, int keys and NaN are drawn after replay exactly as they were live."""
    assert repr(_through_file(value)) == repr(value)


def test_the_file_form_is_the_documented_one() -> None:
    """Other programs rely on `$bytes`, doubled keys and `$repr`."""
    assert encode({"a": b"hi", "$b": (1, 2), "c": math.nan}) == {
        "a": {"$bytes": "aGk="},
        "$$b": {"$repr": "(1, 2)"},
        "c": {"$repr": "nan"},
    }


def test_header_pairs_come_back_as_they_were() -> None:
    """A saved scope can be judged like a live one: its header pairs are tuples of bytes again."""
    pairs = [(b"host", b"a"), (b"cookie", b"\xff\"'")]
    assert _through_file(pairs) == pairs


def test_an_object_comes_back_as_its_repr() -> None:
    """A `Repr`, or any object of a class that JSON has not got, is shown by the same text."""
    point = Point(1, 2)
    assert _through_file(Repr("<Consumer object>")) == Repr("<Consumer object>")
    assert _through_file(point) == Repr("Point(x=1, y=2)")
    assert _through_file([Repr("(1, 'x'")]) == [Repr("(1, 'x'")]


def test_text_in_a_repr_is_never_run() -> None:
    """A trace from a stranger cannot execute anything."""
    assert _through_file(Repr("(__import__('os'),)")) == Repr("(__import__('os'),)")


def test_broken_and_bottomless_values_do_not_raise() -> None:
    """Whatever a learner puts into an event, the trace goes on."""

    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError

    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    assert _through_file(Broken()) == Repr("<Broken: RuntimeError>")
    assert isinstance(json.dumps(encode(deep)), str)
    assert _through_file(10**5000) == Repr("<int: ValueError>")


@pytest.mark.parametrize("damaged", [{"$bytes": "a"}, {"$bytes": 1}, {"$text": 1}, {"$repr": 1}, {"$x": 1, "b": 1}])
def test_what_is_not_in_the_format_is_refused(damaged: Any) -> None:
    """A damaged value is a ValueError, which makes its line a damaged line."""
    with pytest.raises(ValueError):  # noqa: PT011
        decode(damaged)
