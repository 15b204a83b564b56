"""Measure two things in turns and give the ratio: the machine's drift hits both."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """A measured ratio.

    Attributes:
        name: what was divided by what.
        value: median of the ratios of each round.
        low, high: the smallest and largest of them.
        ours, theirs: medians, in the unit of the measurement.
        goal: what the issue asks for.
        above: whether the goal is a floor (True) or a ceiling.
        note: what else was measured, or why there is no number or no goal; one short line.
        limit: what the issue asks of `ours` itself: at most this.
    """

    name: str
    value: float
    low: float
    high: float
    ours: float
    theirs: float
    goal: float | None
    above: bool
    note: str = ""
    limit: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached, or the limit kept; None where there is neither."""
        if self.limit is not None:
            return self.ours <= self.limit
        if self.goal is None:
            return None
        return self.value >= self.goal if self.above else self.value <= self.goal


def interleaved(
    name: str,
    ours: Callable[[], float],
    theirs: Callable[[], float],
    rounds: int,
    goal: float | None = None,
    above: bool = False,
    note: str = "",
    limit: float | None = None,
) -> Ratio:
    """Measure in turns, the order changed every round."""
    pairs: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            second = theirs()
            pairs.append((ours(), second))
        else:
            pairs.append((ours(), theirs()))
    ratios = [a / b for a, b in pairs]
    return Ratio(
        name,
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        goal,
        above,
        note,
        limit,
    )
