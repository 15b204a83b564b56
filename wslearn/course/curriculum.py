"""The curriculum: the concepts and mistakes that each lesson has to show, and whether it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wslearn.course.exercise import exercise_of
from wslearn.course.front import read_text
from wslearn.course.model import Block, Course, Expect, Lesson, Play, Predict, Step
from wslearn.course.problem import Problem
from wslearn.course.toml import Place, parse_toml

FILE = "curriculum.toml"
_TABLES = ("mistakes", "told")


@dataclass(frozen=True, slots=True)
class Curriculum:
    """What `curriculum.toml` says.

    Attributes:
        concepts: lesson id → the concepts that it has to introduce, also of lessons that are not written yet.
        mistakes: id → the lesson that has to show it.
    """

    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)


def read_curriculum(root: Path) -> Curriculum:
    """The curriculum of a course; an empty one when its folder has none.

    Raises:
        LessonError: the file is damaged.
    """
    if not (root / FILE).is_file():
        return Curriculum()
    table = parse_toml(read_text(root / FILE, FILE), Place(FILE, 1))
    mistakes = table.table("mistakes")
    return Curriculum(
        {lesson: table.texts(lesson) for lesson in table if lesson not in _TABLES},
        {name: mistakes.text(name) for name in mistakes},
    )


def check_concepts(course: Course, lesson: Lesson, curriculum: Curriculum) -> Iterator[Problem]:
    """Each concept is introduced in one step, by an `expect` block below a play, and by no block before that."""
    mine = {name: concept.step for name, concept in course.concepts.items() if concept.lesson == lesson.id}
    for name in curriculum.concepts.get(lesson.id, ()):
        if name not in mine:
            yield Problem("course.toml", f"the concept {name!r} of lesson {lesson.id} is not introduced.")
    for name, number in mine.items():
        step = next((step for step in lesson.steps if step.number == number), None)
        if step is None or not _shows(step.blocks, name):
            yield Problem("course.toml", f"no play and expect block in step {number} of {lesson.id} shows {name!r}.")
    for step in lesson.steps:
        yield from _check_known(course, lesson, step)


def _shows(blocks: tuple[Block, ...], concept: str) -> bool:
    """Whether an `expect` block is about the concept, with a play before it."""
    played = False
    for block in blocks:
        played = played or isinstance(block, Play)
        if isinstance(block, Expect) and concept in block.concepts:
            return played
    return False


def _check_known(course: Course, lesson: Lesson, step: Step) -> Iterator[Problem]:
    """What an `expect` block is about was introduced by now, in this lesson or in one that it builds on."""
    before = _required(course, lesson)
    for block in step.blocks:
        for name in block.concepts if isinstance(block, Expect) else ():
            concept = course.concepts[name]
            if concept.lesson == lesson.id and concept.step > step.number:
                yield Problem(block.source, f"the concept {name!r} is introduced later, in step {concept.step}.")
            elif concept.lesson != lesson.id and concept.lesson not in before:
                yield Problem(block.source, f"{name!r} is of lesson {concept.lesson}, which this one does not require.")


def _required(course: Course, lesson: Lesson) -> set[str]:
    """The lessons that a lesson builds on, and those that they build on."""
    direct = set(lesson.requires)
    return direct.union(*(_required(course, course.lesson(name)) for name in direct))


def check_mistakes(lesson: Lesson, curriculum: Curriculum) -> Iterator[Problem]:
    """Each mistake of the curriculum is a known one of the exercise, or a marked choice of a prediction."""
    exercise = exercise_of(lesson)
    shown = {wrong.id for wrong in exercise.wrong} if exercise else set()
    for step in lesson.steps:
        for block in step.blocks:
            shown |= {choice.mistake for choice in block.choices} if isinstance(block, Predict) else set()
    for name, where in curriculum.mistakes.items():
        if where == lesson.id and name not in shown:
            yield Problem(FILE, f"lesson {lesson.id} does not show the mistake {name!r}.")
