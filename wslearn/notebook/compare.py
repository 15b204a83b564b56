"""An executed notebook beside the committed one: what differs, cell by cell. Metadata and versions may.

Client, Daphne and application run side by side, so the order of rows is not the same in every run; that of what one
of them saw on one connection is. It is what is compared, as for golden traces (CONTRIBUTING.md, "Decisions").
"""

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wslearn.notebook.steady import is_about_versions, is_passed_over

_MOST_LINES = 40
_WIDEST = 200

_ROW = re.compile(r"\d+(?:, continued)?\. (?=[a-z]+[,:] )")
# Whether an answer came before or after the end of its connection; where a lesson is about that, it expects it.
_CHANCE = "wslearn explain send-after-close"
_RECORD = re.compile("<td[^>]*><div>.*?</div>", re.DOTALL)
_NUMBER = re.compile(r"(?:<small>)? ?\(rows? \d[\d, and-]*\)(?:</small>)?")


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
        lines = tuple(_diff(_said(before.get(name)), _said(after.get(name))))
        if lines:
            yield Difference(name, lines)
    if before.keys() == after.keys() and list(before) != list(after):
        yield Difference("", ("the cells stand in another order",))


def keep_same(committed: Any, made: Any) -> None:
    """Put the committed outputs into a notebook wherever they say the same: only what changed is written anew."""
    before = {cell.id: cell for cell in committed.cells}
    for cell in made.cells:
        old = before.get(cell.id)
        if old is None or "outputs" not in old or is_about_versions(cell):
            continue
        if _said(old) == _said(cell) and _drawn(old) == _drawn(cell):
            cell.outputs = old.outputs
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = cell.execution_count


def _drawn(cell: Any) -> list[str]:
    """How the records of tables are drawn, in whatever order they stand."""
    pages = (output.get("data", {}).get("text/html", "") for output in cell.outputs)
    return sorted(record for page in pages for record in _RECORD.findall(page))


def _diff(before: list[str], after: list[str]) -> list[str]:
    found = difflib.unified_diff(before, after, lineterm="", n=1)
    lines = [line[:_WIDEST] for line in found if not line.startswith(("---", "+++"))]
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"… {more} more lines"] if more > 0 else lines


def _said(cell: Any) -> list[str]:
    """What counts of a cell, as lines; none for no cell."""
    if cell is None:
        return []
    lines = [cell.cell_type, *cell.source.split("\n"), *cell.metadata.get("tags", ())]
    outputs = () if is_passed_over(cell) else cell.get("outputs", ())
    return [*lines, *(line for output in outputs for line in _output(output))]


def _output(output: Any) -> list[str]:
    if output.output_type not in ("display_data", "execute_result"):
        return json.dumps(output, indent=1, ensure_ascii=False, sort_keys=True).split("\n")
    plain = _lines(output.data.get("text/plain", ""))
    if any(_ROW.match(line) for line in plain):
        return _with_rows(plain)  # its other forms show the same rows
    return [line for kind in sorted(output.data, reverse=True) for line in [f"[{kind}]", *_lines(output.data[kind])]]


def _with_rows(lines: list[str]) -> list[str]:
    """Rows without their numbers, those of one observer of one connection together; of a verdict, what it says.

    Where the rows below a verdict end depends on when the check stopped.
    """
    verdict = [line for line in lines if line and not _ROW.match(line)]
    rows = [_ROW.sub("", line, count=1) for line in lines if _ROW.match(line) and not line.endswith(_CHANCE)]
    return verdict or sorted(rows, key=lambda row: row.partition(": ")[0])


def _lines(text: str) -> list[str]:
    return _NUMBER.sub("", text).replace("><", ">\n<").split("\n")
