"""An executed notebook beside the committed one: what differs, cell by cell. Metadata and versions may."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wslearn.notebook.steady import is_passed_over

_MOST_LINES = 40
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not as it was.

    Attributes:
        cell: its id.
        lines: a diff from the committed one to the one that was just made.
    """

    cell: str
    lines: tuple[str, ...]


def differences(committed: Any, made: Any) -> Iterator[Difference]:
    """Every cell that differs, is missing, new, or at another place."""
    before = {cell.id: cell for cell in committed.cells}
    after = {cell.id: cell for cell in made.cells}
    for name in [*after, *(name for name in before if name not in after)]:
        lines = tuple(_diff(_written(before.get(name)), _written(after.get(name))))
        if lines:
            yield Difference(name, lines)
    if before.keys() == after.keys() and list(before) != list(after):
        yield Difference("", ("the cells stand in another order",))


def _diff(before: list[str], after: list[str]) -> list[str]:
    found = difflib.unified_diff(before, after, lineterm="", n=1)
    lines = [line[:_WIDEST] for line in found if not line.startswith(("---", "+++"))]
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"… {more} more lines"] if more > 0 else lines


def _written(cell: Any) -> list[str]:
    """What counts of a cell, as lines; none for no cell."""
    if cell is None:
        return []
    lines = [cell.cell_type, *cell.source.split("\n"), *cell.metadata.get("tags", ())]
    outputs = () if is_passed_over(cell) else cell.get("outputs", ())
    return [*lines, *(line for output in outputs for line in _output(output))]


def _output(output: Any) -> Iterator[str]:
    if output.output_type in ("display_data", "execute_result"):
        # Plain text first: it is the one that is readable in a diff.
        for kind in sorted(output.data, key=lambda kind: (kind != "text/plain", kind)):
            yield f"[{kind}]"
            yield from output.data[kind].replace("><", ">\n<").split("\n")
    else:
        yield from json.dumps(output, indent=1, ensure_ascii=False).split("\n")
