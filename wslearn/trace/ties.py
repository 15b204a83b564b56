"""How records find each other: by cause, by key, by count."""

from collections.abc import Callable, Hashable

from wslearn.trace.group import (
    CLIENT,
    CLOSED,
    DONE,
    ENTER,
    EVENT,
    LEAVE,
    LOST,
    PARTS,
    WIRE,
    Connection,
    Group,
    RecordId,
)
from wslearn.trace.record import Direction, Record

HOPS = CLIENT | WIRE | EVENT
"""The parts of what goes through from the client to the application, or back."""

CALL = ENTER | LEAVE
"""The parts of a method's call."""

_ENDED = 1000
# key → kind, direction and parts of the groups that a connection has one of.
_ONCE: dict[str, tuple[str, Direction | None, int]] = {
    "handshake": ("handshake", "receive", HOPS | CALL),
    "answer": ("accept", "send", HOPS),
    "closing": ("close", "send", HOPS),
    "end": ("disconnect", "receive", LOST | CLOSED | DONE),
    "request": ("http", "receive", CLIENT | EVENT),
    "response": ("http", "send", CLIENT | EVENT | DONE),
}
_KINDS = {
    "print": "output",
    "input": "output",
    "manage": "output",
    "exception": "exception",
    "warning": "warning",
    "log": "warning",
    "loads": "json",
    "dumps": "json",
    "leave": "leave",
    "server.ready": "server",
    "server.exit": "server",
    "gap": "server",
    "unseen": "server",
    "page.parse": "json",
    "page.stringify": "json",
    "page.print": "output",
    "page.exception": "exception",
    "page.gap": "server",
}

Places = dict[tuple[str, str], Callable[[Connection, Record], Group]]
"""Lane and type → the rule that finds the group of such a record."""


class Ties:
    """The connections, and all ways to the groups that are still collecting."""

    def __init__(self) -> None:
        self.connections: dict[str | None, Connection] = {None: Connection(None)}
        self._ended: dict[str | None, None] = {}
        self._ids: dict[RecordId, Group] = {}

    def connection(self, record: Record) -> Connection:
        """The record's connection, which now knows that the record's lane is recorded."""
        connection = self.connections.get(record.conn) or self._new_connection(record.conn)
        parts = PARTS.get(record.lane, 0)
        if parts & ~connection.seen:
            self._first_of_lane(connection, record, parts)
        return connection

    def forget(self, group: Group) -> None:
        """Drop all ways to a group: nothing more belongs to it."""
        groups = group.connection.groups
        for key in group.keys:
            if groups.get(key) is group:
                del groups[key]
        for record_id in group.ids:
            self._ids.pop(record_id, None)
        group.keys, group.ids, group.shown = [], [], []

    def note_end(self, connection: Connection) -> None:
        """Remember only so many connections that have ended."""
        if connection.name is None:
            return
        self._ended[connection.name] = None
        if len(self._ended) > _ENDED:
            oldest = next(iter(self._ended))
            del self._ended[oldest]
            self.connections.pop(oldest, None)

    def alone(self, connection: Connection, record: Record, need: int = 0) -> Group:
        """A new group, named after its first record."""
        kind = "layer" if record.lane == "layer" else _KINDS.get(record.type, "other")
        return Group(kind, record.dir, connection, need)

    def once(self, connection: Connection, key: str, have: int) -> Group:
        """The group that a connection has one of."""
        kind, dir_, need = _ONCE[key]
        return self.keyed(connection, key, kind, dir_, need, have)

    def keyed(
        self, connection: Connection, key: Hashable, kind: str, dir_: Direction | None, need: int, have: int
    ) -> Group:
        """The group that is called by a key, a new one if there is none; `have` is what comes with the record."""
        group = connection.groups.get(key)
        if group is None:
            group = connection.groups[key] = Group(kind, dir_, connection, need)
            group.keys.append(key)
        group.have |= have
        return group

    def tie(self, group: Group, key: Hashable) -> None:
        """Call a group by a key; whatever had that key so far is part of it, unless both were shown already."""
        groups = group.connection.groups
        other = groups.get(key)
        if other is group or (other is not None and other.number and group.number):
            return
        if other is not None:
            group.absorb(other)
            self._ids.update(dict.fromkeys(group.ids, group))
            return
        groups[key] = group
        group.keys.append(key)

    def remember(self, group: Group, record: Record) -> Group:
        """Let the record be found as a cause."""
        record_id = (record.src, record.seq)
        self._ids[record_id] = group
        group.ids.append(record_id)
        return group

    def caused(self, record: Record) -> Group | None:
        """The group of the record's cause."""
        return self._ids.get(record.cause) if record.cause is not None else None

    def message_key(self, connection: Connection, lane: str, dir_: Direction | None) -> Hashable:
        """What a lane's present message is called: how many it saw before, the same for all lanes."""
        side = lane if connection.torn else ""
        return (dir_, side, connection.counts.get((lane, dir_), 0))

    def refuse(self, connection: Connection, group: Group) -> None:
        """The handshake is refused; the TCP connection's end belongs to the answer."""
        group.kind = "reject"
        group.need |= LOST
        connection.refused = connection.closing = True

    def take_dumped(self, connection: Connection, record: Record, kind: str, need: int) -> Group:
        """The group of the conversions before this sending, or a new one."""
        group = connection.dumped.pop(record.cause, None)
        if group is None or group.number:
            return Group(kind, "send", connection, need)
        group.kind, group.need = kind, need
        return group

    def _new_connection(self, name: str | None) -> Connection:
        connection = self.connections[name] = Connection(name)
        return connection

    def _first_of_lane(self, connection: Connection, record: Record, parts: int) -> None:
        """A lane is recorded; a lane of the same server that had to come before it is not."""
        connection.see(parts)
        if record.lane == "client":
            connection.client = client_of(record)
            return
        connection.server = record.src
        if record.lane == "asgi":
            connection.absent |= PARTS["wire"] & ~connection.seen
        elif record.lane == "consumer":
            connection.absent |= (PARTS["wire"] | PARTS["asgi"]) & ~connection.seen


def client_of(record: Record) -> str | None:
    """The name of the client whose record this is."""
    client = record.data.get("client") if record.lane == "client" else None
    return client if isinstance(client, str) else None
