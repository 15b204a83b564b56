"""A lesson for a room: what is drawn cut into screens, shown piece by piece. Lines of text in, screens out; no keys.

A chunk is what one press of the key adds. It goes below what is there as long as that fits, else onto a new screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

HEAD = 2
"""Lines above the content: what is shown and what comes next, and an empty one."""
MARGIN = 2
"""Columns left and right of everything."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that appear together.

    Attributes:
        lines: they may hold colours.
        step: the number of the step that they belong to, 0 before the first.
        fresh: whether it begins a new screen.
    """

    lines: tuple[str, ...]
    step: int
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Slide:
    """One state of the screen.

    Attributes:
        place: the chunk that came last, and which piece of it: the same whatever size the screen has.
        lines: of the content.
    """

    place: tuple[int, int]
    step: int
    lines: tuple[str, ...]


def height_for(rows: int) -> int:
    """Lines of content on a terminal of so many rows: heads are in front of the bottom third."""
    return max(rows * 2 // 3 - HEAD, 3)


def slides(chunks: Iterable[Chunk], height: int) -> Iterator[Slide]:
    """The states of the screen in order, for so many lines of content."""
    page: tuple[str, ...] = ()
    for number, chunk in enumerate(chunks):
        for piece, lines in enumerate(_pieces(_trimmed(chunk.lines), height)):
            full = len(page) + 1 + len(lines) > height
            begins = piece or chunk.fresh or full or not page
            page = tuple(lines) if begins else (*page, "", *lines)
            yield Slide((number, piece), chunk.step, page)


def _pieces(lines: Sequence[str], height: int) -> Iterator[Sequence[str]]:
    """The lines in pieces that fit, cut at an empty line where one is near."""
    while len(lines) > height:
        empty = [number for number in range(height // 2, height + 1) if not lines[number].strip()]
        cut = empty[-1] if empty else height
        yield _trimmed(lines[:cut])
        lines = _trimmed(lines[cut:])
    if lines:
        yield lines


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    """Without the empty lines at both ends."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else ()
