"""Expectations judged over a trace: each becomes a finding."""

from collections.abc import Sequence

from wslearn.trace.matching import ClientOf
from wslearn.trace.pattern import Expectation
from wslearn.trace.record import Finding, Record


def judge(expectations: Sequence[Expectation], records: Sequence[Record], client_of: ClientOf) -> tuple[Finding, ...]:
    """One finding for each expectation, in their order."""
    raise NotImplementedError


def pending(expectations: Sequence[Expectation], records: Sequence[Record], client_of: ClientOf) -> bool:
    """Whether a record that an expectation asks for is not there yet: there is a reason to wait on."""
    raise NotImplementedError
