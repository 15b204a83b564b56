"""The pictures of a lesson in a notebook: who waited for whom, and where each group_send went."""

from collections.abc import Sequence
from dataclasses import replace

from wslearn.render import markup
from wslearn.render.escape import visible
from wslearn.render.fan import Counts, Fans
from wslearn.render.output import Output, drawn, framed, spoken
from wslearn.render.waits import Waits
from wslearn.trace.fan import Fan
from wslearn.trace.waits import Errand


def waits_output(caption: str, errands: Sequence[Errand], *, times: bool = True) -> Output:
    """Bars over one axis of time; without `times`, who waited for whom, in words."""
    picture = Waits(visible(caption), errands, times=times)
    words = spoken(picture)
    return Output(framed(markup.block(drawn(picture), words if times else "")), words)


def tree_output(caption: str, fans: Sequence[Fan], *, counted: bool = False, names: bool = True) -> Output:
    """Each group_send as a tree, or only how many messages came to which end.

    Without `names` channels are numbered: their own names are others in every run.
    """
    shown = fans if names else _numbered(fans)
    picture = Counts(visible(caption), shown) if counted else Fans(visible(caption), shown)
    words = spoken(picture)
    return Output(framed(markup.block(drawn(picture), words if counted else "")), words)


def words_output(summary: str, words: str) -> Output:
    """What a picture says, folded below it."""
    html = f"<details><summary>{markup.text(summary)}</summary>{markup.block(words)}</details>"
    return Output(framed(html), words)


def _numbered(fans: Sequence[Fan]) -> list[Fan]:
    """With `channel 1`, `channel 2`, … in the order in which they come."""
    numbers: dict[str, str] = {}
    for fan in fans:
        for branch in fan.branches:
            numbers.setdefault(branch.channel, f"channel {len(numbers) + 1}")
    return [
        replace(fan, branches=tuple(replace(one, channel=numbers[one.channel]) for one in fan.branches)) for fan in fans
    ]
