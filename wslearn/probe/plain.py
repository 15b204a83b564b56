"""The slow path of a record: make any value one that marshal can carry, in bounded time and size."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Optional

_ATOMS = (str, bytes, int, float, bool, type(None))
_UNCHANGING = frozenset((str, bytes, type(None)))
_TEXT = frozenset((str,))
_DEPTH = 40
# A value that contains itself twice (`child["parent"]` and `parent["children"]`) would double with every level.
_ITEMS = 100_000
_REPR = 65_536
# Python itself refuses to write longer ones in decimal (`sys.set_int_max_str_digits`).
_INT_BITS = 10_000


def plain(value: Any) -> Any:
    """A copy of `value` in which whatever marshal cannot carry stands as `{...: repr(value)}`.

    Subclasses of str, bytes, int, float, list, tuple and dict become what they are on the wire: the built-in type.
    """
    return _Copy().of(value, 0)


def atomic(event: dict[str, Any]) -> bool:
    """Whether a dict can cross as it is: string keys, and values that nobody can change later."""
    # No Python frame for each item: this is on the way of every message.
    return _UNCHANGING.issuperset(map(type, event.values())) and _TEXT.issuperset(map(type, event))


class _Copy:
    """One copy in the making, and how many items it may still have."""

    def __init__(self) -> None:
        self._left = _ITEMS

    def of(self, value: Any, depth: int) -> Any:
        self._left -= 1
        kind = _kind(value)
        if kind is int:
            return _int(value)
        if kind in _ATOMS:
            return value if type(value) is kind else _exact(kind, value)
        if depth > _DEPTH or self._left < 0:
            return {...: "…"}
        if kind is dict:
            return {_key(key): self.of(item, depth + 1) for key, item in _items(value)}
        if kind in (list, tuple, set, frozenset):
            return self._collection(kind, value, depth)
        return {...: safe_repr(value)}

    def _collection(self, kind: Any, value: Any, depth: int) -> Any:
        """Lists and tuples keep their kind; a set with a member that cannot be hashed when plain becomes its repr."""
        # All at once: another thread may change it meanwhile.
        items = [self.of(item, depth + 1) for item in list(kind.__iter__(value))]
        try:
            return kind(items)
        except TypeError:
            return {...: safe_repr(value)}


def _kind(value: Any) -> Optional[Any]:
    """The built-in type that a value is of, or is a subclass of; None for all else."""
    if type(value) in _ATOMS:
        return type(value)
    for kind in (str, bytes, int, float, dict, list, tuple, set, frozenset):
        if issubclass(type(value), kind):
            return kind
    return None


def _items(value: Any) -> list[Any]:
    return list((OrderedDict if issubclass(type(value), OrderedDict) else dict).items(value))


def _exact(kind: Any, value: Any) -> Any:
    """A str (bytes, float) of a subclass without what the subclass adds; none of its own code runs."""
    if kind is float:
        return float.__float__(value)
    empty = kind()
    return empty.__add__(value) if kind is str else empty.join([memoryview(value)])


def _int(value: Any) -> Any:
    number = value if type(value) in (int, bool) else int.__int__(value)
    bits = number.bit_length()
    return number if bits < _INT_BITS else {...: f"<int of {bits} bits>"}


def _key(key: Any) -> Any:
    kind = _kind(key)
    if kind is int:
        number = _int(key)
        return number if type(number) is not dict else number[...]
    if kind in _ATOMS:
        return key if type(key) is kind else _exact(kind, key)
    return safe_repr(key)


def safe_repr(value: Any) -> str:
    """`repr(value)`, at most 64 Ki characters, or what is known of a value whose `repr` fails."""
    return _told(repr, value)


def safe_str(value: Any) -> str:
    """`str(value)`, likewise."""
    return _told(str, value)


def _told(function: Any, value: Any) -> str:
    try:
        text = str.__add__("", function(value))
    except Exception as error:
        return f"<{type(value).__name__}: {function.__name__} failed with {type(error).__name__}>"
    return text if len(text) <= _REPR else text[:_REPR] + "…"
