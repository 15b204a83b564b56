"""What must be true of a lesson's files before anything is played."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from wslearn.course.exercise import exercise_of
from wslearn.course.load import check_course
from wslearn.course.model import Block, Course, Expect, Lesson, Play, Predict, Prose
from wslearn.course.stages import files_at, stages
from wslearn.errors import LessonError

LONGEST = 120
"""Lines of prose in a lesson."""
PREDICTIONS = 3
"""Predictions in a lesson, at least."""

_LINK = re.compile(r"<?(https?://[^\s>)\]\"]+)")
# This machine, and the names that RFC 2606 keeps for examples: no source is there.
_NO_SOURCE = re.compile(r"https?://(127\.0\.0\.1|localhost|([\w-]+\.)*example(\.com|\.org|\.net)?)(?![\w-]|\.\w)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a course: where (`03_json/lesson.md:41`), and why.

    `damage` means that the lesson cannot be played.
    """

    source: str
    reason: str
    damage: bool = False


def check_files(course: Course, lesson: Lesson) -> Iterator[Problem]:
    """Everything about one lesson that can be said without playing it."""
    try:
        check_course(course)
        exercise_of(lesson)
    except LessonError as error:
        source, _, reason = error.message.partition(": ")
        yield Problem(source, f"{reason} {error.hint}".strip(), damage=True)
        return
    yield from _check_concepts(course, lesson)
    yield from _check_amounts(lesson)
    yield from _check_sources(course, lesson)
    yield from _check_diffs(course, lesson)
    yield from _check_unlisted(lesson)
    yield from _check_done(lesson)


def _check_concepts(course: Course, lesson: Lesson) -> Iterator[Problem]:
    """Each concept of the curriculum is introduced in one step, by an `expect` block below a play."""
    known = tomllib.loads((course.root / "curriculum.toml").read_text("utf-8")) if _has_curriculum(course) else {}
    mine = {name: concept.step for name, concept in course.concepts.items() if concept.lesson == lesson.id}
    for name in known.get(lesson.id, ()):
        if name not in mine:
            yield Problem("course.toml", f"the concept {name!r} of lesson {lesson.id} is not introduced.")
    for name, number in mine.items():
        step = next((step for step in lesson.steps if step.number == number), None)
        if step is None or not _shows(step.blocks, name):
            yield Problem("course.toml", f"no play and expect block in step {number} of {lesson.id} shows {name!r}.")


def _has_curriculum(course: Course) -> bool:
    return (course.root / "curriculum.toml").is_file()


def _shows(blocks: tuple[Block, ...], concept: str) -> bool:
    """Whether an `expect` block is about the concept, with a play before it."""
    played = False
    for block in blocks:
        played = played or isinstance(block, Play)
        if isinstance(block, Expect) and concept in block.concepts:
            return played
    return False


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


def _check_sources(course: Course, lesson: Lesson) -> Iterator[Problem]:
    """Every address outside stands in `sources.toml`, the one table of sources."""
    table = course.root / "sources.toml"
    known = set(tomllib.loads(table.read_text("utf-8")).values()) if table.is_file() else set()
    for number, line in enumerate((lesson.folder / "lesson.md").read_text("utf-8").splitlines(), 1):
        for address in _LINK.findall(line):
            if address.partition("#")[0] not in known and not _NO_SOURCE.match(address):
                yield Problem(f"{lesson.folder.name}/lesson.md:{number}", f"{address} is not in sources.toml.")


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
