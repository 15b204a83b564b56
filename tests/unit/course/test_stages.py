"""The growing project, stage by stage."""

from pathlib import Path

import pytest

from tests.unit.course.sample import growing
from wslearn.course.load import load_course
from wslearn.course.stages import Stage, files_at, stages, superseded


def test_stages_go_through_the_lessons(tmp_path: Path) -> None:
    """Course order, numbered through, each with its step within the lesson."""
    found = stages(growing(tmp_path, [{"a": "1"}, {"b": "2"}], [{"a": "3"}]))

    assert [(stage.id, stage.number, stage.step, stage.of) for stage in found] == [
        ("l1/s1", 1, 1, 2),
        ("l1/s2", 2, 2, 2),
        ("l2/s1", 3, 1, 1),
    ]
    assert found[2].words == "lesson 2, step 1 of 1"


def test_stages_are_the_same_by_id(tmp_path: Path) -> None:
    """A course that was loaded again has the same stages."""
    growing(tmp_path, [{"a": "1"}])

    assert stages(load_course(tmp_path)) == stages(load_course(tmp_path))


def test_later_files_lie_over_earlier_ones(tmp_path: Path) -> None:
    """Whole files: added by one stage, replaced by another, kept by the rest."""
    found = stages(growing(tmp_path, [{"a": "1", "b/c": "1"}], [{"a": "2"}]))

    assert files_at(None) == {}
    assert files_at(found[0]) == {"a": b"1", "b/c": b"1"}
    assert files_at(found[1]) == {"a": b"2", "b/c": b"1"}


def two(root: Path, before: str, after: str) -> tuple[Stage, ...]:
    """Two stages of one file."""
    return stages(growing(root, [{"a.py": before}, {"a.py": after}]))


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("a\nb\n", "a\nx\nb\n", False),
        ("a\nb\n", "b\na\n", False),
        ("a\n\n\n", "a\n", False),
        ("a\nb\n", "a\n", True),
        ("a\na\n", "a\n", True),
        ("    self.close()\n", "    self.close(4001)\n", True),
        ("from live import b\n", "from live import a, b\n", False),
        ("from live import a, b\n", "from live import b\n", True),
        ("from live import b\n", "from other import b\n", True),
    ],
)
def test_what_counts_as_lost(tmp_path: Path, before: str, after: str, lost: bool) -> None:
    """Lines taken away are lost; moved lines, blank lines and an import that grows are not."""
    first, second = two(tmp_path, before, after)

    assert superseded(first, second) is lost


def test_nothing_is_lost_backwards(tmp_path: Path) -> None:
    """A stage is never superseded by itself or an earlier one."""
    first, second = two(tmp_path, "a\n", "b\n")

    assert not superseded(second, second)
    assert not superseded(second, first)


def test_a_finished_project_plays_its_lessons_itself() -> None:
    """No later lesson of the real course takes lines away that the end of an earlier one has."""
    found = stages(load_course())
    ends = [stage for stage in found if stage.step == stage.of]

    assert [stage.id for stage in ends if superseded(stage, found[-1])] == []
