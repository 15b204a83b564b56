"""Small factories of records: what a server process and the bundled client would have recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from wslearn.trace.record import Direction, Lane, Record
from wslearn.trace.row import Row
from wslearn.trace.rows import Rows

MS = 1_000_000


class Clock:
    """One clock for all observers; every record is 0.1 ms after the one before."""

    def __init__(self) -> None:
        self.now_ns = 0

    def tick(self, ms: float = 0.1) -> int:
        """Go on, and tell the time."""
        self.now_ns += int(ms * MS)
        return self.now_ns


class Observer:
    """Makes records with rising `seq` and time, and keeps them in `records`."""

    def __init__(self, src: str, clock: Clock) -> None:
        self.src = src
        self.clock = clock
        self.records: list[Record] = []

    def see(
        self,
        lane: Lane,
        dir_: Direction | None,
        type_: str,
        data: Mapping[str, Any],
        conn: str | None = "c1",
        cause: Record | None = None,
    ) -> Record:
        """One record."""
        seq = len(self.records) + 1
        record = Record(
            self.src, seq, self.clock.tick(), lane, dir_, type_, dict(data), conn, cause.id if cause else None
        )
        self.records.append(record)
        return record


class Client(Observer):
    """The bundled client `alice`."""

    def __init__(self, clock: Clock, conn: str = "c1", src: str = "client") -> None:
        super().__init__(src, clock)
        self.conn = conn

    def say(self, dir_: Direction | None, type_: str, **data: Any) -> Record:
        """A record of the lane `client`."""
        return self.see("client", dir_, type_, {"client": "alice", **data}, self.conn)

    def request(self) -> Record:
        """The handshake request."""
        return self.say("receive", "handshake.request", path="/ws/", headers=[])

    def response(self, status: int = 101, headers: Sequence[Sequence[str]] = ()) -> Record:
        """The handshake response."""
        return self.say("send", "handshake.response", status=status, headers=list(headers))

    def frame(self, dir_: Direction, opcode: str = "text", **data: Any) -> Record:
        """One frame."""
        return self.say(dir_, "frame", **{"opcode": opcode, "fin": True, **data})

    def closed(self, code: int = 1000) -> Record:
        """The end as the page sees it."""
        return self.say(None, "closed", code=code, reason="", by="client")


class Server(Observer):
    """One Daphne; each method makes what the probe records for one thing that happens."""

    def __init__(self, clock: Clock, conn: str = "c1", src: str = "server-1") -> None:
        super().__init__(src, clock)
        self.conn = conn

    def wire(self, dir_: Direction | None, type_: str, cause: Record | None = None, **data: Any) -> Record:
        """A record of the lane `wire`."""
        return self.see("wire", dir_, type_, data, self.conn, cause)

    def frame(self, dir_: Direction, opcode: str = "text", cause: Record | None = None, **data: Any) -> Record:
        """One frame on the wire."""
        return self.wire(dir_, "frame", cause, **{"opcode": opcode, "fin": True, **data})

    def event(self, dir_: Direction, type_: str, cause: Record | None = None, **data: Any) -> Record:
        """An ASGI event."""
        return self.see("asgi", dir_, type_, {"type": type_, **data}, self.conn, cause)

    def scope(self, type_: str = "websocket") -> Record:
        """The scope."""
        return self.see("asgi", "receive", "scope", {"type": type_}, self.conn)

    def enter(self, cause: Record | None, event: str = "websocket.receive", source: str = "asgi") -> Record:
        """A consumer's method begins."""
        data = {"class": "Echo", "method": event.replace(".", "_"), "instance": 1, "source": source, "event": event}
        return self.see("consumer", "receive", "enter", data, self.conn, cause)

    def leave(self, enter: Record, duration_ms: float = 1, outcome: str = "return") -> Record:
        """It ends."""
        data = {"class": "Echo", "duration_ns": int(duration_ms * MS), "outcome": outcome}
        return self.see("consumer", None, "leave", data, self.conn, enter)

    def json(self, type_: str, cause: Record | None = None, **data: Any) -> Record:
        """A conversion."""
        dir_: Direction = "receive" if type_ == "loads" else "send"
        return self.see("json", dir_, type_, {"text": "1", "value": 1, **data}, self.conn, cause)

    def layer(self, dir_: Direction | None, type_: str, cause: Record | None = None, **data: Any) -> Record:
        """A record of the lane `layer`."""
        return self.see("layer", dir_, type_, data, self.conn, cause)

    def consumer(self, type_: str, cause: Record | None = None, class_: str = "E", **data: Any) -> Record:
        """An exception, a printed line, a warning …"""
        return self.see("consumer", None, type_, {"class": class_, **data}, self.conn, cause)

    def returned(self) -> Record:
        """The application returns."""
        return self.see("asgi", None, "return", {}, self.conn)


class Talk:
    """A client and its server."""

    def __init__(self, clock: Clock | None = None, conn: str = "c1", names: str = "") -> None:
        clock = clock or Clock()
        self.client = Client(clock, conn, f"client{names}")
        self.server = Server(clock, conn, f"server-{names or 1}")

    @property
    def records(self) -> list[Record]:
        """All of both, in time order."""
        return sorted([*self.client.records, *self.server.records], key=lambda record: record.t_ns)

    def open(self) -> None:
        """A whole handshake."""
        client, server = self.client, self.server
        client.request()
        asked = server.wire("receive", "handshake.request")
        server.scope()
        enter = server.enter(server.event("receive", "websocket.connect", asked), "websocket.connect")
        server.wire("send", "handshake.response", server.event("send", "websocket.accept", enter), status=101)
        client.response()
        server.leave(enter)

    def hear(self, parts: int = 1) -> Record:
        """A message from the client, in so many frames, up to the call of the consumer's method."""
        frame = None
        for number in range(parts):
            opcode, fin = ("text", "continuation")[number > 0], number == parts - 1
            self.client.frame("receive", opcode, fin=fin)
            frame = self.server.frame("receive", opcode, fin=fin)
        return self.server.enter(self.server.event("receive", "websocket.receive", frame, text="1"))

    def say(self, cause: Record) -> None:
        """A message to the client."""
        self.server.frame("send", cause=self.server.event("send", "websocket.send", cause, text="1"))
        self.client.frame("send")

    def echo(self) -> None:
        """A message there and back as JSON."""
        enter = self.hear()
        self.server.json("loads", enter)
        self.server.json("dumps", enter)
        self.say(enter)
        self.server.leave(enter)

    def close(self) -> None:
        """The client closes."""
        self.client.frame("receive", "close", code=1000, reason="")
        frame = self.server.frame("receive", "close", code=1000, reason="")
        self.server.frame("send", "close", frame, code=1000, reason="")
        self.client.frame("send", "close", code=1000, reason="")
        self.server.wire(None, "lost", frame, clean=True)
        self.client.closed()
        enter = self.server.enter(
            self.server.event("receive", "websocket.disconnect", frame, code=1000), "websocket.disconnect"
        )
        self.server.leave(enter, outcome="stop")
        self.server.returned()


def rows_of(records: Sequence[Record]) -> list[Row]:
    """All rows of a trace that is fed in time order."""
    rows = Rows()
    found = [row for record in sorted(records, key=lambda record: record.t_ns) for row in rows.feed(record)]
    return found + rows.flush(None)


def contents(row: Row) -> list[str]:
    """The records of a row as `lane.type`."""
    return [f"{record.lane}.{record.type}" for record in row.records]


def fed(rows: Rows, records: Sequence[Record]) -> list[Row]:
    """What comes out at once."""
    return [row for record in records for row in rows.feed(record)]
