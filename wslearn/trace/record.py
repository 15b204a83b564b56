"""The record: one thing that one observer saw. CONTRIBUTING.md lists the types and data of every lane."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Lane = Literal["client", "wire", "asgi", "consumer", "json", "layer"]
Direction = Literal["receive", "send"]

LANES: tuple[Lane, ...] = ("client", "wire", "asgi", "consumer", "json", "layer")


@dataclass(frozen=True, slots=True)
class Repr:
    """A value that cannot cross the pipe or be held by JSON, as the text of its `repr()`."""

    text: str

    def __repr__(self) -> str:
        return self.text


class Record(NamedTuple):
    """One thing that one observer saw. A NamedTuple: tens of thousands are made a second, and it is made 3x faster.

    Attributes:
        src: who recorded it: `client`, `server-1`, `server-2`, … Identity is `(src, seq)`.
        seq: counts up by one per `src`.
        t_ns: `time.perf_counter_ns()` when it was seen, one clock for all processes of a machine.
        lane: whose view it is.
        dir: the application's view: `receive` comes from the client, `send` goes to it; None where neither.
        type: what it is, within its lane.
        data: the content. Values are what Python holds (bytes, tuples and all); see `jsonl` for the file form.
        conn: the connection, `c1`, `c2`, … for WebSockets, `h1` … for plain HTTP; None for the server itself.
        cause: the `(src, seq)` of the record that led to this one.
    """

    src: str
    seq: int
    t_ns: int
    lane: Lane
    dir: Direction | None
    type: str
    data: Mapping[str, Any] = MappingProxyType({})
    conn: str | None = None
    cause: tuple[str, int] | None = None

    @property
    def id(self) -> tuple[str, int]:
        """Identity of the record."""
        return (self.src, self.seq)


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a trace.

    Attributes:
        versions: package or interpreter name → version: python, django, channels, daphne, websockets, wslearn.
        started: wall clock at `t0_ns`, ISO 8601 with offset.
        t0_ns: the `perf_counter_ns` that Δt of the first row counts from.
        lesson: id of the lesson, None outside lessons.
        seed: the seed of `$word`, `$int`, `$list` in the plays, None outside lessons.
    """

    versions: Mapping[str, str]
    started: str
    t0_ns: int
    lesson: str | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class StepMark:
    """Where a step of a lesson begins in the trace."""

    t_ns: int
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An expectation that was judged.

    Attributes:
        passed: whether it held.
        expected: what had to happen, at which event.
        did: what happened instead, or what was seen; one short line.
        hint: what to try; empty when it passed.
        evidence: identities of the records that decided it.
        source: where the expectation stands, `03_json/lesson.md:41`.
    """

    passed: bool
    expected: str
    did: str
    hint: str = ""
    evidence: tuple[tuple[str, int], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a saved trace broke; everything before it was read."""

    line: int
    message: str


Entry = Header | StepMark | Record | Finding | Damage
