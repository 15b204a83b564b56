"""What a notebook's cell shows: HTML that reads well in light, in dark and with no style at all, and plain text.

A code host takes away every `<style>`, class and style attribute, and shows the rest: what has to be read is in the
elements and their words.
"""

import io
from dataclasses import dataclass

from rich.console import RenderableType

from wslearn.render import markup
from wslearn.render.console import make_console
from wslearn.render.signs import PLAIN, UNICODE
from wslearn.render.told import Told

_WIDTH = 100
_UNBROKEN = 100_000

_PROSE = "<style>.wslearn p{margin:.3em 0!important}</style>"
# Jupyter's own rules for tables are more specific than a class; its classes keep MathJax away from dollar signs.
_FRAME = '<div class="wslearn tex2jax_ignore mathjax_ignore">{style}{inside}</div>'
_STYLE = """<style>
.wslearn table{width:100%;table-layout:auto!important;border-collapse:collapse;color:inherit!important}
.wslearn caption{text-align:left;font-weight:bold;padding:.3em 0;color:inherit}
.wslearn tr{background:none!important}
.wslearn tr>*{text-align:left!important;vertical-align:top!important;padding:.3em .6em!important;\
border-top:1px solid rgba(128,128,128,.5)!important}
.wslearn td{white-space:nowrap!important}
.wslearn [colspan]{white-space:normal!important}
.wslearn code,.wslearn pre{background:none!important;color:inherit!important;padding:0!important;font-size:.92em;\
white-space:pre-wrap;overflow-wrap:anywhere;font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)}
.wslearn code{display:inline-block;min-width:18ch}
.wslearn .wide{width:26%}
.wslearn p{margin:.3em 0!important}
.wslearn small{font-size:.92em;opacity:.8}
.wslearn .differs td{background:rgba(255,180,0,.2)!important;border-top:0!important}
</style>"""


@dataclass(frozen=True, slots=True)
class Output:
    """One output in both of its forms; `plain` ends in a newline."""

    html: str
    plain: str


def framed(inside: str) -> str:
    """A table or a block of text in HTML, with the style that goes with it."""
    return _FRAME.format(style=_STYLE, inside=inside)


def told(*parts: Told) -> Output:
    """Paragraphs, in the words of the terminal; bold where that has a colour."""
    html = "".join(markup.paragraphs(part.make(UNICODE)) for part in parts)
    lines = ["".join(piece.text for piece in item.line) for part in parts for item in part.make(PLAIN)]
    return Output(_FRAME.format(style=_PROSE, inside=html), "".join(f"{line}\n" for line in lines if line))


def drawn(picture: RenderableType) -> str:
    """What the picture is on a terminal without colours, without empty lines around it."""
    return _printed(picture, _WIDTH, plain=False)


def spoken(picture: RenderableType) -> str:
    """What `--plain` makes of the picture: sentences, unbroken, the last one with its newline."""
    return _printed(picture, _UNBROKEN, plain=True)


def _printed(picture: RenderableType, width: int, *, plain: bool) -> str:
    stream = io.StringIO()
    console = make_console(plain=plain, theme="light", width=width, stream=stream, environ={})
    console.print(picture, end="")
    return stream.getvalue().strip("\n") + "\n"
