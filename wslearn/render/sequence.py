"""A sequence diagram as an SVG image that fetches nothing, and as numbered lines of text.

The image has a white ground, so that it reads on any page, and no ids or style sheet, so that many stand on one page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from wslearn.render.escape import visible
from wslearn.render.wrapping import cells_wide
from wslearn.trace.jsonl import Trace
from wslearn.trace.sequence import Arrow, Diagram, Note, Participant, diagram

MOST = 60
"""Arrows and notes that are drawn; how many more there are is said."""

_FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
# Sizes in pixels. A monospaced letter is at most 0.61 of its size wide in all of these fonts.
_SIZE, _LETTER = 12, 7.4
_ROOMY_LANE, _LANE, _NARROWEST, _WIDE, _MARGIN = 190, 120, 760, 960, 10
_TITLE, _HEAD, _STEP = 34, 40, 38
_INK, _SOFT = "#1b1b1b", "#8a8a8a"
_FILLS = {"client": "#dbeafe", "D": "#e5e7eb", "consumer": "#dcfce7", "L": "#f3e8ff"}
_NOTE = "#fef3c7"


def sequence_svg(trace: Trace, title: str) -> str:
    """The trace as an SVG image: who takes part from left to right, what happened from top to bottom.

    Args:
        trace: its handshakes, frames, events, calls of the channel layer, exceptions and prints are drawn.
        title: above the picture, and its name for those who cannot see it.
    """
    return "".join(_Sheet(_drawn(diagram(trace))).lines(visible(title)))


def sequence_text(trace: Trace) -> str:
    """The same as numbered lines, `1. client (c1) → Daphne: GET /ws/json/`, each ending in a newline."""
    found = _drawn(diagram(trace))
    names = {one.key: visible(one.name) for one in found.participants}
    return "".join(f"{number}. {_told(act, names)}\n" for number, act in enumerate(found.acts, 1))


def _told(act: Arrow | Note, names: Mapping[str, str]) -> str:
    """`client (c1) → Daphne: text`, or of a note `Daphne: text`; one about everybody is its text alone."""
    text = visible(act.text)
    if isinstance(act, Arrow):
        return f"{names[act.source]} → {names[act.target]}: {text}"
    return f"{names[act.ends[0]]}: {text}" if len(act.ends) == 1 else text


def _drawn(whole: Diagram) -> Diagram:
    """At most `MOST` acts, the last of which says how many were left out, and who takes part in them."""
    acts = whole.acts[:MOST]
    busy = {key for act in acts for key in _those(act)}
    some = Diagram(tuple(one for one in whole.participants if one.key in busy) or whole.participants, ())
    kept = [some.note_over_all(act.text) if isinstance(act, Note) and len(act.ends) > 1 else act for act in acts]
    if len(whole.acts) > MOST:
        kept.append(some.note_over_all(f"{len(whole.acts) - MOST} more are left out"))
    return Diagram(some.participants, tuple(kept))


def _those(act: Arrow | Note) -> tuple[str, ...]:
    """Whom it is about; nobody in particular, where it is about all."""
    if isinstance(act, Arrow):
        return (act.source, act.target)
    return act.ends if len(act.ends) == 1 else ()


@dataclass(frozen=True, slots=True)
class _Label:
    """A text of one line, its middle and its width in pixels."""

    text: str
    middle: float
    width: float


class _Sheet:
    """Where everything stands: a lane for each participant, a line for each act."""

    def __init__(self, shown: Diagram) -> None:
        self._shown = shown
        count = len(shown.participants)
        self._width = max(_NARROWEST, min(_ROOMY_LANE * count, _WIDE), _LANE * count) + 2 * _MARGIN
        self._lane = (self._width - 2 * _MARGIN) / count
        self._height = _TITLE + _HEAD + _STEP * len(shown.acts) + 2 * _MARGIN
        self._middles = {one.key: _MARGIN + self._lane * (place + 0.5) for place, one in enumerate(shown.participants)}

    def lines(self, title: str) -> Iterator[str]:
        """The whole image."""
        size = f'width="{self._width}" height="{self._height}" viewBox="0 0 {self._width} {self._height}"'
        font = f'font-family="{_FONT}" font-size="{_SIZE}" text-anchor="middle" fill="{_INK}"'
        yield f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} {font}>\n'
        yield f"<title>{escape(title)}</title>\n<desc>{escape(self._description())}</desc>\n"
        yield f'<rect width="{self._width}" height="{self._height}" fill="#fff"/>\n'
        heading = self._label(title, (self._width / 2,))
        yield f'<text x="{heading.middle:.0f}" y="22" font-weight="bold">{escape(heading.text)}</text>\n'
        for one in self._shown.participants:
            yield from self._participant(one)
        for number, act in enumerate(self._shown.acts, 1):
            y = _TITLE + _HEAD + _STEP * number
            yield from self._arrow(act, number, y) if isinstance(act, Arrow) else self._note(act, number, y)
        yield "</svg>\n"

    def _description(self) -> str:
        names = ", ".join(visible(one.name) for one in self._shown.participants)
        arrows = sum(isinstance(act, Arrow) for act in self._shown.acts)
        return f"A sequence diagram: {arrows} arrows between {names}, from first to last."

    def _participant(self, one: Participant) -> Iterator[str]:
        """The box with the name and below it the connection, and the line that everything of theirs ends at."""
        x, width = self._middles[one.key], self._lane - 12
        fill = _FILLS[one.key.rstrip("0123456789")]
        top = _TITLE + _HEAD
        yield f'<path d="M{x:.0f} {top}V{self._height - _MARGIN}" stroke="{_SOFT}"/>\n'
        yield (
            f'<rect x="{x - width / 2:.0f}" y="{_TITLE}" width="{width:.0f}" height="{_HEAD}" rx="4" '
            f'fill="{fill}" stroke="{_SOFT}"/>\n'
        )
        name, _, connection = visible(one.name).partition(" (")
        base = _TITLE + (17 if connection else 25)
        yield f'<text x="{x:.0f}" y="{base}" font-weight="bold">{escape(_fitting(name, width - 4))}</text>\n'
        if connection:
            yield f'<text x="{x:.0f}" y="{base + 16}">({escape(_fitting(connection, width - 12))}</text>\n'

    def _arrow(self, act: Arrow, number: int, y: int) -> Iterator[str]:
        """The label, and below it the arrow; one from somebody to themselves turns around."""
        start, end = self._middles[act.source], self._middles[act.target]
        yield from self._written(self._label(f"{number}. {visible(act.text)}", (start, end)), y - 8, "#fff")
        dashes = ' stroke-dasharray="5 3"' if act.dashed else ""
        path = f"M{start:.0f} {y}H{end:.0f}" if start != end else f"M{start:.0f} {y - 6}h24v6h-24"
        yield f'<path d="{path}" fill="none" stroke="{_INK}"{dashes}/>\n'
        back = -8 if end > start else 8
        yield f'<path d="M{end:.0f} {y}l{back} -4v8z"/>\n'

    def _note(self, act: Note, number: int, y: int) -> Iterator[str]:
        middles = [self._middles[key] for key in act.ends]
        yield from self._written(self._label(f"{number}. {visible(act.text)}", middles), y - 4, _NOTE)

    def _label(self, text: str, middles: Iterable[float]) -> _Label:
        """The text above the middle of what it is about, shortened and moved so that it is all inside the image."""
        ends = tuple(middles)
        fitting = _fitting(text, self._width - 4 * _MARGIN)
        width = cells_wide(fitting) * _LETTER + 8
        room = self._width - 2 * _MARGIN - width
        left = min(max((min(ends) + max(ends) - width) / 2, _MARGIN), _MARGIN + room)
        return _Label(fitting, left + width / 2, width)

    def _written(self, label: _Label, base: int, ground: str) -> Iterator[str]:
        """A label on a ground of its own, as lines pass behind it."""
        edge = "" if ground == "#fff" else f' stroke="{_SOFT}"'
        yield (
            f'<rect x="{label.middle - label.width / 2:.0f}" y="{base - 13}" width="{label.width:.0f}" height="18" '
            f'rx="2" fill="{ground}"{edge}/>\n'
        )
        yield f'<text x="{label.middle:.0f}" y="{base}">{escape(label.text)}</text>\n'


def _fitting(text: str, width: float) -> str:
    """The beginning of a text that fits into so many pixels."""
    cells = int(width / _LETTER)
    if cells_wide(text) <= cells:
        return text
    while cells_wide(text) > cells - 1:
        text = text[:-1]
    return f"{text}…"
