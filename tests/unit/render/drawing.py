"""Drawing into a string."""

import io
from collections.abc import Mapping

from rich.console import RenderableType

from wslearn.render.console import Screen, make_console

TERMINAL = {"TERM": "xterm-256color", "FORCE_COLOR": "1"}


def screen(width: int = 80, *, plain: bool = False, theme: str = "dark", environ: Mapping[str, str] = {}) -> Screen:
    """A console that draws into a string; without colours unless `environ` says otherwise."""
    return make_console(width=width, plain=plain, theme=theme, stream=io.StringIO(), environ=environ)


def drawn(console: Screen) -> str:
    """All that was drawn so far."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def draw(renderable: RenderableType, console: Screen) -> str:
    """The text that the renderable becomes."""
    console.print(renderable, crop=False, end="")
    return drawn(console)
