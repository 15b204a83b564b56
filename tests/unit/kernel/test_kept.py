"""The rows of a server that are kept: all of them, those of a cell, and the newest of too many."""

from collections.abc import Sequence

from wslearn.kernel import kept
from wslearn.kernel.kept import KeptRows
from wslearn.trace.row import Row


def _rows(first: int, end: int) -> list[Row]:
    return [Row(number, "output", 0, 0, None, None, None, ()) for number in range(first, end)]


def _numbers(rows: Sequence[Row]) -> list[int]:
    return [row.number for row in rows]


def test_a_cell_has_its_own_rows() -> None:
    """What came before the cell is not in it; a cell that made none has those of the last that did."""
    rows = KeptRows()
    rows.rows(_rows(0, 3))
    rows.begin_cell()
    rows.rows(_rows(3, 5))
    assert _numbers(rows.recent) == [3, 4]
    rows.begin_cell()
    rows.begin_cell()
    assert _numbers(rows.recent) == [3, 4]
    assert _numbers(rows.all) == [0, 1, 2, 3, 4]


def test_the_newest_of_too_many_are_kept() -> None:
    """All are counted, the oldest are forgotten, and a cell whose rows are gone in part has the rest."""
    rows = KeptRows()
    rows.rows(_rows(0, 10))
    rows.begin_cell()
    rows.rows(_rows(10, kept._MOST + 20))
    assert rows.total == kept._MOST + 20
    assert _numbers(rows.all) == _numbers(rows.recent) == list(range(20, kept._MOST + 20))
    rows.begin_cell()
    rows.rows(_rows(kept._MOST + 20, 2 * kept._MOST + 21))
    rows.begin_cell()
    assert _numbers(rows.recent)[-1] == 2 * kept._MOST + 20
