"""Load the course: `course.toml` and the front matter of every lesson; a body when it is asked for."""

from pathlib import Path
from types import MappingProxyType

from wslearn import paths
from wslearn.course.blocks import LEFT_BEHIND
from wslearn.course.front import read_lesson, read_text
from wslearn.course.model import Concept, Course, Expect, Lesson, Step
from wslearn.course.overlay import overlaid, overlay_path, read_pieces
from wslearn.course.payloads import Payloads
from wslearn.course.toml import Place, Table, parse_toml
from wslearn.errors import LessonError

FORMAT_VERSION = 1
SAMPLE = Payloads(0)


def load_course(root: Path | None = None, payloads: Payloads = SAMPLE, language: str = "") -> Course:
    """The course in a folder; the built-in one unless told otherwise.

    Args:
        root: the folder with `course.toml`.
        payloads: what `$word` and the like stand for in expectations, predictions and the arguments of verbs.
        language: two letters; texts that a lesson has in it are taken, all others are those of `lesson.md`.

    Raises:
        LessonError: a file is damaged; the message names file, line and key. Bodies are only read at first use.
    """
    root = paths.lessons() if root is None else root
    table = parse_toml(read_text(root / "course.toml", "course.toml"), Place("course.toml", 1))
    _check_version(table)
    table.only("format_version", "title", "lessons", "concepts")
    lessons: list[Lesson] = []
    for name in table.texts("lessons"):
        lesson = _read(root, name, table, payloads, language)
        _check_beside(lesson, lessons)
        lessons.append(lesson)
    return Course(table.text("title"), root, tuple(lessons), _concepts(table.table("concepts"), lessons))


def check_course(course: Course) -> None:
    """Read every body, too, and all that lessons say about each other.

    Raises:
        LessonError: the first thing that is wrong.
    """
    for lesson in course.lessons:
        _check_folders(lesson)
        for step in lesson.steps:
            _check_concepts(step, course)
    for name, concept in course.concepts.items():
        if concept.step > len(course.lesson(concept.lesson).steps):
            raise LessonError(f"course.toml: the concept {name!r} is in a step that its lesson does not have.")


def _check_version(table: Table) -> None:
    version = table.whole("format_version")
    if version > FORMAT_VERSION:
        table.at("format_version").wrong(
            f"these lessons have format {version}, and this wslearn reads formats up to {FORMAT_VERSION}.",
            "Get a newer one with: python -m pip install --upgrade wslearn",
        )


def _read(root: Path, name: str, table: Table, payloads: Payloads, language: str) -> Lesson:
    folder = root / name
    if name in ("", ".", "..") or {"/", "\\"} & set(name) or not folder.is_dir():
        table.at("lessons").wrong(f"the lesson folder {name!r} is missing.")
    lesson = read_lesson(folder, payloads)
    path = overlay_path(folder, language)
    if not language or not path.is_file():
        return lesson
    file = f"{folder.name}/{path.name}"
    return overlaid(lesson, read_pieces(read_text(path, file), file))


def _check_beside(lesson: Lesson, earlier: list[Lesson]) -> None:
    """Raise when a lesson does not go with those before it."""
    file = f"{lesson.folder.name}/lesson.md"
    for other in earlier:
        if other.id == lesson.id:
            raise LessonError(f"{file}: the id {lesson.id!r} is that of {other.folder.name}, too.")
        if other.number >= lesson.number:
            raise LessonError(f"{file}: the number {lesson.number} must be above that of {other.folder.name}.")
    for required in lesson.requires:
        if required not in [other.id for other in earlier]:
            raise LessonError(f"{file}: 'requires' names {required!r}, and no lesson before this one is called so.")


def _concepts(table: Table, lessons: list[Lesson]) -> MappingProxyType[str, Concept]:
    concepts = {}
    for name in table:
        entry = table.table(name)
        entry.only("lesson", "step")
        concepts[name] = Concept(entry.text("lesson"), entry.whole("step"))
        if concepts[name].lesson not in [lesson.id for lesson in lessons]:
            table.at(name).wrong(f"the concept {name!r} is in a lesson that there is not: {concepts[name].lesson!r}.")
    return MappingProxyType(concepts)


def _check_folders(lesson: Lesson) -> None:
    """Raise for a folder below `project/` that no block applies."""
    project = lesson.folder / "project"
    named = {block.name for block in lesson.scaffolds}
    for folder in sorted(project.iterdir()) if project.is_dir() else ():
        if folder.is_dir() and folder.name not in named | LEFT_BEHIND:
            raise LessonError(f"{lesson.folder.name}/project/{folder.name}: no scaffold block applies this folder.")


def _check_concepts(step: Step, course: Course) -> None:
    for block in step.blocks:
        for name in block.concepts if isinstance(block, Expect) else ():
            if name not in course.concepts:
                raise LessonError(f"{block.source}: course.toml has no concept {name!r}.")
