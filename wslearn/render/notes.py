"""The presenter's notes on one step: strings in, a renderable out."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from wslearn.render.escape import visible


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for the room: what can be answered, and why each answer is right or wrong."""

    question: str
    answers: Sequence[tuple[str, str]]


def notes_page(title: str, notes: Sequence[str], asks: Sequence[Ask], following: str) -> RenderableType:
    """What a presenter has before them during a step.

    Args:
        title: of the step.
        notes: Markdown.
        asks: in the order in which they come.
        following: what comes after the step.
    """
    from wslearn.render.prose import Prose

    parts: list[RenderableType] = [Text(visible(title), "heading"), *map(Prose, notes)]
    for ask in asks:
        parts += [Text(), Text.assemble(("Ask the room: ", "command"), (visible(ask.question), "strong"))]
        parts.append(Text("Let them raise a hand for each answer. Press the key when everybody has chosen.", "meta"))
        for number, (answer, why) in enumerate(ask.answers, 1):
            parts.append(Text.assemble((f"  {number}  ", "number"), visible(answer)))
            parts.append(Text(f"     {visible(why)}", "meta"))
    parts += [Text(), Text.assemble(("Then: ", "command"), visible(following))]
    return Group(*parts)
