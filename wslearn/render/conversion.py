"""A conversion drawn: its stages in a table (or, narrow or plain, in reading order), then what changed and why."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wslearn.conversion import Change, Conversion, Failure, Form

TITLES = {"python": "Python", "json": "JSON text", "utf-8": "UTF-8 bytes", "javascript": "JavaScript"}
TABLE_WIDTH = 60
"""Columns below which the stages are listed instead of put into a table."""
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


def draw_conversion(conversion: Conversion, width: int = 80, plain: bool = False) -> RenderableType:
    """The whole conversion, for a terminal of `width` columns; `plain` means no boxes and ASCII signs."""
    boxed = not plain and width >= TABLE_WIDTH
    stages = _table(conversion.forms) if boxed else _list(conversion.forms)
    return Group(stages, *_changes(conversion.changes, "->" if plain else "→"), _outcome(conversion))


def _table(forms: tuple[Form, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("form", style="bold", no_wrap=True)
    table.add_column("made by", no_wrap=True)
    table.add_column("value", overflow="fold")
    for form in forms:
        table.add_row(_title(form), _maker(form), _value(form))
    return table


def _list(forms: tuple[Form, ...]) -> Group:
    parts: list[RenderableType] = []
    for number, form in enumerate(forms, 1):
        head = Text(f"{number}. {TITLES[form.language]}", style="bold")
        parts += [
            head.append(f" ({_maker(form).plain})", style="not bold"),
            Padding(_value(form), (0, 0, 0, 3), expand=False),
        ]
    return Group(*parts)


def _title(form: Form) -> Text:
    return Text(TITLES[form.language])


def _maker(form: Form) -> Text:
    size = "" if form.size is None else f", {form.size} B"
    return Text(f"{'given' if form.made_by == 'you' else form.made_by}{size}")


def _value(form: Form) -> Text:
    return _line(form.text) if form.error is None else _error(form.error)


def _error(failure: Failure) -> Text:
    text = Text("Error. ", style="bold", overflow="fold")
    text.append(f"{failure.by} says: ", style="not bold").append(visible(str(failure)), style="not bold")
    if failure.hint:
        text.append(f"\n{failure.hint}", style="not bold")
    if failure.by == "QuickJS":
        text.append("\nA browser reports the same problem in other words.", style="not bold")
    return text


def _changes(changes: tuple[Change, ...], arrow: str) -> Iterator[RenderableType]:
    if not changes:
        return
    yield Text("What changed", style="bold")
    for change in changes[:MOST_CHANGES]:
        line = Text(f"{change.made_by}: ", overflow="fold")
        yield line.append(f"{visible(change.where)}: {visible(change.before)} {arrow} {visible(change.after)}")
        yield Padding(Text(change.why), (0, 0, 0, 3), expand=False)
    if len(changes) > MOST_CHANGES:
        yield Text(f"… and {len(changes) - MOST_CHANGES} more; --json lists them all.")


def _outcome(conversion: Conversion) -> Text:
    outcomes = OUTCOMES_JSON if conversion.forms[0].language == "json" else OUTCOMES
    none = "Nothing came back." if not conversion.errors else outcomes[None]
    return Text(none if conversion.came_back is None else outcomes[conversion.came_back], style="bold")


def _line(text: str) -> Text:
    shown = visible(text[:LONGEST])
    if len(text) > LONGEST:
        shown += f"… ({len(text)} characters)"
    return Text(shown, overflow="fold")


def visible(text: str) -> str:
    """The text with everything a terminal would obey, or not show, as an escape: `\\x1b`, `\\u202e`."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
