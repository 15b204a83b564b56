"""An error as text for people: what happened, what to do next, the evidence. Never a traceback."""

from typing import IO

from rich.console import Group, RenderableType
from rich.text import Text

from wslearn.errors import WslearnError
from wslearn.render.console import make_console
from wslearn.render.escape import visible


def print_error(error: WslearnError, stream: IO[str]) -> None:
    """Draw the error on the stream; in colour only on a terminal, and not when `NO_COLOR` is set.

    A stream that is no terminal gets whole lines, so that a log can be searched for them.
    """
    console = make_console(stream=stream)
    console.print(draw_error(error), soft_wrap=not console.is_terminal)


def draw_error(error: WslearnError) -> RenderableType:
    """The message, the hint below, then the details; control characters in any of them are shown escaped."""
    parts: list[RenderableType] = [Text.assemble(("Error: ", "bad"), visible(error.message, "\n"))]
    if error.hint:
        parts.append(Text(visible(error.hint, "\n"), "strong"))
    if error.details:
        parts.extend(Text(f"  {visible(line)}", "meta") for line in error.details.rstrip().split("\n"))
    return Group(*parts)
