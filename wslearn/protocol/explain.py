"""One topic explained from the tables: a close code, a status, an event, a readyState, an opcode, an error text."""

from dataclasses import dataclass

from wslearn.protocol.events import Key


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled paragraph of an explanation: `who makes it`, `the specification says`, `what to do` …"""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say about one topic.

    Attributes:
        topic: its canonical name, `1006`, `websocket.close`, `text-not-str`; `explain(topic)` finds it again.
        kind: what it is: `close code`, `HTTP status`, `ASGI event`, `readyState`, `opcode`, `error`, `difference`.
        title: one line.
        sections: in reading order; none is empty.
        keys: the keys of an event, else empty.
        lesson: id of the lesson that shows it (`LESSON_NUMBERS` has its number).
        sources: where it is written.
        related: further topics.
    """

    topic: str
    kind: str
    title: str
    sections: tuple[Section, ...]
    keys: tuple[Key, ...] = ()
    lesson: str = ""
    sources: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


def explain(topic: str) -> Explanation | None:
    """Explain a topic, or a text that holds one (a pasted log or traceback); None when nothing is known about it."""
    raise NotImplementedError


def suggest(topic: str) -> list[str]:
    """Topics that look like `topic`, the nearest first, at most five."""
    raise NotImplementedError


def topics() -> dict[str, tuple[str, ...]]:
    """Every topic, by kind; what a list or a completion shows."""
    raise NotImplementedError
