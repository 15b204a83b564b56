"""One record as short lines of styled text: what stands in a cell of the timeline.

Every text that comes from a payload is made visible here and in `frames` and `calls`; layouts only break lines.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from wslearn.render.calls import CALLS, outcome
from wslearn.render.escape import python_text, shown
from wslearn.render.frames import FRAMES
from wslearn.render.page import PAGE
from wslearn.render.parts import Data, Line, Lines, Part
from wslearn.render.signs import Signs
from wslearn.trace.record import Lane, Record
from wslearn.trace.row import Row


class Cell(NamedTuple):
    """What one record looks like: its lane, and its lines."""

    lane: Lane
    lines: Lines


def cells_of(row: Row, lanes: Iterable[str], signs: Signs) -> tuple[Cell, ...]:
    """The row's records as cells, in time order; lanes not asked for are left out.

    A method that was entered and left within the row is one cell, with how long it took.
    """
    wanted = frozenset(lanes)
    left = {_call(r): r for r in row.records if r.type == "leave"}
    entered = {_call(r) for r in row.records if r.type == "enter"}
    cells = []
    for record in row.records:
        if not (record.lane in wanted or always(record)) or (record.type == "leave" and _call(record) in entered):
            continue
        lines = lines_of(record, signs)
        if record.type == "enter" and (leave := left.get(_call(record))):
            lines = ((*lines[0], Part(signs.dot, "meta"), *outcome(leave.data)), *lines[1:])
        cells.append(Cell(record.lane, lines))
    return tuple(cells)


def always(record: Record) -> bool:
    """Whether this is drawn whatever the lanes: it says that something was not seen or is missing in the trace."""
    data = record.data
    match (record.lane, record.type):
        case ("wire", "gap" | "unseen") | ("client", "page.gap"):
            return True
        case ("wire", "server.exit"):
            return bool(data.get("killed") or (data.get("code") and not data.get("asked")))
        case ("wire", "server.ready"):
            return bool(data.get("missing"))
    return False


def _call(record: Record) -> tuple[Any, ...]:
    """What ties the leaving of a method to its entering."""
    return (record.data.get("class"), record.data.get("method"), record.data.get("instance"))


def lines_of(record: Record, signs: Signs) -> Lines:
    """One record as lines; a type that is not known is shown as its name and data."""
    draw = _DRAWN.get((record.lane, record.type))
    if draw is not None:
        return draw(record.data, signs)
    if record.lane == "asgi":
        return (event_line(record.data, signs),)
    return ((Part(shown(record.type), "strong"), Part(" " + python_text(dict(record.data), ellipsis=signs.ellipsis))),)


def event_line(event: Data, signs: Signs) -> Line:
    """The event dict verbatim, as Python prints it, with its `type` in bold."""
    text = python_text(dict(event), ellipsis=signs.ellipsis)
    quoted = python_text(event.get("type"))
    before, found, after = text.partition(quoted) if "type" in event else (text, "", "")
    return (Part(before), Part(found, "strong"), Part(after)) if found else (Part(text),)


def _scope(data: Data, signs: Signs) -> Lines:
    """Every key of the scope; headers and other long values only counted, or one row would fill the screen."""
    return ((Part("scope ", "strong"), Part(python_text(dict(data), 200, signs.ellipsis, items=2))),)


def _returned(data: Data, signs: Signs) -> Lines:
    return ((Part("the application returned", "meta"),),)


def _cancelled(data: Data, signs: Signs) -> Lines:
    return ((Part("the application was cancelled", "meta"),),)


_DRAWN: dict[tuple[str, str], Callable[[Data, Signs], Lines]] = {
    **FRAMES,
    **CALLS,
    **PAGE,
    ("asgi", "scope"): _scope,
    ("asgi", "return"): _returned,
    ("asgi", "cancel"): _cancelled,
}
