"""What progress is made of: facts. They are only added, each has an id of its own, and so two sets merge by union."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

LONGEST = 500
"""Characters that a text in a fact may have, and numbers that a list may."""

_ID = re.compile("[0-9a-f]{32}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_MOST = 2**53


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened.

    Attributes:
        id: 32 hex digits, unlike any other's.
        at: when, UTC, `2026-05-01T12:30:00Z`: sorts as text.
        kind: one of `KINDS`.
        lesson: id of the lesson.
        data: by name, as `KINDS` says.
    """

    id: str
    at: str
    kind: str
    lesson: str
    data: Mapping[str, Any]


def now() -> str:
    """This second, as facts write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_fact(kind: str, lesson: str, **data: Any) -> Fact:
    """A fact of this second.

    Raises:
        ValueError: it is not as `KINDS` says.
    """
    return parse_fact({"id": uuid.uuid4().hex, "at": now(), "kind": kind, "lesson": lesson, "data": data})


def _text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()


def _whole(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def _seconds(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _mistake(value: object) -> bool:
    return value is None or _text(value)


def _confidence(value: object) -> bool:
    return value is None or (_whole(value) and value in (1, 2, 3))


def _choice(value: object) -> bool:
    return _whole(value) or (isinstance(value, list) and len(value) <= LONGEST and all(map(_whole, value)))


Fits = Callable[[object], bool]

_ANSWER: Mapping[str, Fits] = MappingProxyType(
    {"source": _text, "question": _text, "choice": _choice, "right": _flag, "confidence": _confidence}
)

KINDS: Mapping[str, Mapping[str, Fits]] = MappingProxyType(
    {
        "opened": {},
        "step": {"step": _whole},
        "finished": {},
        "played": {"seconds": _seconds},
        "hint": {"number": _whole},
        "checked": {"seed": _whole, "passed": _flag, "mistake": _mistake},
        "predicted": _ANSWER,
        "answered": _ANSWER,
        "reviewed": _ANSWER,
    }
)
"""Each kind and what its data must be."""


def parse_fact(value: object) -> Fact:
    """A fact from what a file holds.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, dict) or value.keys() != {"id", "at", "kind", "lesson", "data"}:
        raise ValueError("a fact has id, at, kind, lesson and data")
    kind, data = value["kind"], value["data"]
    if not (_matches(_ID, value["id"]) and _matches(_TIME, value["at"]) and _text(value["lesson"])):
        raise ValueError("the id, time or lesson of a fact is wrong")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError("a fact is of an unknown kind")
    if not isinstance(data, dict) or data.keys() != KINDS[kind].keys():
        raise ValueError(f"a fact of the kind {kind} has other data")
    if not all(fits(data[key]) for key, fits in KINDS[kind].items()):
        raise ValueError(f"a fact of the kind {kind} has wrong data")
    return Fact(value["id"], value["at"], kind, value["lesson"], MappingProxyType(dict(data)))


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
