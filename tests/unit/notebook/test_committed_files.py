"""The committed notebooks as files: made from today's lessons, executed, and readable by everybody."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from wslearn.course.model import Course
from wslearn.notebook.copies import written
from wslearn.notebook.frame import file_name
from wslearn.notebook.made import CONSTRAINTS, folder_of
from wslearn.notebook.steady import is_about_versions


@pytest.fixture(scope="session")
def committed(course: Course) -> dict[str, Any]:
    """Every committed notebook by its lesson's id."""
    return {lesson.id: nbformat.read(folder_of(course) / file_name(lesson), 4) for lesson in course.lessons}


def _outputs(book: Any) -> list[tuple[Any, Any]]:
    return [(cell, output) for cell in book.cells for output in cell.get("outputs", ())]


def _texts(output: Any) -> list[str]:
    return [
        str(value) for value in (*output.get("data", {}).values(), output.get("text", ""), output.get("evalue", ""))
    ]


def test_they_are_made_of_todays_lessons(committed: dict[str, Any], books: dict[str, Any]) -> None:
    """A lesson that was changed needs its notebook made again: wslearn dev notebooks N."""
    for name, book in committed.items():
        made = [(cell.id, cell.source, cell.metadata.get("tags", [])) for cell in books[name].cells]
        assert [(cell.id, cell.source, cell.metadata.get("tags", [])) for cell in book.cells] == made, name


def test_every_cell_was_run_in_order(committed: dict[str, Any]) -> None:
    """From a clean kernel, from top to bottom."""
    for book in committed.values():
        counts = [cell.execution_count for cell in book.cells if cell.cell_type == "code"]
        assert counts == list(range(1, len(counts) + 1))


def test_only_what_should_fail_failed(committed: dict[str, Any]) -> None:
    """An error is in a cell that says so, and is there indeed; nothing was written to stderr."""
    for book in committed.values():
        failed = {cell.id for cell, output in _outputs(book) if output.output_type == "error"}
        assert failed == {cell.id for cell in book.cells if "raises-exception" in cell.metadata.get("tags", ())}
        assert not [cell.id for cell, output in _outputs(book) if output.get("name") == "stderr"]


def test_no_output_needs_a_network_or_a_widget(committed: dict[str, Any]) -> None:
    """What is displayed is text, HTML or SVG, with plain text beside it, and loads nothing."""
    for book in committed.values():
        for cell, output in _outputs(book):
            kinds = set(output.get("data", {}))
            assert kinds <= {"text/plain", "text/html", "image/svg+xml"}, cell.id
            assert not kinds or output.data["text/plain"].strip(), cell.id
            drawn = "".join(text for kind, text in output.get("data", {}).items() if kind != "text/plain")
            assert not re.search(r"<script|<link|<iframe|\ssrc=[\"']?http", drawn), cell.id


def test_pictures_say_what_they_show(committed: dict[str, Any]) -> None:
    """Every SVG has a title."""
    for book in committed.values():
        for cell, output in _outputs(book):
            for text in _texts(output):
                assert text.count("<svg") <= text.count("<title"), cell.id


def test_nothing_of_this_machine_is_in_them(committed: dict[str, Any]) -> None:
    """No temporary folder, no home, no port, no key: what could differ was replaced."""
    for book in committed.values():
        for cell, output in _outputs(book):
            for text in _texts(output):
                assert not re.search(r"/(tmp|root|home|Users|work)/|AppData|site-packages", text), cell.id
                assert not re.search(r"(127\.0\.0\.1|localhost):(?!5000\d\b|80)\d{4,}", text), cell.id


def test_the_versions_are_told(committed: dict[str, Any], course: Course) -> None:
    """In the metadata, and printed by one cell; the constraints name versions and nothing else."""
    for book in committed.values():
        assert {"Python", "channels", "daphne", "Django"} <= book.metadata.wslearn.versions.keys()
        (printed,) = [cell for cell in book.cells if is_about_versions(cell)]
        assert f"Django {book.metadata.wslearn.versions.Django}" in printed.outputs[0].text
        assert "version" not in book.metadata.language_info
    lines = (folder_of(course) / CONSTRAINTS).read_text("utf-8").splitlines()[1:]
    assert all(re.fullmatch(r"[\w-]+==[\w.]+", line) for line in lines)


def test_the_files_are_as_nbformat_writes_them(committed: dict[str, Any], course: Course) -> None:
    """Nobody edited them by hand, and no folder holds a notebook that is no lesson's."""
    names = {file_name(lesson): lesson.id for lesson in course.lessons}
    assert {path.name for path in folder_of(course).glob("*.ipynb")} == names.keys()
    for name, lesson in names.items():
        text = (folder_of(course) / name).read_text("utf-8")
        assert text == written(committed[lesson])
        assert json.loads(text)["nbformat_minor"] == 5


def test_they_stay_small(course: Course) -> None:
    """A code host shows notebooks up to some size only."""
    sizes = {path.name: path.stat().st_size for path in Path(folder_of(course)).glob("*.ipynb")}
    assert {name: size for name, size in sizes.items() if size > 1_000_000} == {}
