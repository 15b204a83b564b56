"""The console that everything is drawn on: which colours, which signs, how wide."""

import io
import os
import sys
from collections.abc import Mapping
from typing import IO, Any, Literal, cast

from rich.console import Console

from wslearn.render.signs import ASCII, PLAIN, UNICODE, Signs, can_show
from wslearn.render.theme import choose_theme, rich_theme

ColorSystem = Literal["256", "truecolor"]


class Screen(Console):
    """A rich console that also knows its signs. `plain`: no boxes, no colour, reading order, words instead of signs."""

    def __init__(self, signs: Signs, **options: Any) -> None:
        super().__init__(**options)
        self.signs = signs

    def print(self, *objects: Any, crop: bool = False, **options: Any) -> None:
        """Print as rich does, but cut nothing off: what is too wide for the terminal is wrapped by it."""
        super().print(*objects, crop=crop, **options)

    @property
    def plain(self) -> bool:
        """Whether this is the plain form."""
        return self.signs.words


def make_console(
    *,
    plain: bool = False,
    theme: str | None = None,
    width: int | None = None,
    stream: IO[str] | None = None,
    environ: Mapping[str, str] | None = None,
    record: bool = False,
) -> Screen:
    """The console for a stream.

    `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are respected, and a stream that is no terminal gets no colours. On a
    terminal of only 16 colours bold and reverse are used alone, as those 16 are not the same anywhere.

    Args:
        plain: no boxes, no colour, words instead of signs, one fact a line.
        theme: `dark`, `light` or `projector`; None: `WSLEARN_THEME`, else a guess.
        width: columns; None: as wide as the terminal.
        stream: where it is drawn; None: standard output.
        environ: the environment, `os.environ` unless a test says otherwise.
        record: keep what is drawn, for `export_svg`.

    Raises:
        UsageError: there is no such theme.
    """
    environ = os.environ if environ is None else environ
    stream = sys.stdout if stream is None else stream
    name = choose_theme(theme, environ)
    colours = _colours(stream, environ)
    _never_fail(stream)
    return Screen(
        signs_for(stream, plain=plain),
        theme=rich_theme(name, colours=colours is not None),
        color_system=None if plain else colours or "auto",
        width=width,
        file=stream,
        record=record,
        force_jupyter=False,  # in a kernel rich would show it as an output of its own, and write nothing to the stream
        highlight=False,
        markup=False,
        emoji=False,
        _environ=environ,
    )


def signs_for(stream: IO[str], *, plain: bool) -> Signs:
    """The signs that the stream's encoding can carry."""
    if plain:
        return PLAIN
    return UNICODE if can_show(UNICODE, getattr(stream, "encoding", None) or "utf-8") else ASCII


def signs_of(console: Console) -> Signs:
    """The signs of any console; one that is not a `Screen` gets Unicode."""
    return console.signs if isinstance(console, Screen) else UNICODE


def _colours(stream: IO[str], environ: Mapping[str, str]) -> ColorSystem | None:
    """The colour system where the 256 fixed colours can be had, else None."""
    found = Console(file=stream, force_jupyter=False, _environ=environ).color_system
    if found == "standard" and environ.get("FORCE_COLOR"):
        return "256"  # a CI log or a pager names no terminal, and all of them know the 256
    return cast(ColorSystem, found) if found in ("256", "truecolor") else None


def _never_fail(stream: IO[str]) -> None:
    """Let a character that the stream cannot encode be written as its escape instead of raising."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="backslashreplace")
