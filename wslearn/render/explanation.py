"""An explanation as text: a title, labelled paragraphs, the keys of an event, and where it all is written."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from wslearn.protocol.events import Key
from wslearn.protocol.explanation import Explanation


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
    yield Text.assemble((explanation.title, "heading"), (f"  {explanation.kind}", "meta"))
    yield ""
    for section in explanation.sections:
        yield from _paragraph(section.label, section.text)
    if explanation.keys:
        yield Text("Keys", "strong")
        for key in explanation.keys:
            yield _indented(_key(key), 2)
            yield _indented(Text(key.text), 4)
            if key.daphne:
                yield _indented(Text.assemble(("With Daphne: ", "mark"), key.daphne), 4)
        yield ""
    yield from _footer(explanation, shown_in)


def _footer(explanation: Explanation, shown_in: str) -> Iterator[RenderableType]:
    if shown_in:
        yield Text.assemble(("Lesson: ", "strong"), shown_in)
    if explanation.sources:
        yield Text.assemble(("Source: ", "strong"), "; ".join(explanation.sources))
    if explanation.related:
        yield Text.assemble(("See also: ", "strong"), ", ".join(explanation.related))


def _key(key: Key) -> Text:
    """`code: int, 1000 if absent`."""
    absent = "required" if key.required else f"{key.default} if absent"
    return Text.assemble((key.name, "command"), f": {key.kind}, {absent}")


def _paragraph(label: str, text: str) -> tuple[RenderableType, ...]:
    return Text(label, "strong"), _indented(Text(text), 2), ""


def _indented(text: Text, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns), expand=False)
