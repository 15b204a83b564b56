"""What pages report about their own JavaScript (page.js), made into records of lane `client`.

Whoever can run a script in the traced server's pages can report anything: every report is checked, and what is kept of
them is bounded. Nothing is ever told to a page.
"""

import itertools
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping

from wslearn.pages.reports import BadReport, Batch, Report, read_batch
from wslearn.trace.record import Direction, Record

MAX_MESSAGE = 2**19
"""Bytes of one message of a page; its script sends half of it at most."""
MOST_TABS = 50
"""Pages that may report at the same time."""

_PER_SECOND = 5000
_BURST = 20_000
_CAUSES = 1000
# Between what the page's clock says and the arrival of its first reports; more than that is another clock. A busy
# machine lets its own browser wait long.
_SAME_CLOCK_NS = 250_000_000
_SAME_MACHINE_NS = 30_000_000_000
_LONGEST_AGO_NS = 60_000_000_000

Take = Callable[[Record], None]

_DIRECTIONS: Mapping[str, Direction] = {
    "page.new": "receive",
    "page.open": "send",
    "page.send": "receive",
    "page.message": "send",
    "page.closing": "receive",
    "page.parse": "send",
    "page.stringify": "receive",
}


class Tabs:
    """The pages of one session that report.

    Args:
        take: gets each record, at once and in order.
        clock: nanoseconds, the clock of all records.
        wall: nanoseconds since 1970; what a browser on this machine counts in.
        src: of the records; two at once in one trace need two.
    """

    def __init__(
        self,
        take: Take,
        clock: Callable[[], int] = time.perf_counter_ns,
        wall: Callable[[], int] = time.time_ns,
        src: str = "page",
    ) -> None:
        self.take = take
        self.src = src
        self.clock = clock
        self.numbers = itertools.count(1)
        self.wall = wall
        self._names: set[str] = set()
        self._expected: deque[str] = deque()
        self._count = 0
        self._serial = itertools.count(1)

    def open(self, here: bool = True) -> "Tab":
        """One page more.

        Args:
            here: its browser runs on this machine.

        Raises:
            BadReport: there are too many already.
        """
        if self._count >= MOST_TABS:
            raise BadReport(f"{MOST_TABS} pages report already.")
        self._count += 1
        return Tab(self, next(self._serial), _SAME_MACHINE_NS if here else _SAME_CLOCK_NS)

    def expect(self, name: str) -> None:
        """The next page is called so."""
        self._expected.append(name)

    def name(self) -> str:
        """The name that was expected, else `page`, `page2`, …: the first that no open page has."""
        if self._expected:
            self._names.add(self._expected[0])
            return self._expected.popleft()
        names = itertools.chain(["page"], (f"page{number}" for number in itertools.count(2)))
        name = next(name for name in names if name not in self._names)
        self._names.add(name)
        return name

    def forget(self, name: str | None) -> None:
        """A page is gone; its name is free again."""
        self._count -= 1
        self._names.discard(name or "")


class Tab:
    """One page, from its first report to its last.

    Attributes:
        name: in the records, given with the first report: a page that is loaded anew has its old name.
    """

    def __init__(self, tabs: Tabs, serial: int, latest_ns: int) -> None:
        self.name: str | None = None
        self._tabs = tabs
        self._serial = serial
        self._latest_ns = latest_ns
        self._began_ns: int | None = None
        self._identities: OrderedDict[int, tuple[str, int]] = OrderedDict()
        self._left = float(_BURST)
        self._refilled_ns = tabs.clock()

    def take(self, message: str | bytes) -> None:
        """Make records of one message.

        Raises:
            BadReport: it is not what our script sends; the text is a sentence for the close reason.
        """
        now_ns = self._tabs.clock()
        batch = read_batch(message)
        self.name = self.name or self._tabs.name()
        if self._began_ns is None:
            self._began_ns = self._origin(batch, now_ns)
        kept = batch.reports[: self._allowed(len(batch.reports), now_ns)]
        for report in kept:
            self._tabs.take(self._record(report, now_ns))
        lost = batch.lost + len(batch.reports) - len(kept)
        if lost:
            gap = Report(0, "page.gap", batch.now_ms, None, {"count": lost}, None)
            self._tabs.take(self._record(gap, now_ns))

    def close(self) -> None:
        """The page is gone."""
        self._tabs.forget(self.name)

    def _origin(self, batch: Batch, now_ns: int) -> int:
        """What the page's clock counts from, on the clock of the records.

        A browser on this machine has this machine's clock; of another one's only the differences are of use.
        """
        began_ns = self._tabs.wall() - self._tabs.clock()
        late_ns = now_ns - (int(batch.now_ms * 1e6) - began_ns)
        same = 0 <= late_ns < self._latest_ns
        return began_ns - (0 if same else late_ns)

    def _allowed(self, count: int, now_ns: int) -> int:
        """How many reports may be kept now: a page that floods is heard in part."""
        self._left = min(_BURST, self._left + (now_ns - self._refilled_ns) * _PER_SECOND / 1e9)
        self._refilled_ns = now_ns
        allowed = min(count, int(self._left))
        self._left -= allowed
        return allowed

    def _record(self, report: Report, now_ns: int) -> Record:
        assert self._began_ns is not None
        seen_ns = int(report.t_ms * 1e6) - self._began_ns
        identity = (self._tabs.src, next(self._tabs.numbers))
        self._identities[report.number] = identity
        if len(self._identities) > _CAUSES:
            self._identities.popitem(last=False)
        return Record(
            *identity,
            max(now_ns - _LONGEST_AGO_NS, min(seen_ns, now_ns)),
            "client",
            _DIRECTIONS.get(report.type),
            report.type,
            {"client": self.name, **report.data},
            None if report.socket is None else f"{self._serial}#{report.socket}",
            None if report.cause is None else self._identities.get(report.cause),
        )
