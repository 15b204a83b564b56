"""The exercise of a lesson, gathered from the blocks of its last step."""

from dataclasses import dataclass
from pathlib import Path

from wslearn.course.model import Expect, Hint, Lesson, Play, Step, Task, Wrong
from wslearn.errors import LessonError


@dataclass(frozen=True, slots=True)
class Exercise:
    """What the learner is asked to write, and how it is checked.

    Attributes:
        lesson: whose exercise it is.
        step: the number of the step that it is in.
        needs: names of what the check needs beside Python.
        task: the file to edit, and how the untouched starter fails.
        play: the script of the check; `$word` and the like are fresh in every check.
        expect: judged over that play.
        hints: in order; the last is a worked example of a different consumer.
        wrong: known mistakes, looked for in this order.
        solution: the folder with whole files laid over the project at the starter's stage.
    """

    lesson: Lesson
    step: int
    needs: tuple[str, ...]
    task: Task
    play: Play
    expect: Expect
    hints: tuple[Hint, ...]
    wrong: tuple[Wrong, ...]
    solution: Path


def exercise_of(lesson: Lesson) -> Exercise | None:
    """The exercise of a lesson, None when it has none.

    Raises:
        LessonError: it is not whole: its play, its expectations, its hints or two known mistakes are missing.
    """
    for step in lesson.steps:
        for block in step.blocks:
            if isinstance(block, Task):
                return _gather(lesson, step, block)
    return None


def _gather(lesson: Lesson, step: Step, task: Task) -> Exercise:
    plays = [block for block in step.blocks if isinstance(block, Play) and block.exercise]
    expects = [block for block in step.blocks if isinstance(block, Expect) and block.exercise]
    hints = tuple(block for block in step.blocks if isinstance(block, Hint))
    wrong = tuple(block for block in step.blocks if isinstance(block, Wrong))
    if len(plays) != 1 or len(expects) != 1:
        raise LessonError(f"{task.source}: an exercise needs one `play exercise` and one `expect exercise` block.")
    if not hints or len(wrong) < 2:
        raise LessonError(f"{task.source}: an exercise needs hints and two known mistakes.")
    return Exercise(
        lesson, step.number, step.needs, task, plays[0], expects[0], hints, wrong, lesson.folder / "solution"
    )
