"""A timeline as an SVG image for a README: no fetched fonts, readable on a light and on a dark page.

The image brings its own background, so that it reads the same wherever it is shown.
"""

import io
import re
from collections.abc import Iterable

from rich.terminal_theme import TerminalTheme

from wslearn.render.console import make_console
from wslearn.render.timeline import Timeline, View
from wslearn.trace.row import Row

FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

_PAPER = (30, 30, 36)
_INK = (232, 232, 232)
_SIXTEEN = [
    (0, 0, 0),
    (255, 135, 135),
    (135, 215, 135),
    (255, 215, 95),
    (135, 175, 255),
    (215, 175, 255),
    (95, 215, 215),
]
_THEME = TerminalTheme(_PAPER, _INK, [*_SIXTEEN, _INK], [*_SIXTEEN, _INK])
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def svg_image(rows: Iterable[Row], title: str, view: View | None = None, width: int = 120) -> str:
    """The rows as the terminal shows them at `width` columns, as SVG text that fetches nothing."""
    console = make_console(
        theme="dark",
        width=width,
        stream=io.StringIO(),
        record=True,
        environ={"FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color"},
    )
    console.print(Timeline(rows, view), crop=False, end="")
    drawn = console.export_svg(title=title, theme=_THEME, unique_id="timeline")
    return _readable(_offline(drawn), title)


def _offline(svg: str) -> str:
    """Without the web fonts that rich would have a browser fetch, and with fonts that are there."""
    bare = _COMMENT.sub("", _FONT_FACE.sub("", svg))
    return bare.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")


def _readable(svg: str, title: str) -> str:
    """With a name for those who cannot see it."""
    name = title.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)
