"""What a cell awaits: something that has begun on another thread's loop, and that the Stop button can end.

ipykernel cannot interrupt `await` by itself: a signal only wakes its loop when the loop asked for it. So while anything
of ours is awaited, SIGINT is the loop's. Where loops take no signals (Windows), `result()` is the way: it looks around.
"""

import asyncio
import concurrent.futures
import signal
from collections.abc import Generator
from typing import Any, Generic, TypeVar

from wslearn.errors import ClientError

T = TypeVar("T")

# Seconds between two looks of `result()`: on Windows a lock that is waited for hears no Ctrl-C.
_LOOK = 0.1


class Waiting(Generic[T]):
    """Something that has begun: `await` it, or ask for its `result()`, which blocks the kernel until it is there."""

    def __init__(self, future: "concurrent.futures.Future[T]", what: str = "") -> None:
        self._future = future
        self._what = what

    def __await__(self) -> Generator[Any, None, T]:
        """Wait in the kernel's loop.

        Raises:
            ClientError: Stop was pressed; or what went wrong.
        """
        return self._wait().__await__()

    def result(self) -> T:
        """Wait without `await`; the kernel does nothing else meanwhile.

        Raises:
            ClientError: Stop was pressed; or what went wrong.
        """
        try:
            while True:
                if concurrent.futures.wait([self._future], _LOOK).done:
                    return self._future.result()
        except (KeyboardInterrupt, concurrent.futures.CancelledError):
            self._future.cancel()
            raise self._stopped() from None

    def __repr__(self) -> str:
        return f"<has begun; write await before it to wait for {self._what or 'its result'}>"

    async def _wait(self) -> T:
        _STOPS.add(self._future)
        try:
            return await asyncio.wrap_future(self._future)
        except asyncio.CancelledError:
            if self._future.cancelled() and not _is_cancelling():
                raise self._stopped() from None
            raise
        finally:
            _STOPS.remove(self._future)

    def _stopped(self) -> ClientError:
        return ClientError(
            f"You stopped it while it waited for {self._what}." if self._what else "You stopped it.",
            "What was not waited for may still have happened: look at server.timeline",
        )


def _is_cancelling() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class _Stops:
    """What SIGINT cancels while it is awaited."""

    def __init__(self) -> None:
        self._futures: list[concurrent.futures.Future[Any]] = []
        self._before: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def add(self, future: "concurrent.futures.Future[Any]") -> None:
        """Cancel this, too."""
        self._futures.append(future)
        if self._loop is None:
            before, loop = signal.getsignal(signal.SIGINT), asyncio.get_running_loop()
            try:
                loop.add_signal_handler(signal.SIGINT, self._stop)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # Windows, or a loop that is not the main thread's
            self._before, self._loop = before, loop

    def remove(self, future: "concurrent.futures.Future[Any]") -> None:
        """It is over; with the last, SIGINT is whose it was."""
        self._futures.remove(future)
        if self._loop is not None and not self._futures:
            self._loop.remove_signal_handler(signal.SIGINT)
            signal.signal(signal.SIGINT, self._before)
            self._loop = None

    def _stop(self) -> None:
        for future in self._futures:
            future.cancel()


_STOPS = _Stops()
