"""The three themes as data, and which one is used.

Colours are numbers from 16 up of the 256-colour table: those are the same everywhere, while the 16 named ones are
whatever a terminal's palette says (in Solarized, "bright green" is a grey). Payloads have no style at all: they stay in
the terminal's own foreground. Nothing is told by colour alone: each style only repeats what a word or a sign says.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rich.style import Style
from rich.theme import Theme

from wslearn.errors import UsageError

THEMES = ("dark", "light", "projector")

ROLES = (
    *("lane.client", "lane.wire", "lane.asgi", "lane.consumer", "lane.json", "lane.layer"),
    *("call.client", "call.consumer", "call.json", "call.layer"),
    *("receive", "send", "number", "meta", "mark", "good", "bad", "warn"),
    *("heading", "command", "strong", "rule", "added", "removed"),
    *("code.keyword", "code.string", "code.number", "code.comment", "code.name"),
)

_DARK = {
    "lane.client": "color(80)",
    "lane.wire": "color(183)",
    "lane.asgi": "color(221)",
    "lane.consumer": "color(114)",
    "lane.json": "color(111)",
    "lane.layer": "color(215)",
    "call.client": "color(80)",
    "call.consumer": "color(114)",
    "call.json": "color(111)",
    "call.layer": "color(215)",
    "receive": "bold color(80)",
    "send": "bold color(221)",
    "number": "bold",
    "meta": "color(248)",
    "mark": "bold color(215)",
    "good": "bold color(114)",
    "bad": "bold color(210)",
    "warn": "bold color(215)",
    "heading": "bold",
    "command": "bold color(80)",
    "strong": "bold",
    "rule": "color(247)",
    "added": "color(114)",
    "removed": "color(210)",
    "code.keyword": "color(183)",
    "code.string": "color(114)",
    "code.number": "color(215)",
    "code.comment": "italic color(248)",
    "code.name": "color(80)",
}
_LIGHT = {
    "lane.client": "color(24)",
    "lane.wire": "color(90)",
    "lane.asgi": "color(94)",
    "lane.consumer": "color(22)",
    "lane.json": "color(19)",
    "lane.layer": "color(88)",
    "call.client": "color(24)",
    "call.consumer": "color(22)",
    "call.json": "color(19)",
    "call.layer": "color(88)",
    "receive": "bold color(24)",
    "send": "bold color(94)",
    "number": "bold",
    "meta": "color(240)",
    "mark": "bold color(124)",
    "good": "bold color(22)",
    "bad": "bold color(124)",
    "warn": "bold color(94)",
    "heading": "bold",
    "command": "bold color(24)",
    "strong": "bold",
    "rule": "color(240)",
    "added": "color(22)",
    "removed": "color(124)",
    "code.keyword": "color(90)",
    "code.string": "color(22)",
    "code.number": "color(94)",
    "code.comment": "italic color(240)",
    "code.name": "color(24)",
}
_PROJECTOR = {
    # A projector washes colours out, and nobody knows its background: words as fixed dark-on-light or light-on-dark
    # badges, everything else in the terminal's own foreground.
    "lane.client": "bold color(231) on color(24)",
    "lane.wire": "bold color(231) on color(90)",
    "lane.asgi": "bold color(231) on color(94)",
    "lane.consumer": "bold color(231) on color(22)",
    "lane.json": "bold color(231) on color(19)",
    "lane.layer": "bold color(231) on color(88)",
    "call.client": "bold",
    "call.consumer": "bold",
    "call.json": "bold",
    "call.layer": "bold",
    "receive": "bold",
    "send": "bold",
    "number": "bold",
    "meta": "none",
    "mark": "bold color(16) on color(226)",
    "good": "bold color(231) on color(22)",
    "bad": "bold color(231) on color(124)",
    "warn": "bold color(16) on color(226)",
    "heading": "bold underline",
    "command": "bold underline",
    "strong": "bold",
    "rule": "none",
    "added": "bold",
    "removed": "bold",
    "code.keyword": "bold",
    "code.string": "none",
    "code.number": "none",
    "code.comment": "italic",
    "code.name": "none",
}
STYLES: Mapping[str, Mapping[str, str]] = MappingProxyType({"dark": _DARK, "light": _LIGHT, "projector": _PROJECTOR})

# What rich draws by itself (Markdown) in terms of our roles; its own defaults reach 2.2:1 on xterm's palette.
_MARKDOWN = {
    **{f"markdown.h{level}": "heading" for level in range(1, 8)},
    "markdown.code": "strong",
    "markdown.code_block": "",
    "markdown.link": "command",
    "markdown.link_url": "command",
    "markdown.block_quote": "meta",
    "markdown.item.bullet": "meta",
    "markdown.item.number": "meta",
    "markdown.list": "",
    "markdown.hr": "rule",
    "markdown.table.border": "rule",
    "markdown.table.header": "heading",
}


def choose_theme(name: str | None, environ: Mapping[str, str]) -> str:
    """The theme to use: the name given, else `WSLEARN_THEME`, else a guess from `COLORFGBG`, else dark.

    A wrong `WSLEARN_THEME` counts as unset, so that an error about something else can still be drawn.

    Raises:
        UsageError: there is no theme of the name given.
    """
    if name:
        if name not in THEMES:
            raise UsageError(f"There is no theme called {name!r}.", f"Choose one of: {', '.join(THEMES)}.")
        return name
    wanted = environ.get("WSLEARN_THEME", "")
    return wanted if wanted in THEMES else _guess(environ.get("COLORFGBG", ""))


def _guess(colorfgbg: str) -> str:
    """`light` when the last number, the background's, is white (7 or 15), as rxvt, Konsole and others set it."""
    return "light" if colorfgbg.rpartition(";")[2] in ("7", "15") else "dark"


def rich_theme(name: str, *, colours: bool = True) -> Theme:
    """The theme as rich takes it; without `colours`, only bold, underline and reverse are left of it."""
    styles = {role: Style.parse(STYLES[name][role]) for role in ROLES}
    if not colours:
        styles = {role: _bare(style) for role, style in styles.items()}
    drawn = {key: styles[role] if role else Style.null() for key, role in _MARKDOWN.items()}
    return Theme({**styles, **drawn})


def _bare(style: Style) -> Style:
    """The style without its colours; a badge becomes reverse video."""
    bare = Style(bold=style.bold, underline=style.underline, italic=style.italic)
    return bare + Style(reverse=True) if style.bgcolor else bare
