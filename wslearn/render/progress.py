"""What the learner has done, as a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType

from wslearn.render.escape import visible
from wslearn.render.parts import Part
from wslearn.render.signs import Signs
from wslearn.render.told import EMPTY, Item, Told, item


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One lesson.

    Attributes:
        number: as in `wslearn lesson 3`.
        name: the id.
        state: `done`, `not begun` or any words.
        seconds: how long it was played.
        tried: how often its exercise was checked.
        hints: how many hints were shown.
    """

    number: int
    name: str
    state: str
    seconds: float
    tried: int
    hints: int


def progress_list(lessons: Sequence[ProgressLine], sentences: Sequence[str]) -> RenderableType:
    """The lessons, one a line, then sentences about all of them; empty ones are left out."""

    def make(signs: Signs) -> Iterator[Item]:
        widest = max((len(visible(lesson.name)) for lesson in lessons), default=0)
        for lesson in lessons:
            state = Part(lesson.state, "good" if lesson.state == "done" else "strong")
            name = Part(f"{visible(lesson.name):<{widest}}  ", "command")
            yield Item((Part(f"{lesson.number:>2}  ", "number"), name, state, Part(_facts(lesson), "meta")), hang=4)
        if any(sentences):
            yield EMPTY
        yield from (item(visible(sentence)) for sentence in sentences if sentence)

    return Told(make)


def _facts(lesson: ProgressLine) -> str:
    """`  12 minutes, 3 checks, 1 hint`; what is nothing is left out."""
    counts = ((round(lesson.seconds / 60), "minute"), (lesson.tried, "check"), (lesson.hints, "hint"))
    said = [f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count]
    return f"  {', '.join(said)}" if said else ""
