"""Records into rows, live: what belongs together is shown together."""

from collections.abc import Callable

from wslearn.trace.record import Record
from wslearn.trace.row import Row

HOLD_NS = 60_000_000
"""How long a row waits for what may still belong to it, in nanoseconds."""


class Rows:
    """Turns the merged stream of records into rows.

    Feed each observer's records in their order; observers may come interleaved in any way.

    Args:
        hold_ns: how long `flush` lets a row wait for what may still belong to it.
        client_of: the bundled client's name at the other end of a connection; None takes it from the records.
    """

    def __init__(self, hold_ns: int = HOLD_NS, client_of: Callable[[str | None], str | None] | None = None) -> None:
        self._hold_ns = hold_ns
        self._client_of = client_of

    def feed(self, record: Record) -> list[Row]:
        """Take a record; the rows that are complete with it, in order."""
        raise NotImplementedError

    def flush(self, now_ns: int | None = None) -> list[Row]:
        """The rows that have waited long enough.

        Args:
            now_ns: `time.perf_counter_ns()`; None gives all rows, whatever may still come.
        """
        raise NotImplementedError
