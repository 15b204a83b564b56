"""The row: what belongs together. The faces draw rows, never records."""

from dataclasses import dataclass

from wslearn.trace.record import Direction, Lane, Record


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where what was said and what was sent differ.

    Attributes:
        said: what the ASGI event dict said.
        sent: what went over the wire.
        why: one sentence, from `protocol`.
        topic: what to type after `wslearn explain`.
    """

    said: str
    sent: str
    why: str
    topic: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the timeline: frame ↔ event ↔ method ↔ conversion, as far as they belong together.

    Attributes:
        number: counts from 1; 0 for rows of the server itself.
        kind: handshake, accept, reject, message, close, disconnect, ping, pong, http, layer, output,
            exception, warning, json, leave, server or other.
        t_ns: time of its first record.
        delta_ns: time since the row before (0 for the first).
        conn: the connection, or None.
        client: the name of the bundled client at the other end (`alice`), or None.
        dir: the application's view, or None.
        records: in time order.
        marks: said vs sent.
        late: True when it continues a row that was already shown (same `number`).
    """

    number: int
    kind: str
    t_ns: int
    delta_ns: int
    conn: str | None
    client: str | None
    dir: Direction | None
    records: tuple[Record, ...]
    marks: tuple[Mark, ...] = ()
    late: bool = False

    def lane(self, lane: Lane) -> tuple[Record, ...]:
        """The records of one lane, in time order."""
        return tuple(record for record in self.records if record.lane == lane)
