"""An explanation as text: a title, labelled paragraphs, the keys of an event, and where it all is written."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from wslearn.protocol.events import Key
from wslearn.protocol.explanation import Explanation
from wslearn.render.console import signs_of
from wslearn.render.escape import visible
from wslearn.render.signs import UNICODE, in_ascii
from wslearn.render.told import LONGEST


class Said:
    """Words of ours at an indent, no wider than reads well, with no blanks at the ends of lines."""

    def __init__(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        self.text = Text.assemble(*parts)
        self.indent = indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines, their typography replaced where the output cannot show it."""
        text = self.text.copy()
        if signs_of(console) is not UNICODE:
            text.plain = in_ascii(text.plain)
        width = max(min(options.max_width, LONGEST) - self.indent, 8)
        for line in text.wrap(console, width):
            line.rstrip()
            yield Segment(" " * self.indent)
            yield from line.render(console)
            yield Segment.line()


def draw_explanation(explanation: Explanation, shown_in: str = "") -> RenderableType:
    """Draw an explanation.

    Args:
        explanation: what there is to say.
        shown_in: one line that says which lesson shows it; may be empty.
    """
    return Group(*_parts(explanation, shown_in))


def draw_topics(topics: dict[str, tuple[str, ...]]) -> RenderableType:
    """Draw all topics, a paragraph for each kind."""
    return Group(*(part for kind, names in topics.items() for part in _paragraph(kind, ", ".join(names))))


def _parts(explanation: Explanation, shown_in: str) -> Iterator[RenderableType]:
    yield Said((visible(explanation.title), "heading"), (f"  {explanation.kind}", "meta"))
    yield ""
    for section in explanation.sections:
        yield from _paragraph(section.label, section.text)
    if explanation.keys:
        yield Said(("Keys", "strong"))
        for key in explanation.keys:
            yield from _key(key)
        yield ""
    yield from _footer(explanation, shown_in)


def _key(key: Key) -> Iterator[RenderableType]:
    """`code: int, 1000 if absent`, and below it what it means."""
    absent = "required" if key.required else f"{key.default} if absent"
    yield Said((key.name, "command"), f": {key.kind}, {absent}", indent=2)
    yield Said(key.text, indent=4)
    if key.daphne:
        yield Said(("With Daphne: ", "mark"), key.daphne, indent=4)


def _footer(explanation: Explanation, shown_in: str) -> Iterator[RenderableType]:
    if shown_in:
        yield Said(("Lesson: ", "strong"), shown_in)
    if explanation.sources:
        yield Said(("Source: ", "strong"), "; ".join(explanation.sources))
    if explanation.related:
        yield Said(("See also: ", "strong"), ", ".join(explanation.related))


def _paragraph(label: str, text: str) -> tuple[RenderableType, ...]:
    return Said((label, "strong")), Said(text, indent=2), ""
