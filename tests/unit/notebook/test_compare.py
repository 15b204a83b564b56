"""Differences between the committed notebook and the one made now."""

from typing import Any

import nbformat

from wslearn.notebook.compare import differences, keep_same


def _notebook(*cells: Any) -> Any:
    return nbformat.v4.new_notebook(cells=list(cells))


def _cell(name: str, text: str, source: str = "1", **metadata: Any) -> Any:
    output = nbformat.v4.new_output("execute_result", {"text/plain": text, "text/html": f"<b>{text}</b><i></i>"})
    return nbformat.v4.new_code_cell(source, id=name, outputs=[output], metadata=metadata)


def test_the_same_is_no_difference() -> None:
    """Metadata of the notebook may differ, and what is printed of versions."""
    before = _notebook(_cell("a", "x"), _cell("v", "Django 5.2", tags=["versions"]))
    after = _notebook(_cell("a", "x"), _cell("v", "Django 6.0", tags=["versions"]))
    after.metadata["wslearn"] = {"versions": {"Django": "6.0"}}
    assert list(differences(before, after)) == []


def test_another_output_is_told_with_its_cell() -> None:
    """The id of the cell, and a diff of what is read; plain text and HTML both count."""
    (found,) = differences(_notebook(_cell("a", "x"), _cell("b", "old")), _notebook(_cell("a", "x"), _cell("b", "new")))
    assert found.cell == "b"
    assert {"-old", "+new", "-<b>old</b>", "+<b>new</b>"} <= set(found.lines)


def test_new_missing_and_moved_cells_are_told() -> None:
    """A cell more, a cell less, and another order are differences, too; so is another source of the versions cell."""
    a, b = _cell("a", "x"), _cell("b", "x")
    assert [found.cell for found in differences(_notebook(a), _notebook(a, b))] == ["b"]
    assert [found.cell for found in differences(_notebook(a, b), _notebook(a))] == ["b"]
    assert [found.lines for found in differences(_notebook(a, b), _notebook(b, a))] == [
        ("the cells stand in another order",)
    ]
    other = _cell("a", "x", source="2", tags=["versions"])
    assert [found.cell for found in differences(_notebook(_cell("a", "x", tags=["versions"])), _notebook(other))] == [
        "a"
    ]


def test_the_order_of_rows_is_chance() -> None:
    """Two observers may be in any order, and rows have other numbers; what one saw keeps its order."""
    before = "1. receive, c1, client: hi\n1. receive, c1, asgi: x\n2. receive, c1, asgi: y"
    after = "1. receive, c1, asgi: x\n2. receive, c1, client: hi\n2, continued. receive, c1, asgi: y"
    swapped = "1. receive, c1, client: hi\n1. receive, c1, asgi: y\n2. receive, c1, asgi: x"
    assert list(differences(_notebook(_cell("a", before)), _notebook(_cell("a", after)))) == []
    assert list(differences(_notebook(_cell("a", before)), _notebook(_cell("a", swapped)))) != []


def test_of_a_verdict_counts_what_it_says() -> None:
    """The rows below it end when the check stopped, sooner or later; the sentences are the same."""
    before, after = "failed\n1. receive, c1, client: hi", "failed\n1. receive, c1, client: hi\n2. send, c1, asgi: x"
    assert list(differences(_notebook(_cell("a", before)), _notebook(_cell("a", after)))) == []
    assert list(differences(_notebook(_cell("a", before)), _notebook(_cell("a", f"passed{after[6:]}")))) != []


def test_numbers_of_rows_are_passed_over() -> None:
    """Evidence is named by its row, and that is another number when rows change places."""
    before, after = "held  a frame (row 12)", "held  a frame (row 14)"
    assert list(differences(_notebook(_cell("a", before)), _notebook(_cell("a", after)))) == []


def test_what_says_the_same_is_kept() -> None:
    """A notebook that is made anew changes only where it says something else: a diff in git is news."""
    before = _notebook(_cell("a", "held (row 1)"), _cell("b", "old"))
    after = _notebook(_cell("a", "held (row 2)"), _cell("b", "new"))
    keep_same(before, after)
    assert [cell.outputs[0].data["text/plain"] for cell in after.cells] == ["held (row 1)", "new"]


def test_a_long_diff_is_cut() -> None:
    """Nobody reads a thousand lines: the number of those left out is told."""
    before, after = ("\n".join(f"{word} {n}" for n in range(500)) for word in ("old", "new"))
    (found,) = differences(_notebook(_cell("a", before)), _notebook(_cell("a", after)))
    assert len(found.lines) == 41
    assert found.lines[-1].endswith("more lines")
