"""Turn what the clients see into records: one sequence and one clock for all of them."""

from collections.abc import Callable, Mapping
from time import perf_counter_ns
from typing import Any

from wslearn.trace.record import Direction, Record


class ClientRecorder:
    """Gives each record its number and time and hands it on.

    One recorder may serve several clients of one event loop.

    Args:
        sink: called with each record, at once and in order. It must not raise and should be fast.
        src: the `src` of the records.
    """

    def __init__(self, sink: Callable[[Record], None], src: str = "client") -> None:
        self._sink = sink
        self._src = src
        self._seq = 0
        self._connections = 0

    def next_conn(self, name: str) -> str:
        """A local name for a new connection: `alice#1`. A merger turns it into `c1` or `h1`."""
        self._connections += 1
        return f"{name}#{self._connections}"

    def record(
        self, conn: str, dir: Direction | None, type: str, data: Mapping[str, Any], t_ns: int | None = None
    ) -> None:
        """Make a record of lane `client`, seen now or at `t_ns` (`time.perf_counter_ns()`)."""
        self._seq += 1
        seen = perf_counter_ns() if t_ns is None else t_ns
        self._sink(Record(self._src, self._seq, seen, "client", dir, type, data, conn))
