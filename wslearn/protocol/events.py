"""The ASGI events of a WebSocket connection, and the HTTP ones in short (ASGI spec, specs/www.rst)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an event.

    Attributes:
        name: the key.
        kind: the Python type that its value must have.
        required: whether the specification demands it.
        default: what counts when it is absent, as Python writes it; empty when required.
        text: what it means.
        daphne: how Daphne differs; empty when it does not.
    """

    name: str
    kind: str
    required: bool
    default: str
    text: str
    daphne: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One type of ASGI event.

    Attributes:
        type: the value of its key `type`.
        direction: the application's view: `receive` comes from the client, `send` goes to it.
        text: what it is for, and when it may come.
        keys: all keys but `type`.
        daphne: how Daphne differs; empty when it does not.
        advice: what to do with it in a consumer.
        lesson: id of the lesson that shows it.
        source: section of the ASGI specification.
    """

    type: str
    direction: Literal["receive", "send"]
    text: str
    keys: tuple[Key, ...]
    daphne: str
    advice: str
    lesson: str
    source: str


_TABLE: tuple[Event, ...] = ()

EVENTS: Mapping[str, Event] = MappingProxyType({event.type: event for event in _TABLE})
"""Type → event."""
