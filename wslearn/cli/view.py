"""The options --lanes, --hide and --rows as a view of the timeline."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wslearn.render.timeline import View
    from wslearn.trace.jsonl import Trace
    from wslearn.trace.record import Lane

HIDDEN = ("ping",)


def make_view(lanes: str, hide: str, default: "Iterable[Lane]") -> "View":
    """The view that was asked for.

    Args:
        lanes: names of lanes with commas between them; empty: `default`.
        hide: kinds of rows with commas between them.
        default: the lanes shown when none are named.

    Raises:
        UsageError: there is no such lane, or nothing of that name to hide.
    """
    from wslearn.render.timeline import View
    from wslearn.trace.record import LANES

    named = _names("lane", lanes, LANES)
    shown = tuple(lane for lane in LANES if lane in named) if named else tuple(default)
    return View(shown, _names("kind to hide", hide, HIDDEN))


def lanes_of(trace: "Trace") -> "tuple[Lane, ...]":
    """The lanes that the live session showed: the wire where only pages, and not the bundled client, were there."""
    from wslearn.trace.record import LANES

    pages = [record.type.startswith("page.") for record in trace.records if record.lane == "client"]
    if pages and all(pages) and not trace.header.lesson:
        return LANES
    hidden = "wire" if pages else "client"
    return tuple(lane for lane in LANES if lane != hidden)


def row_numbers(rows: str) -> Callable[[int], bool]:
    """Whether the row of a number was asked for.

    Args:
        rows: numbers and ranges (`5-7`) with commas between them; empty: all rows.

    Raises:
        UsageError: that is not how rows are named.
    """
    from wslearn.errors import UsageError

    ranges = []
    for part in filter(None, (part.strip() for part in rows.split(","))):
        match = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", part)
        if match is None:
            raise UsageError(f"Rows are not named like {part!r}.", "Name them by their numbers: --rows 5-7,13.")
        ranges.append(range(int(match[1]), int(match[2] or match[1]) + 1))
    return lambda number: not ranges or any(number in chosen for chosen in ranges)


def _names(what: str, text: str, known: Iterable[str]) -> frozenset[str]:
    from wslearn.errors import UsageError

    names = frozenset(name.strip() for name in text.split(",") if name.strip())
    for name in sorted(names - set(known)):
        raise UsageError(f"There is no {what} called {name!r}.", f"Known are: {', '.join(known)}.")
    return names
