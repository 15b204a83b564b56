"""All that happened so far, in order, for pages that read at their own pace: each is only a cursor into it.

A page that stalls costs nothing: nothing queues for it, and it goes on where it stood. Items are made of rows when
the first page wants them, and once.
"""

from collections.abc import Callable, Iterator, Sequence

from wslearn.panel.items import Items, Kept
from wslearn.trace.jsonl import Trace
from wslearn.trace.record import Entry, Finding, Header, Record, StepMark
from wslearn.trace.row import Row

MOST = 400_000_000
"""Bytes that may be kept, roughly; the oldest rows go first."""
_RECORD = 1500
_PAYLOAD = 4


class Backlog:
    """A listener of a trace that keeps it for the panel.

    Args:
        most: bytes that may be kept, roughly.
    """

    def __init__(self, most: int = MOST) -> None:
        self.header: Header | None = None
        self.entries: list[StepMark | Record | Finding] = []
        self.first = 0
        self._most = most
        self._weight = 0
        self._kept: list[Kept] = []
        self._texts: list[str] = []
        self._items = Items()
        self._watchers: set[Callable[[], None]] = set()

    @property
    def end(self) -> int:
        """The index of the next item."""
        return self.first + len(self._kept)

    def entry(self, entry: Entry) -> None:
        """Keep what rows do not hold: the header, steps and findings; and every line for the saved form."""
        if isinstance(entry, Header):
            self.header = entry
            self._items.t0_ns = entry.t0_ns
        elif isinstance(entry, Record | StepMark | Finding):
            self.entries.append(entry)
            if not isinstance(entry, Record):
                self.add(entry)

    def rows(self, rows: Sequence[Row]) -> None:
        """Keep rows."""
        for row in rows:
            self._kept.append(row)
            self._weight += _weight(row)
        self._forget()
        self._tell()

    def add(self, kept: Kept) -> None:
        """Keep one thing that is not a row."""
        self._kept.append(kept)
        self._tell()

    def at(self, index: int) -> Kept | None:
        """What is kept at an index; None where there is nothing, or nothing any more."""
        return self._kept[index - self.first] if self.first <= index < self.end else None

    def texts(self, start: int, most: int) -> list[str]:
        """At most so many items from `start` on, or from `first` where that is later, as JSON texts."""
        begin = max(start - self.first, 0)
        stop = min(begin + most, len(self._kept))
        made = len(self._texts)
        if stop > made:
            new = enumerate(self._kept[made:stop], start=self.first + made)
            self._texts.extend(self._items.encode(index, kept) for index, kept in new)
        return self._texts[begin:stop]

    def trace(self) -> Trace:
        """What can be saved: all that is kept, as it stands now."""
        return Trace(self.header or Header({}, "", 0), tuple(self.entries))

    def records(self) -> Iterator[Record]:
        """The records in the order in which they came."""
        return (entry for entry in self.entries if isinstance(entry, Record))

    def watch(self, callback: Callable[[], None]) -> None:
        """Call it, in the loop, whenever there is more."""
        self._watchers.add(callback)

    def unwatch(self, callback: Callable[[], None]) -> None:
        """Do not call it any more."""
        self._watchers.discard(callback)

    def _tell(self) -> None:
        for callback in tuple(self._watchers):
            callback()

    def _forget(self) -> None:
        """Let the oldest quarter go when there is too much."""
        if self._weight <= self._most:
            return
        gone = records = 0
        while self._weight > self._most * 3 // 4:
            kept = self._kept[gone]
            gone += 1
            if isinstance(kept, Row):
                self._weight -= _weight(kept)
                records += len(kept.records)
        self.first += gone
        del self._kept[:gone], self._texts[:gone], self.entries[:records]


def _weight(row: Row) -> int:
    """About how many bytes a row takes: its payload stands in frame, event, method and conversion."""
    lengths = (record.data.get("length") for record in row.records)
    return _RECORD * len(row.records) + _PAYLOAD * sum(length for length in lengths if isinstance(length, int))
