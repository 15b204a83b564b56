"""The course's lesson ids and numbers, so that the tables can say where a thing is shown."""

from collections.abc import Mapping
from types import MappingProxyType

_ORDER = (
    "handshake",
    "events",
    "json",
    "async",
    "frames",
    "routing",
    "browser",
    "generic",
    "json-consumers",
    "groups",
    "redis",
    "ship",
)

LESSON_NUMBERS: Mapping[str, int] = MappingProxyType({name: number for number, name in enumerate(_ORDER, start=1)})
"""Lesson id → its number in the course."""
