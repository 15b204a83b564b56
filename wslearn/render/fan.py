"""Where each group_send went: as trees, or only counted; as sentences when plain."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, ConsoleOptions, RenderResult

from wslearn.render.console import signs_of
from wslearn.render.escape import shown
from wslearn.render.parts import Line, Part
from wslearn.render.signs import Signs
from wslearn.render.timeline import to_segments
from wslearn.render.told import LONGEST
from wslearn.render.wrapping import line_width, padded, wrap
from wslearn.trace.fan import Branch, Fan, Fate
from wslearn.trace.labels import network_label, short
from wslearn.trace.record import Record

MOST = 12
"""Trees that are drawn of one picture."""
_CHANNEL = 8
_NAME = 20

_TOLD: Mapping[Fate, tuple[str, str]] = {
    "frame": ("became a frame", "good"),
    "silent": ("taken, no frame", "warn"),
    "exception": ("ended in an exception", "bad"),
    "capacity": ("lost: the channel was full", "bad"),
    "expiry": ("lost: it waited for too long", "bad"),
    "waits": ("waits in the channel", "warn"),
    "ghost": ("nobody takes it: this consumer is over", "bad"),
}


class Fans:
    """Each group_send with a branch for every channel of the group: whose it is, the method, the frame."""

    def __init__(self, caption: str, fans: Sequence[Fan]) -> None:
        self.caption = caption
        self.fans = fans

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The trees for the width at hand."""
        signs, width = signs_of(console), options.max_width
        lines = [(), *wrap((Part(self.caption, "strong"),), min(width, LONGEST), prose=True)]
        for fan in self.fans[:MOST]:
            lines.extend(_tree(fan, width, signs))
        if len(self.fans) > MOST:
            lines.append((Part(f"and {len(self.fans) - MOST} more", "meta"),))
        return to_segments(lines, console)


class Counts:
    """How many messages of all the group_sends came to each end, as bars."""

    def __init__(self, caption: str, fans: Sequence[Fan]) -> None:
        self.caption = caption
        self.fans = fans

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The bars for the width at hand."""
        signs, width = signs_of(console), min(options.max_width, LONGEST)
        return to_segments(
            [(), *wrap((Part(self.caption, "strong"),), width, prose=True), *self._bars(width, signs)], console
        )

    def _bars(self, width: int, signs: Signs) -> Iterator[Line]:
        branches = [branch for fan in self.fans for branch in fan.branches]
        channels = len({branch.channel for branch in branches})
        sends = "1 group_send" if len(self.fans) == 1 else f"{len(self.fans):,} times group_send"
        yield from wrap((Part(f"{sends}, {channels:,} channels, {len(branches):,} messages in them:"),), width)
        counts = Counter(branch.fate for branch in branches)
        number = max((len(f"{count:,}") for count in counts.values()), default=0)
        for fate, (text, style) in _TOLD.items():
            if fate in counts:
                line = (Part(f"  {counts[fate]:>{number},}  "), Part(text, style))
                yield from wrap(line, width)
                if not signs.words:
                    cells = counts[fate] * (width - number - 4) // max(1, len(branches))
                    yield (Part(" " * (number + 4)), Part(signs.works * max(1, cells), style))


def _tree(fan: Fan, width: int, signs: Signs) -> Iterator[Line]:
    data = fan.sent.data
    who = shown(fan.client or "outside a consumer", _NAME)
    head = f"group_send {shown(short(data.get('group')))} {shown(short(data.get('message')))}"
    yield from wrap((Part(f"{who}: ", "strong"), Part(head)), width)
    if not fan.branches:
        yield (Part(f"{signs.last}the group is empty here: it goes to nobody", "warn"),)
    names = max((len(_name(branch)) for branch in fan.branches), default=0)
    for branch in fan.branches:
        prefix = signs.last if branch is fan.branches[-1] else signs.branch
        yield from _hung(_left(branch, prefix, names, signs), tuple(_became(branch, signs)), width)


def _left(branch: Branch, prefix: str, names: int, signs: Signs) -> Line:
    """Whose channel it is, and which."""
    name, channel = _name(branch), _channel(branch.channel)
    if signs.words:
        return (Part(f"{name}, channel {channel}: "),)
    return (Part(prefix, "meta"), Part(f"{name:<{names}}  "), Part(f"{channel}  ", "meta"))


def _hung(left: Line, rest: Line, width: int) -> Iterator[Line]:
    """What stands right of `left`, wrapped there; below it where too little room is left."""
    beside = line_width(left)
    if width - beside < _NAME:
        yield left
        yield from wrap(rest, width)
        return
    for number, line in enumerate(wrap(rest, width - beside)):
        yield (*(padded((), beside) if number else left), *line)


def _became(branch: Branch, signs: Signs) -> Iterator[Part]:
    """The method and the frames, or why there are none."""
    text, style = _TOLD[branch.fate]
    if branch.method:
        yield Part(f"{shown(branch.method)} {signs.gives} ")
    if branch.fate in ("frame", "exception"):
        yield Part(", ".join(_end(record) for record in branch.ends), style)
    else:
        yield Part(text, style)


def _end(record: Record) -> str:
    if record.type == "exception":
        return shown(f"{record.data.get('class')}: {short(record.data.get('message', ''))}")
    return shown(network_label(record) or str(record.type))


def _name(branch: Branch) -> str:
    return shown(branch.client or "?", _NAME)


def _channel(name: str) -> str:
    """What tells one channel from another: the letters behind the `!`."""
    process, mark, own = name.rpartition("!")
    return shown(f"{mark}{own[:_CHANNEL]}" if process else name, _NAME)
