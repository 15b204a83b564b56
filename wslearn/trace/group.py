"""What belongs together, while it is being collected: a group becomes a row."""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from wslearn.trace.record import Direction, Record
from wslearn.trace.row import Mark

# The parts a group waits for. Plain integers: flags of `enum` take ten times as long, and this is the hot path.
CLIENT = 1  # what the bundled client saw of it
WIRE = 2  # what Daphne read or wrote
EVENT = 4  # the ASGI event
ENTER = 8  # the consumer's method began
LEAVE = 16  # the consumer's method ended
LOST = 32  # the TCP connection ended, as Daphne saw it
CLOSED = 64  # the connection ended, as the client saw it
DONE = 128  # the application ended
NOTHING = 256  # Daphne wrote nothing, for the connection had ended
PARSED = 512  # the page's code gave the message to JSON.parse

SERVER = WIRE | EVENT | ENTER | LEAVE | LOST | DONE | NOTHING
APPLICATION = EVENT | ENTER | LEAVE | DONE

# Lane → the parts that can only come when that lane is recorded.
PARTS = {
    "client": CLIENT | CLOSED | PARSED,
    "wire": WIRE | LOST | NOTHING,
    "asgi": EVENT | DONE,
    "consumer": ENTER | LEAVE,
}

RecordId = tuple[str, int]


@dataclass(slots=True, eq=False)
class Connection:
    """What is known of a connection.

    Attributes:
        name: `c1`, `h1`; None for what belongs to no connection.
        client: the bundled client's name, once seen.
        server: who records its server side, `server-1`, once seen.
        seen: the parts whose lanes have been seen here.
        absent: parts nobody waits for any more, because their lane has not been seen; until it is.
        settled: parts that cannot come any more, or that came for the whole connection.
        counts: how many messages, pings … each lane has seen in each direction: the n-th is tied to the n-th.
        groups: key → the group that is still collecting.
        open: `enter` → the groups of what the method does, that end with it.
        dumped: `enter` → the group of `json.dumps` calls whose text has not been sent yet.
        answered: the application or Daphne has answered the handshake.
        closing: the server has closed or refused.
        refused: the server's answer to the handshake was not 101.
        never_opened: the client got no 101.
        torn: records were lost: the bundled client's can no longer be tied by counting.
        client_close: the client's close frame, for comparing with the answer.
    """

    name: str | None
    client: str | None = None
    server: str | None = None
    seen: int = 0
    absent: int = 0
    settled: int = 0
    counts: dict[Hashable, int] = field(default_factory=dict)
    groups: dict[Hashable, "Group"] = field(default_factory=dict)
    open: dict[RecordId, deque["Group"]] = field(default_factory=dict)
    dumped: dict[RecordId | None, "Group"] = field(default_factory=dict)
    answered: bool = False
    closing: bool = False
    refused: bool = False
    never_opened: bool = False
    torn: bool = False
    client_close: Record | None = None

    def see(self, parts: int) -> None:
        """A lane is recorded here after all."""
        self.seen |= parts
        self.absent &= ~parts

    def end_application(self) -> None:
        """Nothing more comes from the application."""
        self.settled |= APPLICATION

    @property
    def unanswered(self) -> bool:
        """Daphne ended the TCP connection of a handshake that the application was asked about and did not answer."""
        return self.never_opened and not self.answered and bool(self.seen & EVENT) and bool(self.settled & LOST)

    def next(self, key: Hashable) -> int:
        """Count one up, from 0."""
        number = self.counts.get(key, 0)
        self.counts[key] = number + 1
        return number


@dataclass(slots=True, eq=False)
class Group:
    """Records that belong together.

    Attributes:
        kind, dir: of the row.
        connection: where.
        need: the parts it waits for.
        have: the parts that came.
        records: those not shown yet.
        shown: those shown already; kept as long as the group waits, for the marks.
        t_ns: time of the first of `records`.
        queued: the `t_ns` that it waits in line with; None while it has no records to show.
        since: at most this long ago the first of `records` arrived.
        number: of its row; 0 until it is shown.
        marks: those shown already.
        keys: what it is called in `connection.groups`.
        ids: the records by which causes find it.
    """

    kind: str
    dir: Direction | None
    connection: Connection
    need: int = 0
    have: int = 0
    records: list[Record] = field(default_factory=list)
    shown: list[Record] = field(default_factory=list)
    t_ns: int = 0
    queued: int | None = None
    since: int = 0
    number: int = 0
    marks: tuple[Mark, ...] = ()
    keys: list[Hashable] = field(default_factory=list)
    ids: list[RecordId] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """The parts that may still come."""
        connection = self.connection
        return self.need & ~self.have & ~connection.settled & ~connection.absent

    def add(self, record: Record, clock: int) -> None:
        """Take a record; `clock` is a time before which it did not arrive."""
        if self.records:
            self.t_ns = min(self.t_ns, record.t_ns)
        else:
            self.t_ns = record.t_ns
            self.since = max(record.t_ns, clock)
        self.records.append(record)

    def absorb(self, other: "Group") -> None:
        """Take over another group that turned out to be the same."""
        if other.records:
            self.t_ns = min(self.t_ns, other.t_ns) if self.records else other.t_ns
            self.since = min(self.since, other.since) if self.records else other.since
        self.records += other.records
        self.shown += other.shown
        self.marks += other.marks
        self.number = self.number or other.number
        self.need |= other.need
        self.have |= other.have
        self.keys += other.keys
        self.ids += other.ids
        for key in other.keys:
            self.connection.groups[key] = self
        other.records, other.keys, other.ids, other.queued = [], [], [], None
