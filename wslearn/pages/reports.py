"""One message of a page's script, checked: nothing of a wrong shape goes any further."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wslearn.trace.record import Repr
from wslearn.trace.values import decode

_MOST_REPORTS = 10_000
_LARGEST = 2**53


class BadReport(ValueError):
    """A message that our script does not send; its text fits into a close reason (RFC 6455: 123 bytes)."""


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that a page's code did or met.

    Attributes:
        number: counts up in each page.
        type: `page.new`, …
        t_ms: milliseconds since 1970, on the page's clock.
        socket: which of the page's sockets, from 1; None where none is concerned.
        data: of the record, without `client`.
        cause: the number of the report that led to it, or None.
    """

    number: int
    type: str
    t_ms: float
    socket: int | None
    data: Mapping[str, Any]
    cause: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that came together; `now_ms` is when they were sent, `lost` how many before them were not kept."""

    now_ms: float
    lost: int
    reports: tuple[Report, ...]


def read_batch(message: str | bytes) -> Batch:
    """The reports of one message.

    Raises:
        BadReport: it is not JSON, or has not the shape of reports.
    """
    try:
        fields = json.loads(message)
        reports = fields["reports"]
        if len(reports) > _MOST_REPORTS:
            raise BadReport("There are too many reports in one message.")
        return Batch(_time(fields["now"]), _count(fields["lost"]), tuple(_report(item) for item in reports))
    except BadReport:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadReport("A report of this page has not the form that page.js sends.") from None


def _report(item: Mapping[str, Any]) -> Report:
    type_, data = item["e"], decode(item["d"])
    shapes = _SHAPES[type_]
    for key, value in data.items():
        if not shapes[key](value):
            raise ValueError(key)
    return Report(
        _count(item["i"]), type_, _time(item["t"]), _maybe_count(item["s"]), data, _maybe_count(item.get("c"))
    )


def _time(value: object) -> float:
    if not isinstance(value, int | float) or not 0 <= value < 1e15:
        raise ValueError("not a time")
    return float(value)


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < _LARGEST:
        raise ValueError("not a count")
    return value


def _maybe_count(value: object) -> int | None:
    return None if value is None else _count(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_bytes(value: object) -> bool:
    return isinstance(value, bytes)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < _LARGEST


def _is_state(value: object) -> bool:
    return type(value) is int and 0 <= value <= 3


def _is_error(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"class", "message"} and all(map(_is_text, value.values()))


def _is_address(value: object) -> bool:
    return isinstance(value, str | Repr)


def _anything(value: object) -> bool:
    return True


Shape = Mapping[str, Callable[[object], bool]]

_END: Shape = {"state": _is_state, "error": _is_error}
_CONTENT: Shape = {
    "text": _is_text,
    "bytes": _is_bytes,
    "other": _is_text,
    "object": _is_text,
    "length": _is_count,
    "cut": _is_count,
    "n": _is_count,
}
_SHAPES: Mapping[str, Shape] = {
    "page.new": {**_END, "url": _is_address, "protocols": _anything, "agent": _is_text},
    "page.open": _END,
    "page.error": _END,
    "page.close": {**_END, "code": _is_count, "reason": _is_text, "wasClean": _is_flag},
    "page.closing": {**_END, "code": _anything, "reason": _anything, "before": _is_state},
    "page.send": {**_END, **_CONTENT},
    "page.message": {**_END, **_CONTENT, "parses": _is_count},
    "page.parse": {**_END, **_CONTENT, "value": _anything},
    "page.stringify": {**_END, **_CONTENT, "value": _anything},
    "page.print": {"level": _is_text, "text": _is_text, "cut": _is_count},
    "page.exception": {"class": _is_text, "message": _is_text, "file": _is_text, "line": _is_count},
}
