"""Sitting down to an exercise in a learner's project."""

from pathlib import Path

import pytest

from wslearn.course.desk import sit_down
from wslearn.course.load import load_course
from wslearn.course.payloads import Payloads
from wslearn.course.project import write_project
from wslearn.errors import UsageError


def test_the_starter_is_laid_out_once(tmp_path: Path) -> None:
    """The first time it says what it wrote; an answer that was begun is left as it is, and found without a number."""
    write_project(tmp_path / "own", load_course(), None)
    first = sit_down(tmp_path / "own", "1", Payloads(1))
    assert first.number == 1
    assert first.answer.is_file()
    assert first.begun
    first.answer.write_text("mine")
    again = sit_down(tmp_path / "own" / "live", None, Payloads(1))
    assert (again.answer, again.begun) == (first.answer, ())
    assert first.answer.read_text() == "mine"


def test_outside_a_project_the_way_in_is_named(tmp_path: Path) -> None:
    """A folder of something else: what to type."""
    with pytest.raises(UsageError) as error:
        sit_down(tmp_path, "1", Payloads(1))
    assert "wslearn start DIR" in error.value.hint
