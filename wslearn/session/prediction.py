"""Predictions: what the trace says, and a guess laid beside it. Knows nothing of how they are asked and drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from wslearn.course.model import Predict
from wslearn.trace.matching import ClientOf, holds, matches
from wslearn.trace.pattern import Pattern
from wslearn.trace.record import Record


@dataclass(frozen=True, slots=True)
class Decision:
    """What the trace says of a prediction.

    Attributes:
        happened: places in `Predict.choices`, from 0, in order of time.
        after_ns: how long each came after the first.
        problem: why that decides nothing; empty when it does.
    """

    happened: tuple[int, ...] = ()
    after_ns: tuple[int, ...] = ()
    problem: str = ""


def decide(predict: Predict, records: Sequence[Record], client_of: ClientOf) -> Decision:
    """What happened and when: the first record that each choice's pattern matches.

    Args:
        predict: what was asked.
        records: of the plays that decide it; in any order, they are judged by their time.
        client_of: the bundled client's name at the other end of a connection.
    """
    in_time = sorted(records, key=lambda record: (record.t_ns, record.src, record.seq))
    found = ((number, _place(choice.when, in_time, client_of)) for number, choice in enumerate(predict.choices))
    places = {number: place for number, place in found if place is not None}
    if problem := _problem(predict, places):
        return Decision(problem=problem)
    happened = tuple(sorted(places, key=places.__getitem__))
    return Decision(happened, tuple(_between(in_time, places[happened[0]], places[choice]) for choice in happened))


def _between(records: Sequence[Record], first: int, later: int) -> int:
    """Nanoseconds between two records; 0 where what is not there has decided, and there may be no record."""
    return records[later].t_ns - records[first].t_ns if later > first else 0


def _place(pattern: Pattern, records: Sequence[Record], client_of: ClientOf) -> int | None:
    """The index of the first record that matches; for what is not there, 0."""
    if pattern.negated:
        return 0 if holds(pattern, records, client_of) else None
    return next((place for place, record in enumerate(records) if matches(pattern, record, client_of)), None)


def _problem(predict: Predict, places: Mapping[int, int]) -> str:
    if not predict.ordered:
        return "" if len(places) == 1 else f"{len(places)} choices match"
    if len(places) < 2:
        return f"{len(places)} of its events happened, and there is no order of fewer than two"
    return "" if len(set(places.values())) == len(places) else "two of its events are the same record"


class Beside(NamedTuple):
    """One event of a guess beside the trace.

    Attributes:
        kind: `matched`; `missing`, it happened and was not predicted there; `extra`, it was predicted and did not
            happen there. What was predicted at another place is extra there, and missing where it happened.
        choice: its place in `Predict.choices`.
    """

    kind: Literal["matched", "missing", "extra"]
    choice: int


def align(picked: Sequence[int], happened: Sequence[int]) -> tuple[Beside, ...]:
    """A guess laid beside what happened, from first to last."""
    found: list[Beside] = []
    # Without junk: a heuristic for long texts would leave events out.
    for _, start, end, first, last in SequenceMatcher(None, picked, happened, autojunk=False).get_opcodes():
        if picked[start:end] == happened[first:last]:
            found += [Beside("matched", choice) for choice in happened[first:last]]
        else:
            found += [Beside("extra", choice) for choice in picked[start:end]]
            found += [Beside("missing", choice) for choice in happened[first:last]]
    return tuple(found)
