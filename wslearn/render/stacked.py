"""A row as stacked lines, a lane word at the left: for 20 to 119 columns."""

from collections.abc import Iterable, Iterator

from wslearn.render.cells import Cell, cells_of
from wslearn.render.heads import delta, mark_line, number, short_way, way, who
from wslearn.render.parts import Line, Part
from wslearn.render.signs import Signs
from wslearn.render.wrapping import join_remarks, wrap
from wslearn.trace.row import Row

NARROW = 40
"""Columns below which the lane word stands on a line of its own."""
ROOMY = 60
"""Columns from which lanes are indented below the row's number."""
WORD = 10
"""Columns of the lane word and the blanks after it."""


def stacked(row: Row, lanes: Iterable[str], width: int, signs: Signs) -> Iterator[Line]:
    """The row's lines: its head, each record beside its lane's word, its marks."""
    indent = 5 if width >= ROOMY else 1
    yield from wrap(_head(row, width, signs), width)
    for cell in cells_of(row, lanes, signs):
        yield from _narrow(cell, width) if width < NARROW else _beside(cell, width, indent)
    for mark in row.marks:
        blanks = Part(" " * indent)
        yield from ((blanks, *piece) for piece in wrap(mark_line(mark, signs), width - indent))


def _head(row: Row, width: int, signs: Signs) -> Line:
    """`  3  → receive  message  c1 alice  +1.2 ms`; the kind only where there is room."""
    if width < ROOMY:
        towards = way(row, signs) if width >= NARROW else short_way(row, signs)
        return (Part(number(row, signs), "number"), Part(" "), towards, Part(f" {who(row)} {delta(row)}", "meta"))
    kind = f"  {row.kind}" if row.dir else ""
    facts = Part(f"{kind}  {who(row)}  {delta(row)}", "meta")
    return (Part(f"{number(row, signs):>3}", "number"), Part("  "), way(row, signs), facts)


def _beside(cell: Cell, width: int, indent: int) -> Iterator[Line]:
    """The cell with its lane word at the left, continuation lines below it."""
    word = (Part(" " * indent), Part(cell.lane, f"lane.{cell.lane}"), Part(" " * (WORD - len(cell.lane))))
    room = width - indent - WORD
    for line in join_remarks(cell.lines, room):
        for piece in wrap(line, room):
            yield (*word, *piece)
            word = (Part(" " * indent), Part(" " * WORD), Part(""))


def _narrow(cell: Cell, width: int) -> Iterator[Line]:
    """The lane word alone, the cell below it."""
    yield (Part(cell.lane, f"lane.{cell.lane}"),)
    for line in join_remarks(cell.lines, width - 1):
        yield from ((Part(" "), *piece) for piece in wrap(line, width - 1))
