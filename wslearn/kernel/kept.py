"""The rows of one server, and which of them a cell made. Knows nothing of how they are drawn."""

from collections.abc import Sequence

from wslearn.trace.record import Entry, Record
from wslearn.trace.row import Row
from wslearn.trace.rows import Rows

# Rows kept: a consumer that prints for ever must not fill the kernel's memory.
_MOST = 5_000


class KeptRows:
    """A listener that keeps the newest rows.

    They are brought by one thread and read in another: so what belongs together is replaced at once.
    """

    def __init__(self) -> None:
        self._kept: tuple[int, list[Row]] = (0, [])  # how many were left out, the others
        self._cell = 0
        self._last = (0, 0)

    def entry(self, entry: Entry) -> None:
        """Records are kept by the live trace."""

    def rows(self, rows: Sequence[Row]) -> None:
        """Keep them."""
        left_out, before = self._kept
        now = [*before, *rows]
        surplus = max(0, len(now) - _MOST)
        self._kept = (left_out + surplus, now[surplus:])

    @property
    def held(self) -> bool:
        """Whether a row waits for more of its records."""
        return False

    def give(self) -> None:
        """Keep the rows that are held, too."""

    @property
    def total(self) -> int:
        """How many there have been."""
        left_out, rows = self._kept
        return left_out + len(rows)

    @property
    def all(self) -> tuple[Row, ...]:
        """Every row that is kept, in order."""
        return tuple(self._kept[1])

    def begin_cell(self) -> None:
        """What comes from now on is another cell's."""
        total = self.total
        if total > self._cell:
            self._last = (self._cell, total)
        self._cell = total

    @property
    def recent(self) -> tuple[Row, ...]:
        """The rows of this cell; of the last that made any where it has made none."""
        left_out, rows = self._kept
        total = left_out + len(rows)
        first, end = (self._cell, total) if total > self._cell else self._last
        return tuple(rows[max(0, first - left_out) : max(0, end - left_out)])


class WholeRows(KeptRows):
    """The same for outputs that are compared: a row waits for all of its records until rows are asked for.

    A slow machine makes no rows that are continued later.
    """

    def __init__(self) -> None:
        super().__init__()
        self._made = Rows()

    @property
    def held(self) -> bool:
        """Whether a row waits for more of its records."""
        return self._made.held

    def entry(self, entry: Entry) -> None:
        """Put a record into its row."""
        if isinstance(entry, Record):
            super().rows(self._made.feed(entry))

    def rows(self, rows: Sequence[Row]) -> None:
        """These did not wait long enough."""

    def give(self) -> None:
        """Keep the rows that are held, too."""
        super().rows(self._made.flush())
