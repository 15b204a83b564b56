"""Records into rows, live: what belongs together is shown together."""

import heapq
import itertools

from wslearn.trace.group import Group
from wslearn.trace.grouping import Grouping
from wslearn.trace.marks import marks
from wslearn.trace.record import Record
from wslearn.trace.row import Mark, Row
from wslearn.trace.ties import client_of

HOLD_NS = 60_000_000
"""How long a row waits for what may still belong to it, in nanoseconds."""

_HELD = 5000
_WAITING = 10_000
_LARGE = 500


class Rows:
    """Turns the merged stream of records into rows.

    Rows come in the order of their first records. A row is given as soon as nothing more can belong to it; a
    record that comes after its row was given makes another with the same number and `late=True`. So a message that
    reaches a busy consumer is shown when it is on the wire, and again, late, when the consumer takes it.

    Memory is bounded: at most 5,000 rows are held, and 10,000 that were given are still open to late records.

    Feed each observer's records in their order; observers may come interleaved in any way.

    Args:
        hold_ns: how long `flush` lets a row wait for what may still belong to it.
    """

    def __init__(self, hold_ns: int = HOLD_NS) -> None:
        self._hold_ns = hold_ns
        self._grouping = Grouping()
        self._count = itertools.count(1)
        self._ticket = itertools.count()
        # (time of the first record, ticket, group); stale once the group is given or begins earlier.
        self._queue: list[tuple[int, int, Group]] = []
        self._waiting: dict[Group, None] = {}
        self._clock = 0
        self._before: int | None = None

    @property
    def held(self) -> bool:
        """Whether a row is being held: `flush` will have something to give."""
        return self._head() is not None

    def feed(self, record: Record) -> list[Row]:
        """Take a record; the rows that are complete with it, in order."""
        self._put(self._grouping.place(record), record)
        rows: list[Row] = []
        while (group := self._head()) is not None:
            if group.missing and len(self._queue) <= _HELD:
                break
            rows.append(self._give(group))
        return rows

    def flush(self, now_ns: int | None = None) -> list[Row]:
        """The rows that have waited long enough.

        Args:
            now_ns: `time.perf_counter_ns()`; None gives all rows, whatever may still come.
        """
        rows: list[Row] = []
        while (group := self._head()) is not None:
            if now_ns is not None and group.missing:
                if now_ns - group.since < self._hold_ns:
                    break
                _stop_waiting_for_unseen_lanes(group)
            rows.append(self._give(group))
        self._clock = now_ns or self._clock
        return rows

    def _put(self, group: Group, record: Record) -> None:
        group.add(record, self._clock)
        if group.queued != group.t_ns:
            group.queued = group.t_ns
            heapq.heappush(self._queue, (group.t_ns, next(self._ticket), group))
        if len(group.records) >= _LARGE:
            group.since = 0

    def _head(self) -> Group | None:
        """The held group that began first."""
        while self._queue:
            t_ns, _, group = self._queue[0]
            if group.queued == t_ns:
                return group
            heapq.heappop(self._queue)
        return None

    def _give(self, group: Group) -> Row:
        heapq.heappop(self._queue)
        late = group.number > 0
        # What a learner counts are events; the server's own coming and going has no number.
        group.number = group.number or (0 if group.kind == "server" else next(self._count))
        row = self._row(group, late)
        group.shown += group.records
        group.records, group.queued = [], None
        self._keep_or_forget(group)
        return row

    def _row(self, group: Group, late: bool) -> Row:
        records = sorted(group.records, key=_order)
        delta = 0 if self._before is None else max(0, group.t_ns - self._before)
        self._before = group.t_ns
        return Row(
            group.number,
            group.kind,
            group.t_ns,
            delta,
            group.connection.name,
            # What a page does outside of its connections belongs to that page alone.
            group.connection.client if group.connection.name else client_of(records[0]),
            group.dir,
            tuple(records),
            _new_marks(group),
            late,
        )

    def _keep_or_forget(self, group: Group) -> None:
        """Keep the way to a group only as long as something may still belong to it."""
        if not group.missing:
            self._waiting.pop(group, None)
            self._grouping.forget(group)
            return
        self._waiting[group] = None
        if len(self._waiting) > _WAITING:
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]
            self._grouping.forget(oldest)


def _order(record: Record) -> tuple[int, str, int]:
    return (record.t_ns, record.src, record.seq)


def _stop_waiting_for_unseen_lanes(group: Group) -> None:
    """A part that is late, of a lane never seen on this connection: that lane is not recorded."""
    connection = group.connection
    connection.absent |= group.missing & ~connection.seen


def _new_marks(group: Group) -> tuple[Mark, ...]:
    close = group.connection.client_close
    found = marks(
        group.shown + group.records,
        (close,) if close and group.kind == "close" else (),
        unanswered=group.kind == "reject" and group.connection.unanswered,
    )
    new = tuple(mark for mark in found if mark not in group.marks)
    group.marks += new
    return new
