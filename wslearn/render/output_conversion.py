"""A conversion in a notebook: its stages as a table, what changed and why, and whether the value came back."""

from rich.text import Text

from wslearn.conversion import Conversion, Form
from wslearn.render import markup
from wslearn.render.conversion import INDENT, cells, changes, draw_conversion, outcome
from wslearn.render.escape import shown
from wslearn.render.output import Output, framed, spoken
from wslearn.render.signs import PLAIN, UNICODE
from wslearn.render.told import Item, item

_TITLES = ("Form", "Made by", "Value")
_SOURCE = 60


def conversion_output(conversion: Conversion) -> Output:
    """The whole conversion; each row is headed by its language."""
    caption = f"One value in Python, JSON and JavaScript: {shown(conversion.source, _SOURCE)}"
    table = markup.table(markup.text(caption), _TITLES, map(_row, conversion.forms))
    below = markup.paragraphs(map(_item, (*changes(conversion.changes, UNICODE.gives), outcome(conversion))))
    return Output(framed(table + below), spoken(draw_conversion(conversion, signs=PLAIN)))


def _row(form: Form) -> str:
    title, maker, value = cells(form)
    lines = "<br>".join(map(markup.text, value.plain.split("\n")))
    return f'<tr><th scope="row">{title}</th><td>{markup.text(maker.plain)}</td><td><code>{lines}</code></td></tr>'


def _item(text: Text) -> Item:
    """The reason stands below what it is the reason of."""
    said = text.plain.removeprefix(INDENT)
    return item(said, str(text.style), indent=len(text.plain) - len(said))
