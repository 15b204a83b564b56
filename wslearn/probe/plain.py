"""The slow path of a record: make any value one that marshal can carry."""

from __future__ import annotations

from typing import Any

_ATOMS = (str, bytes, int, float, bool, type(None))
_DEPTH = 40


def plain(value: Any, depth: int = 0) -> Any:
    """A copy of `value` in which whatever marshal cannot carry stands as `{...: repr(value)}`."""
    if type(value) in _ATOMS:
        return value
    if depth > _DEPTH:
        return {...: "…"}
    if type(value) is dict:
        return {_key(key): plain(item, depth + 1) for key, item in value.items()}
    if type(value) in (list, tuple, set, frozenset):
        return _collection(value, depth)
    return {...: safe_repr(value)}


def _collection(value: Any, depth: int) -> Any:
    """Lists and tuples keep their kind; a set with a member that cannot be hashed when plain becomes its repr."""
    items = [plain(item, depth + 1) for item in value]
    try:
        return type(value)(items)
    except TypeError:
        return {...: safe_repr(value)}


def _key(key: Any) -> Any:
    return key if type(key) in _ATOMS else safe_repr(key)


def safe_repr(value: Any) -> str:
    """`repr(value)`, or what is known of a value whose `repr` fails."""
    try:
        return str(repr(value))
    except Exception as error:
        return f"<{type(value).__name__}: repr failed with {type(error).__name__}>"
