"""How long a check waits for what may not come: not on, once the server has nothing more to do.

A mistake mostly shows as a message that never comes, and a learner should not wait long for that verdict. So a wait
ends early when nothing is recorded any more, no consumer's method is running and no exception is fresh, for which
Daphne looks once a second. A server that has not answered since is busy or was not given the processor: it is waited
for. What this cannot see is a task that sleeps.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.trace.record import Record

# Seconds without a record; and after an exception, that Daphne notices within one and closes for.
_QUIET = 0.7
_CRASH = 1.4
_LOOK = 0.05


class Patience:
    """Limits waits in a check.

    Args:
        live: the trace.
        host: the server.
        most: seconds that a wait may take while there is something to be done.
        quiet: seconds without a record after which nothing more comes.
    """

    def __init__(self, live: Live, host: Host, most: float, quiet: float = _QUIET) -> None:
        self._live = live
        self._host = host
        self._most = most
        self._quiet = quiet

    @asynccontextmanager
    async def limit(self) -> AsyncIterator[None]:
        """Wait inside of this.

        Raises:
            TimeoutError: nothing more will come, or it took too long.
        """
        async with asyncio.timeout(self._most) as limit:
            watch = asyncio.create_task(self._watch(limit))
            try:
                yield
            finally:
                watch.cancel()

    async def _watch(self, limit: asyncio.Timeout) -> None:
        """End the wait when the server is still."""
        begun = time.perf_counter_ns()
        while True:
            await asyncio.sleep(_LOOK)
            if is_still(self._live.records, begun, time.perf_counter_ns(), self._quiet):
                # A server that had no processor for a while has it once it answers: what was due comes now.
                await self._host.settled()
                await asyncio.sleep(_LOOK)
                if is_still(self._live.records, begun, time.perf_counter_ns(), self._quiet):
                    limit.reschedule(asyncio.get_running_loop().time())
                    return


def is_still(records: Sequence[Record], begun_ns: int, now_ns: int, quiet: float = _QUIET) -> bool:
    """Whether nothing more is to be expected.

    Args:
        records: of the play so far.
        begun_ns: when the wait began.
        now_ns: both as of `time.perf_counter_ns`.
        quiet: seconds without a record.
    """
    last = max([begun_ns, *(record.t_ns for record in records[-1:])])
    if now_ns - last < quiet * 1e9:
        return False
    raised = max((record.t_ns for record in records if record.type == "exception"), default=0)
    running = sum((record.type == "enter") - (record.type == "leave") for record in records)
    return running <= 0 and now_ns - raised > _CRASH * 1e9
