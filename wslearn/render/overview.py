"""What is shown outside a lesson: the welcome, the list of lessons, the diff of a scaffolded step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType

from wslearn.render.escape import shown, visible
from wslearn.render.parts import Part
from wslearn.render.signs import Signs
from wslearn.render.told import EMPTY, Item, Told, item


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


def scaffold_diff(purpose: str, files: Sequence[FileDiff]) -> RenderableType:
    """A step's changes: what they are for, then each file with `+` and `-` before its lines."""

    def make(signs: Signs) -> Iterator[Item]:
        if purpose:
            yield EMPTY
            yield item(visible(purpose.strip()).replace(r"\n", " "))
        for file in files:
            yield EMPTY
            yield Item((Part(visible(file.path), "heading"), Part(f"  {file.state}", "meta")), hang=2)
            yield from (_diff_line(line) for line in file.lines)

    return Told(make, longest=200, verbatim=True)


def _diff_line(line: str) -> Item:
    """One line of a diff; its sign says what its colour repeats."""
    style = {"+": "added", "-": "removed", "@": "meta"}.get(line[:1], "")
    return item(shown(line.rstrip("\r\n").expandtabs(4), 500), style, indent=2, hang=2)
