"""Whatever a project hands over, marshal can carry what is recorded of it."""

import marshal
from collections import OrderedDict, defaultdict, namedtuple
from enum import IntEnum, StrEnum
from typing import Any

import pytest

from wslearn.probe.plain import atomic, plain, safe_repr


class Rude:
    """Its `repr` raises."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


class SafeText(str):
    """As Django's SafeString: a str with a `+` of its own."""

    __slots__ = ()

    def __add__(self, other: str) -> str:
        raise RuntimeError("not to be called")

    __radd__ = __add__


class Colour(StrEnum):
    """A str that json writes as its value."""

    RED = "red"


class Level(IntEnum):
    """An int that json writes as its value."""

    LOW = 1


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("value", "copy"),
    [
        (SafeText("<b>"), "<b>"),
        (Colour.RED, "red"),
        (Level.LOW, 1),
        (Point(1, 2), (1, 2)),
        (defaultdict(int, a=1), {"a": 1}),
        (OrderedDict(b=1, a=SafeText("x")), {"b": 1, "a": "x"}),
        ({SafeText("k"): True}, {"k": True}),
        ({(1, 2): 3}, {"(1, 2)": 3}),
        (Rude(), {...: "<Rude: repr failed with RuntimeError>"}),
        ([1.5, None, b"x", {1}], [1.5, None, b"x", {1}]),
        (10**5000, {...: "<int of 16610 bits>"}),
        ({-(10**5000)}, {...: "<set: repr failed with ValueError>"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_becomes_what_marshal_carries(value: Any, copy: Any) -> None:
    """Subclasses become their built-in type, all else its repr, and none of the project's code is trusted."""
    made = plain(value)
    assert made == copy
    assert marshal.loads(marshal.dumps(made, 2)) == copy
    if type(copy) in (str, int):
        assert type(made) is type(copy)


def test_a_value_that_contains_itself_is_cut() -> None:
    """A list that holds itself twice would double with every level: it is cut, in bounded time."""
    value: list[Any] = []
    value.extend([value, value])
    assert len(marshal.dumps(plain(value), 2)) < 10_000_000


def test_a_long_repr_is_cut() -> None:
    """The repr of an object is a hint, not its content."""
    assert len(safe_repr(["x" * 1_000_000])) < 100_000


def test_only_what_cannot_change_crosses_uncopied() -> None:
    """An event of str and bytes is copied shallowly; one with a dict in it is not."""
    assert atomic({"type": "websocket.send", "text": "x", "bytes": None})
    assert not atomic({"type": "websocket.send", "text": {"a": 1}})
    assert not atomic({"type": "websocket.send", "text": SafeText("x")})
