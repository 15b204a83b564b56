"""Whether a record is as a pattern describes it."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from wslearn.trace.pattern import Condition, Pattern
from wslearn.trace.record import Record

ClientOf = Callable[[str | None], str | None]
"""The bundled client's name at the other end of a connection, None where there is none."""


def matches(pattern: Pattern, record: Record, client_of: ClientOf) -> bool:
    """Whether a record is as the pattern describes it; `no` is not looked at."""
    return (
        record.type == pattern.type
        and record.lane == pattern.lane
        and (pattern.dir is None or record.dir == pattern.dir)
        and (pattern.client is None or _client(record, client_of) == pattern.client)
        and all(met(condition, record.data) for condition in pattern.conditions)
    )


def _client(record: Record, client_of: ClientOf) -> str | None:
    """Whose record it is: a client's own belongs to no connection where a page prints or fails, or asks by HTTP."""
    if record.conn is None and record.lane == "client":
        return str(record.data["client"]) if "client" in record.data else None
    return client_of(record.conn)


def holds(pattern: Pattern, records: Iterable[Record], client_of: ClientOf) -> bool:
    """Whether a record matches; with `no`, whether none does."""
    return any(matches(pattern, record, client_of) for record in records) is not pattern.negated


ABSENT = object()
"""What `find` gives when there is nothing."""


def find(path: Sequence[str], data: Any) -> Any:
    """The value at a path, or ABSENT. Dots go into dicts, lists (by number) and header pairs (by name)."""
    for key in path:
        data = _step(data, key)
        if data is ABSENT:
            break
    return data


def _step(data: Any, key: str) -> Any:
    if isinstance(data, Mapping):
        return data.get(key, ABSENT)
    if not isinstance(data, list | tuple):
        return ABSENT
    if key.isascii() and key.isdigit():
        return data[int(key)] if int(key) < len(data) else ABSENT
    pairs = (item for item in data if isinstance(item, list | tuple) and len(item) == 2)
    return next((value for name, value in pairs if _plain(name).lower() == key.lower()), ABSENT)


def met(condition: Condition, data: Mapping[str, Any]) -> bool:
    """Whether a condition holds for a record's data."""
    actual = find(condition.path, data)
    match condition.operator:
        case "?":
            return actual is not ABSENT
        case "!":
            return actual is ABSENT
        case "~":
            return actual is not ABSENT and _contains(actual, str(condition.value))
        case "=":
            return actual is not ABSENT and _equal(condition.value, actual)


def _plain(value: Any) -> str:
    """Text of a value: bytes as ISO-8859-1, as headers are; whatever is no text as its repr."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else repr(value)


def _contains(actual: Any, text: str) -> bool:
    if isinstance(actual, bytes):
        return text.encode() in actual
    return text in _plain(actual)


_HEX = re.compile("0x((?:[0-9a-fA-F]{2})*)")


def _equal(expected: Any, actual: Any) -> bool:
    """Equal as a lesson means it: JSON has no tuples and no bytes, and `true` is not 1."""
    if isinstance(actual, bytes):
        return isinstance(expected, str) and actual == _as_bytes(expected)
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, list) and isinstance(actual, list | tuple):
        return len(expected) == len(actual) and all(map(_equal, expected, actual))
    if isinstance(expected, dict) and isinstance(actual, Mapping):
        return expected.keys() == actual.keys() and all(_equal(expected[key], actual[key]) for key in expected)
    return bool(expected == actual) or _both_nan(expected, actual)


def _as_bytes(text: str) -> bytes:
    """The bytes that a pattern means: `0x00ff` in hex, anything else as UTF-8."""
    found = _HEX.fullmatch(text)
    return bytes.fromhex(found[1]) if found else text.encode()


def _both_nan(one: Any, other: Any) -> bool:
    return isinstance(one, float) and isinstance(other, float) and math.isnan(one) and math.isnan(other)
