"""The rows of one server, and which of them a cell made. Knows nothing of how they are drawn."""

from collections.abc import Callable, Sequence

from wslearn.trace.record import Entry, Record
from wslearn.trace.row import Row
from wslearn.trace.rows import Rows

# Rows kept: a consumer that prints for ever must not fill the kernel's memory.
_MOST = 5_000


class KeptRows:
    """A listener that keeps the newest rows.

    Attributes:
        total: how many there have been.
        changed: called after rows came, in the thread that brought them.
    """

    def __init__(self) -> None:
        self.total = 0
        self.changed: Callable[[], None] | None = None
        self._rows: list[Row] = []
        self._cell = 0
        self._last = (0, 0)

    def entry(self, entry: Entry) -> None:
        """Records are kept by the live trace."""

    def rows(self, rows: Sequence[Row]) -> None:
        """Keep them."""
        self.total += len(rows)
        self._rows = [*self._rows, *rows][-_MOST:]
        if self.changed is not None:
            self.changed()

    @property
    def held(self) -> bool:
        """Whether a row waits for more of its records."""
        return False

    def give(self) -> None:
        """Keep the rows that are held, too."""

    @property
    def left_out(self) -> int:
        """How many old rows are not kept any more."""
        return self.total - len(self._rows)

    @property
    def all(self) -> tuple[Row, ...]:
        """Every row that is kept, in order."""
        return tuple(self._rows)

    def begin_cell(self) -> None:
        """What comes from now on is another cell's."""
        if self.total > self._cell:
            self._last = (self._cell, self.total)
        self._cell = self.total

    @property
    def recent(self) -> tuple[Row, ...]:
        """The rows of this cell; of the last that made any where it has made none."""
        first, end = (self._cell, self.total) if self.total > self._cell else self._last
        return tuple(self._rows[max(0, first - self.left_out) : max(0, end - self.left_out)])


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
