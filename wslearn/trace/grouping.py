"""Which records belong together.

Records of one server process are tied by their causes and by their order, a connection's client and server by the
order in each direction: the n-th message of the client is the n-th on the wire and the n-th event. Never by content: a
channel layer's message may call itself `websocket.receive` too.
"""

from collections.abc import Callable, Hashable
from typing import Any

from wslearn.trace.group import (
    CLIENT,
    CLOSED,
    DONE,
    ENTER,
    EVENT,
    LEAVE,
    LOST,
    PARTS,
    SERVER,
    WIRE,
    Connection,
    Group,
    RecordId,
)
from wslearn.trace.record import Direction, Record

NOTABLE_NS = 50_000_000
"""A method that took this long is shown to end, in nanoseconds."""

_ENDED = 1000
_HOPS = CLIENT | WIRE | EVENT
_CALL = ENTER | LEAVE
_END = LOST | CLOSED | DONE
_MESSAGE_OPCODES = {"text", "binary", "continuation"}
_LANE_PART = {"client": CLIENT, "wire": WIRE}

# key → kind, direction and parts of the groups that a connection has one of.
_ONCE: dict[str, tuple[str, Direction | None, int]] = {
    "handshake": ("handshake", "receive", _HOPS | _CALL),
    "answer": ("accept", "send", _HOPS),
    "closing": ("close", "send", _HOPS),
    "end": ("disconnect", "receive", _END),
    "request": ("http", "receive", CLIENT | EVENT),
    "response": ("http", "send", CLIENT | EVENT | DONE),
}
_ENTER_KEYS = {"websocket.connect": "handshake", "websocket.disconnect": "end"}
_KINDS = {
    "print": "output",
    "input": "output",
    "exception": "exception",
    "warning": "warning",
    "log": "warning",
    "loads": "json",
    "dumps": "json",
    "leave": "leave",
    "server.ready": "server",
    "server.exit": "server",
    "gap": "server",
}


class Grouping:
    """Finds the group of each record. Feed each observer's records in their order."""

    def __init__(self) -> None:
        self._connections: dict[str | None, Connection] = {None: Connection(None)}
        self._ended: dict[str | None, None] = {}
        self._ids: dict[RecordId, Group] = {}
        self._places: dict[tuple[str, str], Callable[[Connection, Record], Group]] = {
            ("client", "handshake.request"): self._handshake_request,
            ("client", "handshake.response"): self._handshake_response,
            ("client", "frame"): self._frame,
            ("client", "closed"): self._closed,
            ("client", "failed"): self._failed,
            ("client", "http.request"): self._http_request,
            ("client", "http.response"): self._http_response,
            ("wire", "handshake.request"): self._handshake_request,
            ("wire", "handshake.response"): self._handshake_response,
            ("wire", "frame"): self._frame,
            ("wire", "nothing"): self._nothing,
            ("wire", "lost"): self._lost,
            ("wire", "gap"): self._gap,
            ("wire", "server.exit"): self._server_exit,
            ("asgi", "scope"): self._scope,
            ("asgi", "websocket.connect"): self._connect,
            ("asgi", "websocket.accept"): self._accept,
            ("asgi", "websocket.receive"): self._receive,
            ("asgi", "websocket.send"): self._send,
            ("asgi", "websocket.close"): self._close,
            ("asgi", "websocket.disconnect"): self._disconnect,
            ("asgi", "http.request"): self._http_request,
            ("asgi", "http.response.start"): self._http_response,
            ("asgi", "http.response.body"): self._http_response,
            ("asgi", "http.disconnect"): self._http_response,
            ("asgi", "return"): self._return,
            ("asgi", "cancel"): self._cancel,
            ("consumer", "enter"): self._enter,
            ("consumer", "leave"): self._leave,
            ("consumer", "exception"): self._exception,
            ("json", "loads"): self._loads,
            ("json", "dumps"): self._dumps,
            ("layer", "group_send"): self._layer_call,
            ("layer", "send"): self._layer_call,
            ("layer", "drop"): self._drop,
            ("layer", "deliver"): self._deliver,
        }

    def place(self, record: Record) -> Group:
        """The group that a record belongs to; a new one if there is none. The caller adds the record to it."""
        connection = self._connections.get(record.conn) or self._new_connection(record.conn)
        parts = PARTS.get(record.lane, 0)
        if parts & ~connection.seen:
            self._first_of_lane(connection, record, parts)
        place = self._places.get((record.lane, record.type))
        if place is not None:
            return place(connection, record)
        if record.lane == "asgi" and record.dir == "send":
            return self._unknown_event(connection, record)
        return self._alone(connection, record)

    def forget(self, group: Group) -> None:
        """Drop all ways to a group: nothing more belongs to it."""
        groups = group.connection.groups
        for key in group.keys:
            if groups.get(key) is group:
                del groups[key]
        for record_id in group.ids:
            self._ids.pop(record_id, None)
        group.keys, group.ids, group.shown = [], [], []

    # Connections

    def _new_connection(self, name: str | None) -> Connection:
        connection = self._connections[name] = Connection(name)
        return connection

    def _first_of_lane(self, connection: Connection, record: Record, parts: int) -> None:
        """A lane is recorded; a lane of the same server that had to come before it is not."""
        connection.see(parts)
        if record.lane == "client":
            client = record.data.get("client")
            connection.client = client if isinstance(client, str) else None
        elif record.lane == "asgi":
            connection.absent |= PARTS["wire"] & ~connection.seen
        elif record.lane == "consumer":
            connection.absent |= (PARTS["wire"] | PARTS["asgi"]) & ~connection.seen

    def _note_end(self, connection: Connection) -> None:
        """Remember only so many connections that have ended."""
        if connection.name is None:
            return
        self._ended[connection.name] = None
        if len(self._ended) > _ENDED:
            oldest = next(iter(self._ended))
            del self._ended[oldest]
            self._connections.pop(oldest, None)

    # Groups

    def _alone(self, connection: Connection, record: Record, need: int = 0) -> Group:
        kind = "layer" if record.lane == "layer" else _KINDS.get(record.type, "other")
        return Group(kind, record.dir, connection, need)

    def _once(self, connection: Connection, key: str, have: int) -> Group:
        """The group that a connection has one of."""
        kind, dir_, need = _ONCE[key]
        return self._keyed(connection, key, kind, dir_, need, have)

    def _keyed(
        self, connection: Connection, key: Hashable, kind: str, dir_: Direction | None, need: int, have: int
    ) -> Group:
        group = connection.groups.get(key)
        if group is None:
            group = connection.groups[key] = Group(kind, dir_, connection, need)
            group.keys.append(key)
        group.have |= have
        return group

    def _remember(self, group: Group, record: Record) -> Group:
        """Let the record be found as a cause."""
        record_id = (record.src, record.seq)
        self._ids[record_id] = group
        group.ids.append(record_id)
        return group

    def _caused(self, record: Record) -> Group | None:
        return self._ids.get(record.cause) if record.cause is not None else None

    # Handshake

    def _handshake_request(self, connection: Connection, record: Record) -> Group:
        return self._once(connection, "handshake", _LANE_PART[record.lane])

    def _scope(self, connection: Connection, record: Record) -> Group:
        if record.data.get("type") == "http":
            return self._once(connection, "request", 0)
        return self._once(connection, "handshake", 0)

    def _connect(self, connection: Connection, record: Record) -> Group:
        return self._remember(self._once(connection, "handshake", EVENT), record)

    def _accept(self, connection: Connection, record: Record) -> Group:
        connection.answered = True
        return self._remember(self._once(connection, "answer", EVENT), record)

    def _handshake_response(self, connection: Connection, record: Record) -> Group:
        """The answer; a refusal ends the TCP connection, which belongs to it too."""
        group = self._once(connection, "answer", _LANE_PART[record.lane])
        refused = record.data.get("status") != 101
        group.kind = "reject" if refused else "accept"
        if record.lane == "client":
            self._end_with_answer(connection, group, refused)
            return group
        group.have |= EVENT
        connection.answered = True
        if refused:
            self._refuse(connection, group)
        return group

    def _refuse(self, connection: Connection, group: Group) -> None:
        group.kind = "reject"
        group.need |= LOST
        connection.refused = connection.closing = True

    def _end_with_answer(self, connection: Connection, group: Group, refused: bool) -> None:
        """The page's close event after a refusal belongs to the refusal."""
        connection.never_opened = refused
        if refused:
            group.need |= CLOSED

    def _failed(self, connection: Connection, record: Record) -> Group:
        if record.data.get("stage") not in ("tcp", "handshake"):
            return self._alone(connection, record)
        group = self._once(connection, "answer", CLIENT)
        group.kind = "reject"
        self._end_with_answer(connection, group, True)
        self._note_end(connection)
        return group

    # Frames

    def _frame(self, connection: Connection, record: Record) -> Group:
        opcode, part = str(record.data.get("opcode")), _LANE_PART[record.lane]
        if opcode in _MESSAGE_OPCODES:
            return self._message_frame(connection, record, part)
        if opcode == "close":
            return self._close_frame(connection, record, part)
        if opcode in ("ping", "pong"):
            side = record.lane if connection.torn else ""
            key = (opcode, record.dir, side, connection.next((opcode, record.dir, record.lane)))
            return self._keyed(connection, key, opcode, record.dir, CLIENT | WIRE, part)
        return self._alone(connection, record)

    def _message_frame(self, connection: Connection, record: Record, part: int) -> Group:
        """One of a message's frames; the part is there with the last of them."""
        key = self._message_key(connection, record.lane, record.dir)
        last = bool(record.data.get("fin", True))
        if last:
            connection.next((record.lane, record.dir))
        have = part if last else 0
        if record.dir == "receive":
            group = self._keyed(connection, key, "message", "receive", _HOPS | _CALL, have)
            return self._remember(group, record) if last and part == WIRE else group
        cause = self._caused(record)
        if cause is not None:
            self._name(cause, key)
        return self._keyed(connection, key, "message", "send", _HOPS, have | (EVENT if have == WIRE else 0))

    def _message_key(self, connection: Connection, lane: str, dir_: Direction | None) -> Hashable:
        side = lane if connection.torn else ""
        return (dir_, side, connection.counts.get((lane, dir_), 0))

    def _name(self, group: Group, key: Hashable) -> None:
        """Call a group by a key; whatever had that key so far is part of it, unless both were shown already."""
        groups = group.connection.groups
        other = groups.get(key)
        if other is group or (other is not None and other.number and group.number):
            return
        if other is not None:
            group.absorb(other)
            return
        groups[key] = group
        group.keys.append(key)

    def _close_frame(self, connection: Connection, record: Record, part: int) -> Group:
        if record.dir == "send":
            return self._once(connection, "closing", part | (EVENT if part == WIRE else 0))
        if part == WIRE or not connection.seen & WIRE:
            connection.client_close = connection.client_close or record
        return self._once(connection, "end", 0)

    def _nothing(self, connection: Connection, record: Record) -> Group:
        group = self._caused(record)
        if group is None:
            return self._alone(connection, record)
        group.have |= WIRE | CLIENT
        return group

    # Messages as events

    def _receive(self, connection: Connection, record: Record) -> Group:
        key = self._message_key(connection, "asgi", "receive")
        connection.next(("asgi", "receive"))
        group = self._caused(record)
        if group is None:
            group = self._keyed(connection, key, "message", "receive", _HOPS | _CALL, 0)
        group.have |= EVENT
        return self._remember(group, record)

    def _send(self, connection: Connection, record: Record) -> Group:
        group = self._take_dumped(connection, record, "message", _HOPS)
        group.have |= EVENT
        if not connection.seen & WIRE and (record.data.get("text") or record.data.get("bytes")):
            # Nobody saw the wire: the n-th event that has something to send is the n-th message.
            key = self._message_key(connection, "asgi", "send")
            connection.next(("asgi", "send"))
            self._name(group, key)
        return self._remember(group, record)

    def _unknown_event(self, connection: Connection, record: Record) -> Group:
        return self._remember(self._alone(connection, record, WIRE), record)

    # The end

    def _close(self, connection: Connection, record: Record) -> Group:
        connection.closing = True
        if connection.answered:
            return self._remember(self._once(connection, "closing", EVENT), record)
        group = self._once(connection, "answer", EVENT)
        connection.answered = True
        self._refuse(connection, group)
        return self._remember(group, record)

    def _lost(self, connection: Connection, record: Record) -> Group:
        connection.settled |= LOST | WIRE
        self._note_end(connection)
        return self._once(connection, "answer" if connection.refused else "end", LOST)

    def _closed(self, connection: Connection, record: Record) -> Group:
        connection.settled |= CLOSED | CLIENT
        self._note_end(connection)
        return self._once(connection, "answer" if connection.never_opened else "end", CLOSED)

    def _disconnect(self, connection: Connection, record: Record) -> Group:
        return self._remember(self._once(connection, "end", EVENT), record)

    def _return(self, connection: Connection, record: Record) -> Group:
        connection.end_application()
        self._note_end(connection)
        groups = connection.groups
        if "response" in groups:
            return self._once(connection, "response", DONE)
        if "end" in groups or connection.closing:
            return self._once(connection, "end", DONE)
        return self._alone(connection, record)

    def _cancel(self, connection: Connection, record: Record) -> Group:
        connection.end_application()
        self._note_end(connection)
        return self._alone(connection, record)

    def _server_exit(self, connection: Connection, record: Record) -> Group:
        """Nothing more comes from any connection's server side."""
        for other in list(self._connections.values()):
            if other.name is not None:
                other.settled |= SERVER
                self._note_end(other)
        return self._alone(connection, record)

    def _gap(self, connection: Connection, record: Record) -> Group:
        """Records are missing: the client's and the server's messages no longer count alike."""
        for other in self._connections.values():
            other.torn = True
        return self._alone(connection, record)

    # Plain HTTP

    def _http_request(self, connection: Connection, record: Record) -> Group:
        if record.lane == "client":
            return self._once(connection, "request", CLIENT)
        return self._once(connection, "request", 0 if record.data.get("more_body") else EVENT)

    def _http_response(self, connection: Connection, record: Record) -> Group:
        if record.lane == "client":
            self._note_end(connection)
            return self._once(connection, "response", CLIENT)
        last = record.type == "http.response.body" and not record.data.get("more_body")
        return self._once(connection, "response", EVENT if last else 0)

    # Consumers

    def _enter(self, connection: Connection, record: Record) -> Group:
        group = self._caused(record) or self._entered(connection, record)
        group.have |= ENTER
        group.have &= ~LEAVE
        connection.open[record.id] = []
        return self._remember(group, record)

    def _entered(self, connection: Connection, record: Record) -> Group:
        """Where the events are not recorded, methods are counted in their place."""
        event = record.data.get("event")
        if record.data.get("source") == "layer" or not isinstance(event, str):
            return Group("layer", "receive", connection, _CALL)
        if event == "websocket.receive":
            key = self._message_key(connection, "consumer", "receive")
            connection.next(("consumer", "receive"))
            return self._keyed(connection, key, "message", "receive", _HOPS | _CALL, 0)
        if event in _ENTER_KEYS:
            return self._once(connection, _ENTER_KEYS[event], 0)
        return Group("other", "receive", connection, _CALL)

    def _leave(self, connection: Connection, record: Record) -> Group:
        """The end of a method: shown with its beginning, else alone when it is worth telling."""
        if record.cause is not None:
            for child in connection.open.pop(record.cause, ()):
                child.have |= LEAVE
            connection.dumped.pop(record.cause, None)
        outcome = record.data.get("outcome")
        if outcome == "exception":
            connection.end_application()
        group = self._caused(record)
        if group is None:
            return self._alone(connection, record)
        group.have |= LEAVE
        told = group.number and not group.records
        if told and (outcome != "return" or _duration(record) >= NOTABLE_NS):
            return self._alone(connection, record)
        return group

    def _exception(self, connection: Connection, record: Record) -> Group:
        if record.data.get("source") == "asgi":
            connection.end_application()
            self._note_end(connection)
        return self._alone(connection, record)

    def _with_method(self, connection: Connection, record: Record, group: Group) -> Group:
        """Let a group end with the method that makes it."""
        if record.cause is not None and record.cause in connection.open:
            connection.open[record.cause].append(group)
        return group

    # Conversions

    def _loads(self, connection: Connection, record: Record) -> Group:
        return self._caused(record) or self._alone(connection, record)

    def _dumps(self, connection: Connection, record: Record) -> Group:
        """Collected until something is sent, by the same method: it is what the text was made for."""
        if "error" in record.data:
            return self._alone(connection, record)
        group = connection.dumped.get(record.cause)
        if group is None or group.number:
            group = connection.dumped[record.cause] = self._alone(connection, record, LEAVE)
            self._with_method(connection, record, group)
        return group

    def _take_dumped(self, connection: Connection, record: Record, kind: str, need: int) -> Group:
        """The group of the conversions before this sending, or a new one."""
        group = connection.dumped.pop(record.cause, None)
        if group is None or group.number:
            return Group(kind, "send", connection, need)
        group.kind, group.need = kind, need
        return group

    # Channel layers

    def _layer_call(self, connection: Connection, record: Record) -> Group:
        group = self._caused(record) if "group" in record.data and record.type == "send" else None
        if group is None:
            group = self._take_dumped(connection, record, "layer", LEAVE)
            self._with_method(connection, record, group)
        return self._remember(group, record)

    def _drop(self, connection: Connection, record: Record) -> Group:
        return self._caused(record) or self._alone(connection, record)

    def _deliver(self, connection: Connection, record: Record) -> Group:
        return self._remember(Group("layer", "receive", connection, _CALL), record)


def _duration(record: Record) -> Any:
    duration = record.data.get("duration_ns")
    return duration if isinstance(duration, int) else 0
