"""Breaking lines of styled parts, by terminal cells."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rich.cells import cell_len

from wslearn.render.parts import Line, Part

_BREAKS = ".,:;/(=&_-"


def cells_wide(text: str) -> int:
    """How many terminal cells the text takes: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else cell_len(text)


def line_width(line: Line) -> int:
    """How many terminal cells the line takes."""
    return sum(cells_wide(part.text) for part in line)


def padded(line: Line, width: int) -> Line:
    """The line filled up with blanks to `width` cells."""
    missing = width - line_width(line)
    return (*line, Part(" " * missing)) if missing > 0 else line


def wrap(line: Line, width: int, *, prose: bool = False) -> list[Line]:
    """The line in pieces of at most `width` cells: broken at a blank where one is near, else behind `.` `,` `/` or
    the like, else anywhere. A blank at a break is left out; nothing else ever is.

    Dicts break best behind a comma, even an early one; `prose` does not.
    """
    width = max(width, 2)  # a wide character must fit
    if line_width(line) <= width:
        return [line]
    text = "".join(part.text for part in line)
    ends = range(1, len(text) + 1) if text.isascii() else list(accumulate(map(cells_wide, text)))
    pieces = []
    start = 0
    while start < len(text):
        end = _break(text, ends, start, width, prose)
        pieces.append(_slice(line, start, end))
        start = end + 1 if text[end : end + 1] == " " else end
    return pieces


def _break(text: str, ends: Sequence[int], start: int, width: int, prose: bool) -> int:
    """The index at which the piece that begins at `start` ends."""
    used = ends[start - 1] if start else 0
    end = max(bisect_right(ends, used + width), start + 1)
    if end == len(text) or text[end] == " ":
        return end
    half = start + (end - start) // 2
    comma = 0 if prose else text.rfind(", ", half, end) + 1
    blank = comma or text.rfind(" ", half, end)
    if blank > start:
        return blank
    near = max(text.rfind(mark, start + (end - start) // 3, end) for mark in _BREAKS)
    return near + 1 if near > start else end


def _slice(line: Line, start: int, end: int) -> Line:
    """The parts between two indexes of the line's text."""
    cut = []
    offset = 0
    for part in line:
        text = part.text[max(start - offset, 0) : max(end - offset, 0)]
        if text:
            cut.append(Part(text, part.style))
        offset += len(part.text)
    return tuple(cut)


def join_remarks(lines: tuple[Line, ...], width: int) -> list[Line]:
    """The lines, with a remark (a line all in `meta`) put behind the line before it where both fit."""
    joined: list[Line] = []
    for line in lines:
        remark = joined and all(part.style == "meta" for part in line)
        if remark and line_width(joined[-1]) + 3 + line_width(line) <= width:
            joined[-1] = (*joined[-1], Part("   "), *line)
        else:
            joined.append(line)
    return joined
