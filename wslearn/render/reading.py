"""A row for `--plain`: one line a record, in reading order, words instead of signs, never broken."""

from collections.abc import Iterable, Iterator

from wslearn.render.calls import without_durations
from wslearn.render.cells import cells_of
from wslearn.render.escape import shown
from wslearn.render.heads import delta, way, who
from wslearn.render.parts import Line, Part
from wslearn.render.signs import Signs
from wslearn.trace.row import Mark, Row


def reading(row: Row, lanes: Iterable[str], signs: Signs, *, times: bool = True) -> Iterator[Line]:
    """`3. receive, c1 alice, +1.2 ms, client: text, 8 bytes: {"a": 1}`, and so on for each record and mark.

    Without `times` nothing is told that a clock measured.
    """
    row = row if times else without_durations(row)
    number = f"{row.number}, continued." if row.late else f"{row.number}."
    number = number if row.number else "-"
    facts = (way(row, signs).text, who(row), *((delta(row),) if times else ()))
    head = f"{number} {', '.join(facts)}"
    for cell in cells_of(row, lanes, signs):
        said = "; ".join("".join(part.text for part in line) for line in cell.lines)
        yield (Part(f"{head}, {cell.lane}: {said}"),)
    for mark in row.marks:
        yield (Part(f"{number} {_mark(mark)}"),)


def _mark(mark: Mark) -> str:
    """The mark as a sentence."""
    said, sent, why = (shown(text, 300, ellipsis="...") for text in (mark.said, mark.sent, mark.why))
    return f"differs: said {said}; sent {sent}; why: {why} See: wslearn explain {shown(mark.topic, 60)}"
