"""What comes next."""

from pathlib import Path

import pytest

from tests.unit.course.sample import growing, write
from wslearn.course.load import load_course
from wslearn.course.model import Course
from wslearn.course.onward import has_exercise, next_thing, reached, state_of
from wslearn.course.progress import LessonProgress
from wslearn.course.stages import stages

T = "2026-05-01T12:30:00Z"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two lessons; the first has an exercise."""
    growing(tmp_path, [{"a.py": "1"}], [{"b.py": "1"}])
    write(tmp_path / "01_l1", {"starter/a_exercise.py": "todo"})
    body = (tmp_path / "01_l1/lesson.md").read_text()
    block = '## Exercise\n\n```exercise\nedit = "a_exercise.py"\nstarter = "x"\n```\n'
    (tmp_path / "01_l1/lesson.md").write_text(body + block)
    return load_course(tmp_path)


def test_only_a_lesson_with_a_starter_has_an_exercise(course: Course) -> None:
    """It is known without reading the plays."""
    assert [has_exercise(lesson) for lesson in course.lessons] == [True, False]


@pytest.mark.parametrize(
    ("done", "state", "command"),
    [
        (LessonProgress("l1"), "new", "wslearn lesson 1"),
        (LessonProgress("l1", started=T), "begun", "wslearn lesson 1"),
        (LessonProgress("l1", started=T, step=3, steps=frozenset({1, 2, 3})), "begun", "wslearn lesson 1 --from 3"),
        (LessonProgress("l1", started=T, finished=T), "exercise", "wslearn check 1"),
        (LessonProgress("l1", started=T, passed=T), "begun", "wslearn lesson 1"),
        (LessonProgress("l1", started=T, finished=T, passed=T), "done", "wslearn lesson 2"),
    ],
)
def test_the_first_open_thing_is_next(course: Course, done: LessonProgress, state: str, command: str) -> None:
    """A lesson from the step where they stopped, then its exercise, then the next lesson."""
    assert state_of(course.lessons[0], done) == state
    found = next_thing(course, {"l1": done})
    assert found is not None
    assert found.command == command


def test_a_lesson_without_exercise_is_done_when_it_was_played(course: Course) -> None:
    """And after the last lesson nothing is next."""
    both = {
        name: LessonProgress(name, started=T, finished=T, passed=T if name == "l1" else None) for name in ("l1", "l2")
    }
    assert next_thing(course, both) is None


def test_a_lesson_that_was_left_out_is_next(course: Course) -> None:
    """Who began with the second lesson is led to the first."""
    found = next_thing(course, {"l2": LessonProgress("l2", started=T, finished=T)})
    assert found is not None
    assert found.command == "wslearn lesson 1"


@pytest.mark.parametrize(
    ("steps", "step"), [((), 1), ((1,), 1), ((1, 2), 2), ((1, 3), 1), ((5,), 1), ((1, 2, 3, 5), 3)]
)
def test_steps_that_were_left_out_are_played(steps: tuple[int, ...], step: int) -> None:
    """They go on with the last step before a gap: else the lesson would never be finished."""
    assert reached(LessonProgress("l1", steps=frozenset(steps))) == step


def test_where_nothing_was_done_the_project_says_it(course: Course) -> None:
    """A project scaffolded for the second lesson begins there; what was done counts for more."""
    stage = stages(course)[-1]
    begin, later = next_thing(course, {}, stage), next_thing(course, {"l1": LessonProgress("l1", started=T)}, stage)
    assert begin is not None
    assert later is not None
    assert (begin.command, later.command) == ("wslearn lesson 2", "wslearn lesson 1")
