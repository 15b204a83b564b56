"""Who waited for whom, as bars over one time axis; as sentences when plain."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderResult

from wslearn.render.console import signs_of
from wslearn.render.escape import shown
from wslearn.render.parts import Line, Part, duration
from wslearn.render.signs import Signs
from wslearn.render.timeline import to_segments
from wslearn.render.told import LONGEST
from wslearn.render.wrapping import line_width, padded, wrap
from wslearn.trace.waits import Errand, waited_for

SHORTEST = 12
"""Columns of a bar; where there are fewer, it stands below its name and its times, not between them."""
_NAME = 30
_NAMED = 3


class Waits:
    """Errands as a rich renderable, each with its bar: waiting, then at work. `caption` stands above.

    Without `times` there are no bars, only who waited for whom: the same in every run.
    """

    def __init__(self, caption: str, errands: Sequence[Errand], *, times: bool = True) -> None:
        self.caption = caption
        self.errands = errands
        self.times = times

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The picture for the width at hand."""
        signs = signs_of(console)
        spoken = signs.words or not self.times
        lines = self.sentences() if spoken else self._picture(min(options.max_width, LONGEST), signs)
        return to_segments([(), *lines], console)

    def sentences(self) -> Iterator[Line]:
        """The caption, then one errand a line."""
        yield (Part(self.caption, "strong"),)
        start = self._start
        for errand in self.errands:
            when = f"asked after {duration(errand.asked_ns - start)}, {_told(errand)}"
            yield (Part(f"{_what(errand)}: {when if self.times else _related(errand, self.errands)}"),)

    def _picture(self, width: int, signs: Signs) -> Iterator[Line]:
        legend = (Part(f"  {signs.waits} waits  ", "meta"), Part(signs.works, "good"), Part(" is at work", "meta"))
        yield from wrap((Part(self.caption, "strong"), *legend), width, prose=True)
        names = [(Part(_what(errand, signs.ellipsis)),) for errand in self.errands]
        left = max(map(line_width, names), default=0) + 2
        times = [_told(errand) for errand in self.errands]
        right = max(map(len, times), default=0) + 2
        beside = width - left - right >= SHORTEST
        scale = _Scale(self._start, self._end, width - left - right if beside else width)
        for errand, name, told in zip(self.errands, names, times, strict=True):
            bar = padded(_bar(errand, scale, signs), scale.width)
            if beside:
                yield (*padded(name, left), *bar, Part(f"  {told}", "meta"))
            else:
                yield from wrap((*name, Part(f"  {told}", "meta")), width)
                yield bar
        yield (Part(" " * (left if beside else 0)), Part(scale.axis(), "meta"))

    @property
    def _start(self) -> int:
        return min((errand.asked_ns for errand in self.errands), default=0)

    @property
    def _end(self) -> int:
        return max((errand.ended_ns or errand.began_ns or errand.asked_ns for errand in self.errands), default=0)


class _Scale:
    """Times as cells."""

    def __init__(self, start: int, end: int, width: int) -> None:
        self.width = max(width, 2)
        self._start = start
        self._span = max(1, end - start)

    def cell(self, t_ns: int | None) -> int:
        """How many cells lie before a time; None is the end."""
        return self.width if t_ns is None else (t_ns - self._start) * self.width // self._span

    def axis(self) -> str:
        """The first and the last time."""
        last = duration(self._span)
        return f"0{last:>{self.width - 1}}"


def _bar(errand: Errand, scale: _Scale, signs: Signs) -> Line:
    """Blanks until it was asked for, then waiting, then work of a cell at least."""
    asked = min(scale.cell(errand.asked_ns), scale.width - 1)
    began = max(asked, min(scale.cell(errand.began_ns), scale.width - 1))
    ended = max(began + 1, scale.cell(errand.ended_ns))
    if errand.began_ns is None:
        return (Part(" " * asked), Part(signs.waits * (scale.width - asked), "meta"))
    waits, works = signs.waits * (began - asked), signs.works * (ended - began)
    return (Part(" " * asked), Part(waits, "meta"), Part(works, "good"))


def _what(errand: Errand, ellipsis: str = "...") -> str:
    return shown(errand.what, _NAME, ellipsis=ellipsis)


def _related(errand: Errand, errands: Sequence[Errand]) -> str:
    """Whom it waited for."""
    if errand.began_ns is None:
        return "never begun"
    ended = "" if errand.ended_ns is not None else ", never ended"
    others = [_what(other) for other in waited_for(errand, errands)]
    if len(others) > _NAMED:
        return f"waited for {len(others)} others, for {others[-1]} last{ended}"
    return (f"waited for {', then for '.join(others)}" if others else "begun at once") + ended


def _told(errand: Errand) -> str:
    """The measured times in words."""
    if errand.waited_ns is None:
        return "never begun"
    worked = errand.worked_ns
    return f"waited {duration(errand.waited_ns)}, " + (
        "never ended" if worked is None else f"at work {duration(worked)}" if worked else "answered"
    )
