"""What must be true of a lesson's files before anything is played."""

import re
from collections.abc import Iterator

from wslearn.course.curriculum import check_concepts, check_mistakes, read_curriculum
from wslearn.course.exercise import exercise_of
from wslearn.course.links import check_links, check_sources
from wslearn.course.load import check_course
from wslearn.course.model import Course, Lesson, Predict, Prose
from wslearn.course.overlay import check_overlays
from wslearn.course.problem import Problem
from wslearn.course.stages import files_at, stages
from wslearn.errors import LessonError

LONGEST = 120
"""Lines of prose in a lesson."""
PREDICTIONS = 3
"""Predictions in a lesson, at least."""


def check_files(course: Course, lesson: Lesson) -> Iterator[Problem]:
    """Everything about one lesson that can be said without playing it."""
    try:
        check_course(course)
        exercise_of(lesson)
        curriculum = read_curriculum(course.root)
    except LessonError as error:
        source, _, reason = error.message.partition(": ")
        yield Problem(source, f"{reason} {error.hint}".strip(), damage=True)
        return
    yield from check_concepts(course, lesson, curriculum)
    yield from check_mistakes(lesson, curriculum)
    yield from _check_amounts(lesson)
    yield from check_sources(course, lesson)
    yield from check_links(course, lesson, curriculum)
    yield from _check_diffs(course, lesson)
    yield from _check_unlisted(lesson)
    yield from _check_done(lesson)
    yield from check_overlays(lesson)


def _check_amounts(lesson: Lesson) -> Iterator[Problem]:
    blocks = [*lesson.intro, *(block for step in lesson.steps for block in step.blocks)]
    source = f"{lesson.folder.name}/lesson.md"
    lines = sum(len(_words(block.markdown)) for block in blocks if isinstance(block, Prose))
    if lines > LONGEST:
        yield Problem(source, f"{lines} lines of prose; {LONGEST} are enough.")
    predictions = sum(isinstance(block, Predict) for block in blocks)
    if predictions < PREDICTIONS:
        yield Problem(source, f"{predictions} predictions; there must be {PREDICTIONS} or more.")
    if exercise_of(lesson) is None:
        yield Problem(source, "there is no exercise.")


def _words(markdown: str) -> list[str]:
    """Lines with text, link definitions left out."""
    return [line for line in markdown.splitlines() if line.strip() and not line.startswith("[")]


def _check_diffs(course: Course, lesson: Lesson) -> Iterator[Problem]:
    """No stage leaves every file as it was."""
    for stage in stages(course):
        if stage.lesson.id == lesson.id and files_at(stage) == files_at(stage.before):
            yield Problem(stage.scaffold.source or lesson.folder.name, f"{stage.scaffold.name} changes nothing.")


def _check_unlisted(lesson: Lesson) -> Iterator[Problem]:
    """No file lies in a lesson's folder that nothing uses."""
    exercise = exercise_of(lesson)
    wrong = {f"wrong/{one.id}" for one in exercise.wrong} if exercise else set()
    expected = {"lesson.md", "project", "starter", "solution", "wrong", "trace.jsonl"}
    for path in sorted(lesson.folder.iterdir()):
        if path.name not in expected and not re.fullmatch(r"lesson\.\w\w\.md", path.name):
            yield Problem(f"{lesson.folder.name}/{path.name}", "nothing uses this.")
    folder = lesson.folder / "wrong"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if f"wrong/{path.name}" not in wrong:
            yield Problem(f"{lesson.folder.name}/wrong/{path.name}", "no wrong block names this folder.")


def _check_done(lesson: Lesson) -> Iterator[Problem]:
    """Nothing is left to be written."""
    for path in sorted(lesson.folder.rglob("*")):
        if path.suffix in (".md", ".py", ".html") and "__pycache__" not in path.parts:
            name = path.relative_to(lesson.folder.parent).as_posix()
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if "TODO" in line:
                    yield Problem(f"{name}:{number}", "TODO")
