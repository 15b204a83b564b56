"""What is shown outside a lesson: the welcome, the list of lessons, the diff of a scaffolded step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import RenderableType

from wslearn.render.escape import shown, visible
from wslearn.render.parts import Part
from wslearn.render.signs import Signs
from wslearn.render.told import EMPTY, Item, Told, item

if TYPE_CHECKING:
    from wslearn.course.upgrade import FileChange


@dataclass(frozen=True, slots=True)
class LessonLine:
    """One line of the list of lessons.

    Attributes:
        number: as in `wslearn lesson 3`.
        name: the id, as in `wslearn lesson json`.
        title: the lesson's title.
        summary: what you will be able to do.
        minutes: about how long it takes.
        state: `done`, `at step 2 of 5` or other words; empty for a lesson that was not begun.
    """

    number: int
    name: str
    title: str
    summary: str
    minutes: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class FileDiff:
    """One file of a step.

    Attributes:
        path: in the project, with `/`.
        state: `new`, `changed`, `kept` (the learner's own version stays), `conflict` or any word to be shown.
        lines: of a unified diff: each begins with `+`, `-`, a blank or `@`.
    """

    path: str
    state: str
    lines: Sequence[str]


def welcome(what: str, where: str, next_command: str) -> RenderableType:
    """What this is, where you are, and the next thing to type."""

    def make(signs: Signs) -> Iterator[Item]:
        yield item(visible(what), "heading")
        yield item(visible(where))
        yield Item((Part("Next: "), Part(visible(next_command), "command")), hang=2)

    return Told(make)


def lessons_list(lessons: Sequence[LessonLine]) -> RenderableType:
    """The lessons: number, name, title, minutes, and below each what you will be able to do."""

    def make(signs: Signs) -> Iterator[Item]:
        widest = max((len(lesson.name) for lesson in lessons), default=0)
        for lesson in lessons:
            head = (
                Part(f"{lesson.number:>2}  ", "number"),
                Part(f"{visible(lesson.name):<{widest}}  ", "command"),
                Part(visible(lesson.title), "strong"),
                Part(f"  {lesson.minutes} min", "meta"),
            )
            state = Part(f"  {lesson.state}", "good" if lesson.state == "done" else "strong")
            yield Item((*head, state) if lesson.state else head, hang=4)
            yield item(visible(lesson.summary), indent=4)

    return Told(make)


def file_diffs(changes: Sequence["FileChange"]) -> list[FileDiff]:
    """The changes as they are drawn; a conflict with the reason and the name of the new version."""
    return [FileDiff(change.path, _state(change), change.diff.split("\n") if change.diff else ()) for change in changes]


def _state(change: "FileChange") -> str:
    if change.kind != "conflict":
        return change.kind
    return visible(f"conflict. {change.why} The new version: {change.beside}. This is what the step changes:")


def scaffold_diff(purpose: str, files: Sequence[FileDiff]) -> Told:
    """A step's changes: what they are for, then each file with `+` and `-` before its lines."""

    def make(signs: Signs) -> Iterator[Item]:
        if purpose:
            yield EMPTY
            yield item(one_line(purpose))
        for file in files:
            yield EMPTY
            yield Item((Part(visible(file.path), "heading"), Part(f"  {file.state}", "meta")), hang=2)
            yield from (_diff_line(line) for line in file.lines)

    return Told(make, longest=200, verbatim=True)


def one_line(purpose: str) -> str:
    """What a step is for, as one paragraph."""
    return visible(purpose.strip(), " ")


def diff_text(line: str) -> str:
    """One line of a diff, made visible."""
    return shown(line.rstrip("\r\n").expandtabs(4), 500)


def _diff_line(line: str) -> Item:
    """One line of a diff; its sign says what its colour repeats."""
    style = {"+": "added", "-": "removed", "@": "meta"}.get(line[:1], "")
    return item(diff_text(line), style, indent=2, hang=2)
