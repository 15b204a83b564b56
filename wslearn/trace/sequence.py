"""A trace as a sequence diagram: who takes part, and what goes from one to another, in order of time.

Must not know: how it is drawn, and what has to be escaped for that.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wslearn.trace.jsonl import Trace
from wslearn.trace.labels import event_label, layer_label, mishap_label, network_label
from wslearn.trace.record import Record, StepMark

_SERVER, _LAYER = "D", "L"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part; `key` is unique in its diagram: `client1`, `D`, `consumer1`, `L`."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """Something that goes from one participant to another, both by key; `dashed` by way of the channel layer."""

    source: str
    target: str
    text: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened to one participant; `ends` are keys: one, or the first and the last that it is about."""

    ends: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A sequence diagram; the text of `acts` is not escaped, and shortened where payloads are long."""

    participants: tuple[Participant, ...]
    acts: tuple[Arrow | Note, ...]

    def note_over_all(self, text: str) -> Note:
        """A note about everybody."""
        return _over_all(self.participants, text)


def diagram(trace: Trace) -> Diagram:
    """The trace's handshakes, frames, ASGI events, calls of the layer, exceptions and prints; steps are notes."""
    cast = _Cast(trace.records)
    participants = tuple(cast.participants())
    acts = (act for entry in _in_time(trace) if (act := _act(entry, cast, participants)))
    return Diagram(participants, tuple(acts))


class _Cast:
    """Who takes part: a client and a consumer for each connection, the server, and the channel layer if it is used.

    The server is Daphne wherever it recorded anything; the bundled client alone may be connected to any other.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._numbers: dict[str | None, int] = {}
        self._clients: dict[str, str] = {}
        self._consumers: dict[str, str] = {}
        self.bundled: set[str] = set()
        self._layer = False
        self._server = "server"
        for record in records:
            self._see(record)

    def _see(self, record: Record) -> None:
        self._layer |= record.lane == "layer"
        if record.lane != "client":
            self._server = "Daphne"
        conn = record.conn
        if conn is None:
            return
        self._numbers.setdefault(conn, len(self._numbers) + 1)
        self._clients.setdefault(conn, conn)
        if record.lane == "client":
            if not record.type.startswith("page."):
                self.bundled.add(conn)
            self._clients[conn] = f"{record.data.get('client', 'client')} ({conn})"
        if record.lane == "asgi":
            self._consumers.setdefault(conn, f"application ({conn})")
        if record.lane == "consumer" and record.type == "enter":
            self._consumers[conn] = f"{record.data.get('class', 'consumer')} ({conn})"

    def participants(self) -> Iterator[Participant]:
        for conn, name in self._clients.items():
            yield Participant(self.client(conn), name)
        yield Participant(_SERVER, self._server)
        for conn, name in self._consumers.items():
            yield Participant(self.consumer(conn), name)
        if self._layer:
            yield Participant(_LAYER, "channel layer")

    def client(self, conn: str | None) -> str:
        return f"client{self._numbers[conn]}" if conn in self._clients else _SERVER

    def consumer(self, conn: str | None) -> str:
        """Who runs the application's side of a connection; the layer's calls may come from outside of any."""
        return f"consumer{self._numbers[conn]}" if conn in self._consumers else _SERVER


def _over_all(participants: tuple[Participant, ...], text: str) -> Note:
    return Note(tuple(dict.fromkeys((participants[0].key, participants[-1].key))), text)


def _in_time(trace: Trace) -> list[Record | StepMark]:
    timed = [entry for entry in trace.entries if isinstance(entry, Record | StepMark)]
    return sorted(timed, key=lambda entry: entry.t_ns)


def _act(entry: Record | StepMark, cast: _Cast, participants: tuple[Participant, ...]) -> Arrow | Note | None:
    """What one record is in the diagram, or None for what it leaves out (json, consumer entry, log)."""
    if isinstance(entry, StepMark):
        return _over_all(participants, f"{entry.number}. {entry.title}")
    match entry.lane:
        case "client":
            return _network(entry, cast)
        case "wire" if entry.conn not in cast.bundled or entry.type == "nothing":
            return _network(entry, cast)
        case "asgi":
            return _event(entry, cast)
        case "consumer":
            return _mishap(entry, cast)
        case "layer":
            return _layer(entry, cast)
    return None


def _network(record: Record, cast: _Cast) -> Arrow | Note | None:
    """What went between a client and Daphne, as the bundled client saw it, else as Daphne did."""
    text = network_label(record)
    if text is None or (record.type.startswith("page.") and record.conn is None):
        return None
    client = cast.client(record.conn)
    if record.dir is None or record.type == "nothing":
        return Note((_SERVER if record.type == "nothing" else client,), text)
    return Arrow(client, _SERVER, text) if record.dir == "receive" else Arrow(_SERVER, client, text)


def _event(record: Record, cast: _Cast) -> Arrow | None:
    text = event_label(record)
    if text is None:
        return None
    consumer = cast.consumer(record.conn)
    return Arrow(_SERVER, consumer, text) if record.dir == "receive" else Arrow(consumer, _SERVER, text)


def _mishap(record: Record, cast: _Cast) -> Note | None:
    text = mishap_label(record)
    return None if text is None else Note((cast.consumer(record.conn),), text)


def _layer(record: Record, cast: _Cast) -> Arrow | Note | None:
    text = layer_label(record)
    if text is None:
        return None
    if record.type == "drop":
        return Note((_LAYER,), text)
    consumer = cast.consumer(record.conn)
    delivered = record.type == "deliver"
    return Arrow(_LAYER, consumer, text, dashed=True) if delivered else Arrow(consumer, _LAYER, text, dashed=True)
