"""Where a lesson points to: sources outside, files, other lessons and steps."""

import re
import tomllib
from collections.abc import Iterator

from wslearn.course.curriculum import Curriculum
from wslearn.course.model import Course, Hint, Lesson, Prose
from wslearn.course.problem import Problem
from wslearn.errors import UsageError

_LINK = re.compile(r"<?(https?://[^\s>)\]\"]+)")
# This machine, and the names that RFC 2606 keeps for examples: no source is there.
_NO_SOURCE = re.compile(r"https?://(127\.0\.0\.1|localhost|([\w-]+\.)*example(\.com|\.org|\.net)?)(?![\w-]|\.\w)")

# In backticks, or indented by four blanks as in hints.
_CODE = re.compile(r"(?s:`[^`]+`)|(?m:^ {4}.*$)")
_DEFINITION = re.compile(r"\[([^\]]+)\]: ")
_REFERENCE = re.compile(r"\]\[([^\]]+)\]")
_FILE = re.compile(r"\]\((?!https?://)([^)\s]+)")
_LESSON = re.compile(r"\blessons? (\d+)(?: --step (\d+))?")


def check_sources(course: Course, lesson: Lesson) -> Iterator[Problem]:
    """Every address outside stands in `sources.toml`, the one table of sources."""
    table = course.root / "sources.toml"
    known = set(tomllib.loads(table.read_text("utf-8")).values()) if table.is_file() else set()
    for number, line in enumerate(_text(lesson), 1):
        for address in _LINK.findall(line):
            if address.partition("#")[0] not in known and not _NO_SOURCE.match(address):
                yield Problem(_at(lesson, number), f"{address} is not in sources.toml.")


def check_links(course: Course, lesson: Lesson, curriculum: Curriculum) -> Iterator[Problem]:
    """Labels are defined and used, files are there, and so are the lessons and steps that are spoken of."""
    defined = {found[1].casefold(): number for number, line in enumerate(_text(lesson), 1) if (found := _defines(line))}
    used: set[str] = set()
    for source, line in _prose(lesson, code=False):
        labels = [label.casefold() for label in _REFERENCE.findall(line)]
        used.update(labels)
        for label in labels:
            if label not in defined:
                yield Problem(source, f"the link [{label}] is not defined.")
        for name in _FILE.findall(line):
            if not (lesson.folder / name.partition("#")[0]).exists():
                yield Problem(source, f"the link to {name} leads nowhere.")
    for label in defined.keys() - used:
        yield Problem(_at(lesson, defined[label]), f"no text has the link [{label}].")
    yield from _check_spoken_of(course, lesson, curriculum)


def _check_spoken_of(course: Course, lesson: Lesson, curriculum: Curriculum) -> Iterator[Problem]:
    for source, line in _prose(lesson, code=True):
        for number, step in _LESSON.findall(line):
            if not _is_there(course, curriculum, number, step):
                yield Problem(source, f"there is no lesson {number}{f' with a step {step}' if step else ''}.")


def _is_there(course: Course, curriculum: Curriculum, number: str, step: str) -> bool:
    """Whether there is such a lesson and step; a lesson that is to be written has its place in the curriculum."""
    try:
        lesson = course.lesson(number)
    except UsageError:
        return not step and 0 < int(number) <= len(curriculum.concepts)
    return not step or 0 < int(step) <= len(lesson.steps)


def _text(lesson: Lesson) -> list[str]:
    return (lesson.folder / "lesson.md").read_text("utf-8").splitlines()


def _prose(lesson: Lesson, code: bool) -> Iterator[tuple[str, str]]:
    """Every line of prose and of hints with the place where it stands; with or without the code in it."""
    for block in (*lesson.intro, *(block for step in lesson.steps for block in step.blocks)):
        if isinstance(block, Prose | Hint):
            first = int(block.source.rpartition(":")[2]) + isinstance(block, Hint)
            text = block.markdown if code else _CODE.sub(lambda found: "\n" * found[0].count("\n"), block.markdown)
            for number, line in enumerate(text.splitlines(), first):
                if not _defines(line):
                    yield _at(lesson, number), line


def _defines(line: str) -> re.Match[str] | None:
    return _DEFINITION.match(line)


def _at(lesson: Lesson, line: int) -> str:
    return f"{lesson.folder.name}/lesson.md:{line}"
