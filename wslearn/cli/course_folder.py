"""The course folder that a command is typed in."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson
    from wslearn.course.progress import LessonProgress
    from wslearn.course.project import Project


def project_here(course: "Course") -> "Project":
    """The project around the current folder.

    Raises:
        UsageError: there is none.
    """
    from wslearn.course.project import Project
    from wslearn.errors import UsageError

    here = Path.cwd()
    project = Project.find(here, course)
    if project is None:
        raise UsageError(f"{here} is not in a course folder.", "Go to yours, or make one with: wslearn start DIR")
    return project


def state_words(lesson: "Lesson", done: "LessonProgress | None") -> str:
    """How far a lesson is: `done`, `exercise open`, `at step 2 of 5`; empty for a new one."""
    from wslearn.course.onward import reached, state_of

    match state_of(lesson, done):
        case "done":
            return "done"
        case "exercise":
            return "played, exercise open"
        case "begun":
            return f"at step {reached(done)} of {len(lesson.steps)}"
    return ""


def next_command(project: "Project", done: Mapping[str, "LessonProgress"]) -> str:
    """What to type next in a course folder."""
    from wslearn.course.onward import next_thing

    thing = next_thing(project.course, done, project.stage)
    return thing.command if thing else "wslearn review"
