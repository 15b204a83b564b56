"""A trace as a Mermaid sequence diagram: clients, Daphne, consumers and the channel layer."""

from collections.abc import Iterable, Iterator

from wslearn.trace.jsonl import Trace
from wslearn.trace.labels import event_label, layer_label, mishap_label, network_label
from wslearn.trace.record import Record, StepMark

# Mermaid refuses a diagram of more than 50,000 characters (`maxTextSize`).
_MAX_DIAGRAM = 45_000
# Besides letters and digits, the only characters that mean nothing to Mermaid, Markdown or HTML in any place.
_PLAIN = frozenset(" .,()[]/=+-_!?*@:")


def to_mermaid(trace: Trace) -> str:
    """The trace as the text of a `sequenceDiagram`, ending in a newline.

    Payloads are shortened, and every character that Mermaid could take for its own is written as its number.
    A diagram that would be too large for Mermaid is cut, and says so.
    """
    cast = _Cast(trace.records)
    lines = ["sequenceDiagram", *cast.participants()]
    room = _MAX_DIAGRAM - sum(map(len, lines))
    events = [line for entry in _in_time(trace) if (line := _line(entry, cast))]
    for shown, line in enumerate(events):
        room -= len(line) + 5
        if room < 0:
            lines.append(cast.note_over_all(f"{len(events) - shown} more are left out: Mermaid draws no more"))
            break
        lines.append(line)
    return "\n    ".join(lines) + "\n"


def escape(text: str) -> str:
    """`text` as Mermaid shows it, on one line, whatever is in it.

    Entity codes are Mermaid's own form, `#59;` for `;`. Control characters and everything else without a shape of its
    own (line ends, terminal escapes, right-to-left overrides, surrogates) are shown as Python escapes.
    """
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return "".join(char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in shown)


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

    def participants(self) -> Iterator[str]:
        for conn, name in self._clients.items():
            yield f"participant {self.client(conn)} as {escape(name)}"
        yield f"participant D as {self._server}"
        for conn, name in self._consumers.items():
            yield f"participant {self.consumer(conn)} as {escape(name)}"
        if self._layer:
            yield "participant L as channel layer"

    def client(self, conn: str | None) -> str:
        return f"client{self._numbers[conn]}" if conn in self._clients else "D"

    def consumer(self, conn: str | None) -> str:
        """Who runs the application's side of a connection; the layer's calls may come from outside of any."""
        return f"consumer{self._numbers[conn]}" if conn in self._consumers else "D"

    def note_over_all(self, text: str) -> str:
        ends = [self.client(next(iter(self._clients), None)), "L" if self._layer else self._last_consumer()]
        return f"Note over {','.join(dict.fromkeys(ends))}: {escape(text)}"

    def _last_consumer(self) -> str:
        return self.consumer(next(reversed(self._consumers), None))


def _in_time(trace: Trace) -> list[Record | StepMark]:
    timed = [entry for entry in trace.entries if isinstance(entry, Record | StepMark)]
    return sorted(timed, key=lambda entry: entry.t_ns)


def _line(entry: Record | StepMark, cast: _Cast) -> str | None:
    """The line of one record, or None for what the diagram leaves out (json, consumer entry, log)."""
    if isinstance(entry, StepMark):
        return cast.note_over_all(f"{entry.number}. {entry.title}")
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


def _arrow(source: str, target: str, text: str, dashed: bool = False) -> str:
    return f"{source}{'-->>' if dashed else '->>'}{target}: {escape(text)}"


def _network(record: Record, cast: _Cast) -> str | None:
    """What went between a client and Daphne, as the bundled client saw it, else as Daphne did."""
    text = network_label(record)
    if text is None or (record.type.startswith("page.") and record.conn is None):
        return None
    client = cast.client(record.conn)
    if record.dir is None or record.type == "nothing":
        return f"Note over {'D' if record.type == 'nothing' else client}: {escape(text)}"
    return _arrow(client, "D", text) if record.dir == "receive" else _arrow("D", client, text)


def _event(record: Record, cast: _Cast) -> str | None:
    text = event_label(record)
    if text is None:
        return None
    consumer = cast.consumer(record.conn)
    return _arrow("D", consumer, text) if record.dir == "receive" else _arrow(consumer, "D", text)


def _mishap(record: Record, cast: _Cast) -> str | None:
    text = mishap_label(record)
    return None if text is None else f"Note over {cast.consumer(record.conn)}: {escape(text)}"


def _layer(record: Record, cast: _Cast) -> str | None:
    text = layer_label(record)
    if text is None:
        return None
    if record.type == "drop":
        return f"Note over L: {escape(text)}"
    consumer = cast.consumer(record.conn)
    delivered = record.type == "deliver"
    return _arrow("L", consumer, text, dashed=True) if delivered else _arrow(consumer, "L", text, dashed=True)
