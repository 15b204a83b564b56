"""A row side by side: frame, ASGI event, consumer and JSON; for 120 columns and more."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from wslearn.render.cells import Cell, cells_of
from wslearn.render.heads import delta, mark_line, number, way, who
from wslearn.render.parts import Line, Part
from wslearn.render.signs import Signs
from wslearn.render.wrapping import join_remarks, padded, wrap
from wslearn.trace.row import Row

WIDE = 120
"""Columns from which columns stand side by side."""
GUTTER = 20
"""Columns for number, direction, connection and Δt."""

_COLUMNS = (("client", "wire"), ("asgi",), ("consumer", "json", "layer"))
_SHARES = (25, 36, 33)


class Column(NamedTuple):
    """One column: which lanes it holds, its title, and how many cells are its own."""

    lanes: tuple[str, ...]
    title: str
    width: int


@lru_cache
def columns(lanes: tuple[str, ...], width: int) -> tuple[Column, ...]:
    """The columns for these lanes, as wide as `width` lets them be together."""
    groups = [
        (tuple(lane for lane in group if lane in lanes), share) for group, share in zip(_COLUMNS, _SHARES, strict=True)
    ]
    groups = [(group, share) for group, share in groups if group]
    room = width - GUTTER - 2 * len(groups)
    total = sum(share for _, share in groups)
    return tuple(Column(group, _title(group), room * share // total - 1) for group, share in groups)


_WORDS = {"client": "client frame", "wire": "wire frame", "asgi": "ASGI event", "json": "JSON"}


def _title(lanes: Sequence[str]) -> str:
    """`client frame`, `consumer, JSON, layer`."""
    if lanes == ("client", "wire"):
        return "client and wire frames"
    return ", ".join(_WORDS.get(lane, lane) for lane in lanes)


def header(lanes: tuple[str, ...], width: int, signs: Signs) -> Iterator[Line]:
    """The titles of the columns and a rule below them."""
    shape = columns(lanes, width)
    titles = [(Part(f"{signs.bar} ", "rule"), *padded((Part(c.title, "heading"),), c.width + 1)) for c in shape]
    yield (Part("  # way / who, Δt".ljust(GUTTER), "meta"), *(part for title in titles for part in title))
    crossed = "".join(signs.cross + signs.line * (column.width + 2) for column in shape)
    yield (Part(signs.line * GUTTER + crossed, "rule"),)


def wide(row: Row, lanes: tuple[str, ...], width: int, signs: Signs) -> Iterator[Line]:
    """The row's lines: gutter and columns, then its marks across all of them."""
    shape = columns(lanes, width)
    yield (Part(" " * GUTTER), *(part for c in shape for part in (Part(signs.bar, "rule"), Part(" " * (c.width + 2)))))
    cells = cells_of(row, lanes, signs)
    stacks = [_stack(cells, column) for column in shape]
    bar = Part(f"{signs.bar} ", "rule")
    for gutter, *pieces in zip_longest(_gutter(row, signs), *stacks, fillvalue=()):
        filled = [padded(gutter, GUTTER)]
        for column, piece in zip(shape, pieces, strict=True):
            filled += [(bar,), padded(piece, column.width + 1)]
        yield tuple(part for cell in filled for part in cell)
    below = [line for cell in cells if cell.lane not in lanes for line in cell.lines]
    for line in [*below, *(mark_line(mark, signs) for mark in row.marks)]:
        for piece in wrap(line, width - GUTTER - 2):
            yield (Part(" " * GUTTER), Part("  "), *piece)


def _stack(cells: Sequence[Cell], column: Column) -> list[Line]:
    """All lines of one column."""
    return [
        piece
        for cell in cells
        if cell.lane in column.lanes
        for line in join_remarks(cell.lines, column.width)
        for piece in wrap(line, column.width)
    ]


def _gutter(row: Row, signs: Signs) -> list[Line]:
    """Two lines: number and direction; connection and Δt."""
    since = delta(row)
    name = who(row)[: GUTTER - len("   ") - len(since)]
    return [
        (Part(f"{number(row, signs):>3}", "number"), Part(" "), way(row, signs)),
        (Part(f"  {name} {since}", "meta"),),
    ]
