"""The timeline in a cell: a table of rows, from which others are cut as from a list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wslearn.errors import UsageError
from wslearn.kernel.steady import is_steady
from wslearn.render.html import html_table, plain_table
from wslearn.render.timeline import View
from wslearn.session.lesson import COUNTED, GREETINGS
from wslearn.trace.record import LANES, Lane
from wslearn.trace.row import Row

# Rows in one output: Jupyter Server drops what comes faster than 1 MB a second.
_MOST = 200


class Timeline:
    """Rows as a table: `timeline[-5:]`, `timeline.of("alice")`, `timeline.lanes("client", "wire")`, `timeline.brief`.

    Args:
        rows: in order.
        caption: of the table.
        view: lanes and kinds of rows that are shown.
        most: rows that are shown, the newest.
    """

    def __init__(
        self, rows: Sequence[Row], caption: str = "Timeline", view: View | None = None, most: int = _MOST
    ) -> None:
        self.rows = tuple(rows)
        self._caption = caption
        self._view = view or View()
        self._most = most

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, chosen: slice | int) -> "Timeline":
        return self._with(self.rows[chosen] if isinstance(chosen, slice) else [self.rows[chosen]])

    def of(self, client: str) -> "Timeline":
        """The rows of one client alone."""
        return self._with([row for row in self.rows if row.client == client])

    def lanes(self, *lanes: Lane) -> "Timeline":
        """With these lanes: client, wire, asgi, consumer, json, layer.

        Raises:
            UsageError: there is no such lane.
        """
        if unknown := [lane for lane in lanes if lane not in LANES]:
            raise UsageError(f"There is no lane {unknown[0]!r}.", f"There are {', '.join(LANES)}.")
        return Timeline(self.rows, self._caption, replace(self._view, lanes=lanes), self._most)

    @property
    def brief(self) -> "Timeline":
        """Without handshakes and closings."""
        return self._without(GREETINGS)

    @property
    def counted(self) -> "Timeline":
        """Without those, and without messages and what the channel layer does."""
        return self._without(COUNTED)

    def _without(self, kinds: frozenset[str]) -> "Timeline":
        return Timeline(self.rows, self._caption, replace(self._view, hide=kinds), self._most)

    def _with(self, rows: Sequence[Row]) -> "Timeline":
        return Timeline(rows, self._caption, self._view, self._most)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        rows, caption = self._newest()
        return {
            "text/html": html_table(rows, caption, self._view, times=not is_steady()),
            "text/plain": plain_table(rows, self._view, times=not is_steady()),
        }

    def __repr__(self) -> str:
        return plain_table(self._newest()[0], self._view, times=not is_steady())

    def _newest(self) -> tuple[Sequence[Row], str]:
        """The rows that are shown, and a caption that says when there are more."""
        shown = [row for row in self.rows if self._view.shows(row)]
        if len(shown) <= self._most:
            return shown, self._caption
        return shown[-self._most :], f"{self._caption}: the newest {self._most} of {len(shown)} rows"
