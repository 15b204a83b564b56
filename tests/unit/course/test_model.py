"""Finding a lesson."""

from pathlib import Path

import pytest

from tests.unit.course.sample import growing
from wslearn.errors import LessonError, UsageError


@pytest.mark.parametrize("name", ["2", "02", " 2 ", "l2", "L2", "02_l2"])
def test_a_lesson_has_many_names(tmp_path: Path, name: str) -> None:
    """Number, id and folder name all find it."""
    course = growing(tmp_path, [{"a": "1"}], [{"a": "2"}])

    assert course.lesson(name).id == "l2"


@pytest.mark.parametrize(("name", "hint"), [("l11", "wslearn lesson l1"), ("9", "wslearn lessons"), ("²", "lessons")])
def test_an_unknown_lesson(tmp_path: Path, name: str, hint: str) -> None:
    """A usage error with what comes near, or where the list is."""
    with pytest.raises(UsageError, match="There is no lesson") as caught:
        growing(tmp_path, [{"a": "1"}]).lesson(name)

    assert hint in caught.value.hint


def test_bodies_are_read_at_first_use(tmp_path: Path) -> None:
    """A lesson whose text is damaged hurts nobody who plays another one."""
    course = growing(tmp_path, [{"a": "1"}], [{"a": "2"}])
    (tmp_path / "02_l2" / "project" / "s1" / "a").unlink()

    assert [step.title for step in course.lesson("1").steps] == ["Step"]
    with pytest.raises(LessonError):
        assert course.lesson("2").steps
