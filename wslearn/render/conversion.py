"""A conversion drawn: its stages in a table (or, narrow or plain, in reading order), then what changed and why."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wslearn.conversion import Change, Conversion, Failure, Form
from wslearn.render.escape import shown, visible
from wslearn.render.signs import UNICODE, Signs

TITLES = {"python": "Python", "json": "JSON text", "utf-8": "UTF-8 bytes", "javascript": "JavaScript"}
TABLE_WIDTH = 60
"""Columns below which the stages are listed instead of put into a table."""
INDENT = "   "
LONGEST = 2000
"""Characters of one value that are shown."""
MOST_CHANGES = 40
"""Changes that are shown; how many more there are is said."""
OUTCOMES = {
    True: "The value came back the same.",
    False: "The value came back, but not the same.",
    None: "The value did not come back: see the error.",
}
OUTCOMES_JSON = {
    True: "Both languages write the same JSON again.",
    False: "They do not both write the same JSON again.",
    None: "Not every step could be run: see the error.",
}


def draw_conversion(conversion: Conversion, width: int = 80, signs: Signs = UNICODE) -> RenderableType:
    """The whole conversion, for a terminal of `width` columns; with the signs of `--plain` there are no boxes."""
    boxed = not signs.words and width >= TABLE_WIDTH
    stages = _table(conversion.forms) if boxed else _list(conversion.forms)
    return Group(stages, *changes(conversion.changes, signs.gives), outcome(conversion))


def _table(forms: tuple[Form, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("form", style="bold", no_wrap=True)
    table.add_column("made by", no_wrap=True)
    table.add_column("value", overflow="fold")
    for form in forms:
        table.add_row(*cells(form))
    return table


def _list(forms: tuple[Form, ...]) -> Group:
    parts: list[RenderableType] = []
    for number, form in enumerate(forms, 1):
        title, maker, value = cells(form)
        head = Text().append(f"{number}. {title}", style="heading")
        parts += [head.append(f" ({maker})"), Text(INDENT, overflow="fold").append_text(value)]
    return Group(*parts)


def cells(form: Form) -> tuple[Text, Text, Text]:
    """One stage: its language, who made it and how large it is, its value or the error."""
    size = "" if form.size is None else f", {form.size} B"
    maker = f"{'given' if form.made_by == 'you' else form.made_by}{size}"
    value = Text(shown(form.text, LONGEST), overflow="fold") if form.error is None else _error(form.error)
    return Text(TITLES[form.language]), Text(maker), value


def _error(failure: Failure) -> Text:
    text = Text(overflow="fold").append("Error. ", style="bad")
    text.append(f"{failure.by} says: {shown(str(failure), LONGEST)}")
    if failure.hint:
        text.append(f"\n{failure.hint}")
    if failure.by == "QuickJS":
        text.append("\nA browser reports the same problem in other words.")
    return text


def changes(found: tuple[Change, ...], gives: str) -> Iterator[Text]:
    """What each step changed, and below it why."""
    if not found:
        return
    yield Text("What changed", style="heading")
    for change in found[:MOST_CHANGES]:
        line = Text(f"{change.made_by}: ", overflow="fold")
        yield line.append(f"{visible(change.where)}: {visible(change.before)} {gives} {visible(change.after)}")
        yield Text(f"{INDENT}{change.why}")
    if len(found) > MOST_CHANGES:
        yield Text(f"And {len(found) - MOST_CHANGES} more; --json lists them all.")


def outcome(conversion: Conversion) -> Text:
    """Whether the value came back."""
    outcomes = OUTCOMES_JSON if conversion.forms[0].language == "json" else OUTCOMES
    none = "Nothing came back." if not conversion.errors else outcomes[None]
    return Text(none if conversion.came_back is None else outcomes[conversion.came_back], style="strong")
