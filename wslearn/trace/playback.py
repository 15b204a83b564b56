"""A saved trace as it was seen: rows, with the steps and findings between them."""

from collections.abc import Iterator

from wslearn.trace.jsonl import Trace
from wslearn.trace.record import Finding, Record, StepMark
from wslearn.trace.row import Row
from wslearn.trace.rows import Rows


def play_back(trace: Trace) -> Iterator[StepMark | Row | Finding]:
    """The rows of the trace with its steps and findings, in the order in which a live session shows them.

    The clock that decides how long a row waits for more is that of the records.
    """
    rows = Rows()
    now = trace.header.t0_ns
    for entry in trace.entries:
        if isinstance(entry, Record):
            now = max(now, entry.t_ns)
            yield from rows.flush(now)
            yield from rows.feed(entry)
        else:
            yield from rows.flush(None)
            yield entry
    yield from rows.flush(None)
