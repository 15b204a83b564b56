"""Short texts for a learner as lines: wrapped with a hanging indent, or unbroken when plain."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult

from wslearn.render.console import signs_of
from wslearn.render.parts import Line, Part
from wslearn.render.signs import ASCII, Signs, in_ascii
from wslearn.render.timeline import to_segments
from wslearn.render.wrapping import wrap

LONGEST = 100
"""Columns that a line of prose is at most wide: longer ones are hard to read."""


class Item(NamedTuple):
    """A paragraph: its first line, how far it stands in, and how much further its other lines do."""

    line: Line
    indent: int = 0
    hang: int = 0


EMPTY = Item(())


def item(text: str, style: str = "", *, indent: int = 0, hang: int = 0) -> Item:
    """A paragraph in one style."""
    return Item((Part(text, style),), indent, hang)


class Told:
    """Paragraphs as a rich renderable, made for the signs of the console at hand.

    `verbatim` keeps typography as it is even where there are only ASCII signs: for texts that are not ours.
    """

    def __init__(
        self, make: Callable[[Signs], Iterable[Item]], *, longest: int = LONGEST, verbatim: bool = False
    ) -> None:
        self.make = make
        self.longest = longest
        self.verbatim = verbatim

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The paragraphs as segments, wrapped to the width at hand."""
        signs = signs_of(console)
        width = min(options.max_width, self.longest)
        items = map(_ascii, self.make(signs)) if signs is ASCII and not self.verbatim else self.make(signs)
        return to_segments((line for one in items for line in _lines(one, width, plain=signs.words)), console)


def _ascii(one: Item) -> Item:
    """The paragraph without typographic characters."""
    return one._replace(line=tuple(Part(in_ascii(text), style) for text, style in one.line))


def _lines(one: Item, width: int, *, plain: bool) -> Iterator[Line]:
    """One paragraph's lines."""
    if plain:
        yield one.line
        return
    indent = one.indent if width >= 40 else min(one.indent, 1)
    blanks = Part(" " * indent)
    for number, piece in enumerate(wrap(one.line, width - indent - one.hang, prose=True)):
        yield (blanks, *piece) if number == 0 else (blanks, Part(" " * one.hang), *piece)


def sign(signs: Signs, held: bool) -> str:
    """`✓ held` or `✗ failed`; the word alone where there are no signs."""
    return signed(signs, "held" if held else "failed", held)


def signed(signs: Signs, word: str, good: bool) -> str:
    """A word with the sign of good or bad; the word alone where there are no signs."""
    mark = signs.held if good else signs.failed
    return word if signs.words or signs is ASCII else f"{mark} {word}"
