"""What comes next for a learner, from what they have done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wslearn.course.asked import again
from wslearn.course.model import Course, Lesson
from wslearn.course.progress import LessonProgress
from wslearn.course.stages import Stage

State = Literal["new", "begun", "exercise", "done"]


@dataclass(frozen=True, slots=True)
class Next:
    """The next thing: play a lesson from a step on, or check its exercise."""

    lesson: Lesson
    what: Literal["play", "check"]
    step: int = 1

    @property
    def command(self) -> str:
        """What to type."""
        if self.what == "check":
            return again(f"wslearn check {self.lesson.number}")
        begin = f"wslearn lesson {self.lesson.number}"
        return again(begin if self.step == 1 else f"{begin} --from {self.step}")


def has_exercise(lesson: Lesson) -> bool:
    """Whether the lesson ends with an exercise."""
    return any(block.name == "starter" for block in lesson.scaffolds)


def state_of(lesson: Lesson, done: LessonProgress | None) -> State:
    """How far a lesson is: `exercise` means that it was played and its exercise is open."""
    if done is None or not (done.finished or done.started or done.step or done.tried or done.hints):
        return "new"
    if not done.finished:
        return "begun"
    return "exercise" if has_exercise(lesson) and not done.passed else "done"


def next_thing(course: Course, done: Mapping[str, LessonProgress], stage: Stage | None = None) -> Next | None:
    """The first lesson that is not done; None when all are.

    Where nothing was done yet it is the lesson that the project was scaffolded for, at `stage`.
    """
    if stage is not None and not done:
        return Next(stage.lesson, "play")
    for lesson in course.lessons:
        progress = done.get(lesson.id)
        state = state_of(lesson, progress)
        if state == "exercise":
            return Next(lesson, "check")
        if state != "done":
            return Next(lesson, "play", reached(progress))
    return None


def reached(progress: LessonProgress | None) -> int:
    """The step to go on with: the last one up to which none was left out."""
    step = 1
    while progress is not None and step + 1 in progress.steps and step in progress.steps:
        step += 1
    return step
