"""The timeline: rows as hand-made lines, side by side, stacked or plain, whatever the console's width asks for.

Lines go to the console as segments with styles looked up once; no rich table is ever laid out for an event.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from wslearn.render.cells import always
from wslearn.render.console import signs_of
from wslearn.render.parts import Line
from wslearn.render.reading import reading
from wslearn.render.signs import Signs
from wslearn.render.stacked import stacked
from wslearn.render.wide import WIDE, header, wide
from wslearn.trace.record import LANES, Lane
from wslearn.trace.row import Row

WITHOUT_WIRE: tuple[Lane, ...] = tuple(lane for lane in LANES if lane != "wire")


@dataclass(frozen=True, slots=True)
class View:
    """What of the rows is shown.

    Attributes:
        lanes: which lanes (`--lanes`); `trace`, where a page is the client, shows `wire` in place of `client`.
        hide: kinds of rows that are not shown (`--hide`); `ping` hides `pong` too.
    """

    lanes: tuple[Lane, ...] = WITHOUT_WIRE
    hide: frozenset[str] = frozenset()

    def shows(self, row: Row) -> bool:
        """Whether anything of the row is shown: it is not hidden, and has a mark or a record in a lane on show."""
        kind = "ping" if row.kind == "pong" else row.kind
        return kind not in self.hide and (
            bool(row.marks) or any(r.lane in self.lanes or always(r) for r in row.records)
        )


def row_lines(row: Row, view: View, width: int, signs: Signs) -> Iterator[Line]:
    """One row as lines of styled parts, for a terminal of `width` columns."""
    if signs.words:
        return reading(row, view.lanes, signs)
    if width >= WIDE:
        return wide(row, view.lanes, width, signs)
    return stacked(row, view.lanes, width, signs)


class Lines:
    """Ready lines as a rich renderable. Print it with `crop=False`: it never breaks or crops by itself."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines as segments, each ending with a newline."""
        return to_segments(self.lines, console)


def to_segments(lines: Iterable[Line], console: Console) -> Iterator[Segment]:
    """Segments with the console's styles."""
    styles: dict[str, Style | None] = {"": None}
    for line in lines:
        for text, role in line:
            if role not in styles:
                styles[role] = console.get_style(role)
            yield Segment(text, styles[role])
        yield Segment.line()


class Timeline:
    """Rows as a rich renderable, with the titles of the columns where they stand side by side."""

    def __init__(self, rows: Iterable[Row], view: View | None = None, *, titles: bool = True) -> None:
        self.rows = rows
        self.view = view or View()
        self.titles = titles

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The rows as segments, for the width at hand."""
        return to_segments(self._lines(options.max_width, signs_of(console)), console)

    def _lines(self, width: int, signs: Signs) -> Iterator[Line]:
        if self.titles:
            yield from title_lines(self.view, width, signs)
        for row in self.rows:
            if self.view.shows(row):
                yield from row_lines(row, self.view, width, signs)


def title_lines(view: View, width: int, signs: Signs) -> Iterator[Line]:
    """The titles of the columns; nothing where there are none."""
    return header(view.lanes, width, signs) if width >= WIDE and not signs.words else iter(())
