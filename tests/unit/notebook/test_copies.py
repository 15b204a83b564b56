"""A learner's copies are never lost."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from wslearn.errors import EnvironmentProblem
from wslearn.notebook.copies import copy


def _book(source: str = "1") -> Any:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id="a")])


def _source(path: Path) -> Any:
    return nbformat.read(path, 4).cells[0].source


def test_new_copies_are_written(tmp_path: Path) -> None:
    """The folder is made, and holds notebooks that Jupyter can read, and nothing else."""
    folder = tmp_path / "new" / "books"
    assert copy({"01.ipynb": _book()}, folder) == []
    nbformat.validate(nbformat.read(folder / "01.ipynb", 4))
    assert [path.name for path in folder.iterdir()] == ["01.ipynb"]


def test_a_changed_copy_is_kept(tmp_path: Path) -> None:
    """Another text in a cell is the learner's: the file stays byte for byte, and its name is told."""
    copy({"01.ipynb": _book()}, tmp_path)
    path = tmp_path / "01.ipynb"
    path.write_text(path.read_text("utf-8").replace('"1"', '"answer"'), "utf-8")
    before = path.read_bytes()
    assert copy({"01.ipynb": _book("2")}, tmp_path) == ["01.ipynb"]
    assert path.read_bytes() == before


def test_outputs_are_the_learners_too(tmp_path: Path) -> None:
    """A copy that was run holds what the learner saw."""
    copy({"01.ipynb": _book()}, tmp_path)
    path = tmp_path / "01.ipynb"
    ran = nbformat.read(path, 4)
    ran.cells[0].outputs = [nbformat.v4.new_output("stream", text="mine")]
    nbformat.write(ran, path)
    assert copy({"01.ipynb": _book("2")}, tmp_path) == ["01.ipynb"]


def test_a_copy_as_it_was_is_renewed(tmp_path: Path) -> None:
    """Only looked at and saved by Jupyter, which writes other metadata and lists of lines: a newer one replaces it."""
    copy({"01.ipynb": _book("one\ntwo")}, tmp_path)
    path = tmp_path / "01.ipynb"
    saved = json.loads(path.read_bytes())
    saved["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    saved["cells"][0]["source"] = ["one\n", "two"]
    path.write_text(json.dumps(saved), "utf-8")
    assert copy({"01.ipynb": _book("three")}, tmp_path) == []
    assert _source(path) == "three"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"metadata": {}, "cells": []}', b"\xff"])
def test_what_cannot_be_read_is_kept(content: bytes, tmp_path: Path) -> None:
    """A file of that name that is no copy of ours is the learner's."""
    path = tmp_path / "01.ipynb"
    path.write_bytes(content)
    assert copy({"01.ipynb": _book()}, tmp_path) == ["01.ipynb"]
    assert path.read_bytes() == content


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """One sentence, and no traceback."""
    (tmp_path / "books").write_text("mine", "utf-8")
    with pytest.raises(EnvironmentProblem, match="books"):
        copy({"01.ipynb": _book()}, tmp_path / "books")
