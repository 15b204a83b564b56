"""Where a learner works on an exercise: their project, and which exercise is open in it."""

from dataclasses import dataclass
from pathlib import Path

from wslearn.course.courses import open_course
from wslearn.course.exercise import Exercise, exercise_of
from wslearn.course.model import Course, Lesson
from wslearn.course.payloads import Payloads
from wslearn.course.project import FileChange, Project
from wslearn.course.stages import stages
from wslearn.errors import UsageError


@dataclass(frozen=True, slots=True)
class Desk:
    """An exercise in a learner's project.

    Attributes:
        course: loaded with the payloads.
        exercise: the one that was asked for, or the last one that was begun.
        project: the learner's.
        payloads: of this run.
        begun: what changed because the starter was laid out just now; empty when it lay there already.
    """

    course: Course
    exercise: Exercise
    project: Project
    payloads: Payloads
    begun: tuple[FileChange, ...] = ()

    @property
    def answer(self) -> Path:
        """The file that the learner edits."""
        return self.project.folder / self.exercise.task.edit

    @property
    def number(self) -> int:
        """The lesson's number, as it is typed."""
        return self.exercise.lesson.number


def sit_down(folder: Path, name: str | None, payloads: Payloads) -> Desk:
    """The exercise of a lesson in the project around a folder; its starter is laid out when it was not yet.

    Args:
        folder: in the project.
        name: number or id of the lesson; None for the last exercise that was begun.
        payloads: what `$word` and the like stand for in this run.

    Raises:
        UsageError: the folder is in no project of the course, or the lesson has no exercise.
    """
    course = open_course(payloads, folder)
    project = Project.find(folder.absolute(), course)
    if project is None:
        raise UsageError(f"{folder.absolute()} is not in a project of the course.", "Make one with: wslearn start DIR")
    lesson = course.lesson(name) if name else _last_begun(course, project)
    exercise = exercise_of(lesson)
    if exercise is None:
        raise UsageError(f"Lesson {lesson.number} has no exercise.", f"Play it with: wslearn lesson {lesson.number}")
    return Desk(course, exercise, project, payloads, _lay_out(course, lesson, project))


def _last_begun(course: Course, project: Project) -> Lesson:
    """The last lesson whose starter lies in the project; the first lesson with an exercise when there is none."""
    begun = [stage for stage in stages(course) if project.stage and stage.number <= project.stage.number]
    open_ones = [stage.lesson for stage in begun if stage.scaffold.name == "starter"]
    with_exercise = [lesson for lesson in course.lessons if lesson.scaffolds[-1:] and _has_starter(lesson)]
    if not (open_ones or with_exercise):
        raise UsageError("The course has no exercise.", "See what it has: wslearn lessons")
    return open_ones[-1] if open_ones else with_exercise[0]


def _has_starter(lesson: Lesson) -> bool:
    return lesson.scaffolds[-1].name == "starter"


def _lay_out(course: Course, lesson: Lesson, project: Project) -> tuple[FileChange, ...]:
    last = [stage for stage in stages(course) if stage.lesson.id == lesson.id][-1]
    if project.stage is not None and project.stage.number >= last.number:
        return ()
    return project.advance(course, last)
