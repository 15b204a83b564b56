"""Expectations judged over a trace: each becomes a finding.

Matching is greedy: each positive pattern takes the first record that matches after the one that the pattern before
it took. For positive patterns alone no other choice can match more of them: whatever matches later still does. With
`no` between, it is the stricter reading and the one that can be told in a sentence: between the first A and the
first B after it there is no C. A pattern that finds no record takes none, and the next goes on from the same place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wslearn.trace.matching import ClientOf, matches, met
from wslearn.trace.pattern import Condition, Expectation, Pattern
from wslearn.trace.record import Finding, Record
from wslearn.trace.wording import describe_pattern, describe_record, describe_values, hint_for


def judge(expectations: Sequence[Expectation], records: Sequence[Record], client_of: ClientOf) -> tuple[Finding, ...]:
    """One finding for each expectation, in their order.

    Args:
        expectations: of one block, in order.
        records: of the plays they are about; in any order, they are judged by their time.
        client_of: the bundled client's name at the other end of a connection.
    """
    trace = _Trace(records, client_of)
    places = trace.places(expectations)
    return tuple(trace.finding(expectation, places, number) for number, expectation in enumerate(expectations))


def pending(expectations: Sequence[Expectation], records: Sequence[Record], client_of: ClientOf) -> bool:
    """Whether a record that an expectation asks for is not there yet: there is a reason to wait on."""
    places = _Trace(records, client_of).places(expectations)
    return any(
        place is None and not expectation.negated for expectation, place in zip(expectations, places, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """Where an expectation looks: after `before` and up to, not with, `end`; indices of records."""

    before: int
    end: int


class _Trace:
    def __init__(self, records: Sequence[Record], client_of: ClientOf) -> None:
        self._records = sorted(records, key=lambda record: (record.t_ns, record.src, record.seq))
        self._client_of = client_of

    def places(self, expectations: Sequence[Expectation]) -> list[int | None]:
        """The index of the record that each positive expectation takes; None where there is none."""
        found: list[int | None] = []
        after = -1
        for expectation in expectations:
            place = None
            if not expectation.negated:
                place = self._first(expectation.pattern, _Span(after, len(self._records)))
                after = after if place is None else place
            found.append(place)
        return found

    def finding(self, expectation: Expectation, places: Sequence[int | None], number: int) -> Finding:
        """The finding of one of the expectations."""
        before = max((place for place in places[:number] if place is not None), default=-1)
        end = next((place for place in places[number + 1 :] if place is not None), len(self._records))
        if expectation.negated:
            return self._negative(expectation, _Span(before, end))
        return self._positive(expectation, places[number], before)

    def _negative(self, expectation: Expectation, span: _Span) -> Finding:
        expected = f"{describe_pattern(expectation.pattern)}{self._after(span.before)}"
        if span.end < len(self._records):
            expected += f" and before {describe_record(self._records[span.end])}"
        place = self._first(expectation.pattern, span)
        if place is None:
            return Finding(True, expected, "there was none", source=expectation.source)
        return self._failed(expectation, expected, f"there was {describe_record(self._records[place])}", place)

    def _positive(self, expectation: Expectation, place: int | None, before: int) -> Finding:
        expected = f"{describe_pattern(expectation.pattern)}{self._after(before)}"
        if place is not None:
            record = self._records[place]
            return Finding(True, expected, describe_record(record), "", (record.id,), expectation.source)
        did, near = self._instead(expectation.pattern, before)
        return self._failed(expectation, expected, did, near)

    def _failed(self, expectation: Expectation, expected: str, did: str, place: int | None) -> Finding:
        evidence = () if place is None else (self._records[place].id,)
        hint = expectation.hint or hint_for(expectation.pattern)
        return Finding(False, expected, expectation.did or did, hint, evidence, expectation.source)

    def _first(self, pattern: Pattern, span: _Span) -> int | None:
        for place in range(span.before + 1, span.end):
            if matches(pattern, self._records[place], self._client_of):
                return place
        return None

    def _after(self, place: int) -> str:
        return f" after {describe_record(self._records[place])}" if place >= 0 else ""

    def _instead(self, pattern: Pattern, before: int) -> tuple[str, int | None]:
        """What was done instead, and the record that shows it."""
        near = self._nearest(pattern, before)
        if near is not None:
            values = describe_values(_unmet(pattern, self._records[near]), self._records[near])
            return f"it was there, but with {values}", near
        early = self._first(pattern, _Span(-1, before))
        if early is not None:
            return "it was there, but earlier", early
        other = self._first(replace(pattern, client=None), _Span(before, len(self._records)))
        if other is not None:
            return f"it was there, but not on the connection of {pattern.client}", other
        raised = self._raised(pattern, before)
        if raised is not None:
            data = self._records[raised].data
            return f"{data.get('class')} was raised: {data.get('message')!r}", raised
        if before + 1 >= len(self._records):
            return ("nothing came after it" if self._records else "nothing was recorded"), None
        return f"there was none; the last was {describe_record(self._records[-1])}", len(self._records) - 1

    def _nearest(self, pattern: Pattern, before: int) -> int | None:
        """The record of that lane, type and connection that misses the fewest conditions; the first of those."""
        if not pattern.conditions:
            return None
        bare = Pattern(pattern.lane, pattern.type, pattern.dir, pattern.client)
        places = range(before + 1, len(self._records))
        like = [place for place in places if matches(bare, self._records[place], self._client_of)]
        return min(like, key=lambda place: len(_unmet(pattern, self._records[place])), default=None)

    def _raised(self, pattern: Pattern, before: int) -> int | None:
        """An exception, which is what keeps most things from happening."""
        exception = Pattern("consumer", "exception", client=pattern.client)
        return self._first(exception, _Span(before, len(self._records)))


def _unmet(pattern: Pattern, record: Record) -> tuple[Condition, ...]:
    return tuple(condition for condition in pattern.conditions if not met(condition, record.data))
