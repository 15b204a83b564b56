"""Drawing a live timeline with bounded work: above a rate, rows are folded, and it says how many."""

import time
from collections.abc import Callable, Sequence

from rich.console import Console

from wslearn.render.console import signs_of
from wslearn.render.parts import Line, Part
from wslearn.render.timeline import Lines, View, row_lines, title_lines
from wslearn.trace.row import Row

RATE = 2000
"""Records a second that are drawn one by one."""
LAST = 20
"""Rows that are drawn of every call however much there is."""


class Drawer:
    """Draws rows as they come, each call in bounded time.

    Up to `RATE` records a second are drawn, a second's worth at once; what is above is folded into one line with its
    count, keeping the last rows of the call. Nothing is lost by that: folded rows stand in the saved trace.

    Args:
        console: where to draw.
        view: which lanes and kinds.
        clock: seconds, never going back; a test brings its own.
    """

    def __init__(
        self, console: Console, view: View | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.view = view or View()
        self.folded_rows = 0
        self.folded_records = 0
        self._console = console
        self._clock = clock
        self._allowance = float(RATE)
        self._seen = clock()
        self._titles_width = 0

    def draw(self, rows: Sequence[Row]) -> None:
        """Draw the rows now; call it with what came since the last call, at 10 to 20 times a second."""
        shown = [row for row in rows if self.view.shows(row)]
        first = self._first_to_draw(shown)
        lines = [*self._titles(), *self._fold(shown[:first])] if shown else []
        width, signs = self._console.width, signs_of(self._console)
        for row in shown[first:]:
            lines.extend(row_lines(row, self.view, width, signs))
        if lines:
            self._console.print(Lines(lines), crop=False, end="")

    def _first_to_draw(self, rows: Sequence[Row]) -> int:
        """The index of the first row that the allowance pays for, counted from the end."""
        now = self._clock()
        self._allowance = min(RATE, self._allowance + (now - self._seen) * RATE)
        self._seen = now
        first = len(rows)
        while first and (self._allowance >= len(rows[first - 1].records) or len(rows) - first < LAST):
            first -= 1
            self._allowance = max(0.0, self._allowance - len(rows[first].records))
        return first

    def _fold(self, rows: Sequence[Row]) -> list[Line]:
        """One line that stands for these rows."""
        if not rows:
            return []
        records = sum(len(row.records) for row in rows)
        self.folded_rows += len(rows)
        self.folded_records += records
        first, last = rows[0].number, rows[-1].number
        said = f"{len(rows):,} rows folded ({first} to {last}): {records:,} events came too fast to be read"
        return [(Part(f"{signs_of(self._console).ellipsis} {said}", "warn"),)]

    def _titles(self) -> list[Line]:
        """The titles, at first and whenever the terminal's width has changed."""
        width = self._console.width
        if width == self._titles_width:
            return []
        self._titles_width = width
        return list(title_lines(self.view, width, signs_of(self._console)))
