"""What a cell awaits: something that is done on another thread's loop, and that the Stop button can end.

As with any coroutine nothing is done before it is awaited: a `receive` that somebody forgot takes no message away.

ipykernel cannot interrupt `await` by itself: its handler of SIGINT does not wake the loop. So while anything of ours is
awaited, the handler is ours. `result()` is the way without `await`: it looks around.
"""

import asyncio
import concurrent.futures
import signal
import warnings
from collections.abc import Coroutine
from contextvars import ContextVar
from types import FrameType
from typing import Any, TypeVar

from wslearn.errors import ClientError, UsageError

T = TypeVar("T")

# Seconds between two looks of `result()`: on Windows a lock that is waited for hears no Ctrl-C.
_LOOK = 0.1


class NotAwaitedError(UsageError, AttributeError):
    """Something was asked of a result that nobody has waited for."""


class Waiting(Coroutine[Any, Any, T]):
    """Something to `await`, or to ask for its `result()`, which blocks the kernel until it is there.

    Args:
        coroutine: what is done, on `loop`.
        what: is waited for: "a message for client".
    """

    def __init__(self, coroutine: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop, what: str = "") -> None:
        self._coroutine = coroutine
        self._loop = loop
        self._what = what or "its result"
        self._future: concurrent.futures.Future[T] | None = None
        self._steps: Coroutine[Any, Any, T] | None = None

    def __await__(self) -> Any:
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
            future = self._begin()
            while True:
                if concurrent.futures.wait([future], _LOOK).done:
                    return future.result()
        except (KeyboardInterrupt, concurrent.futures.CancelledError):
            if self._future is not None:
                self._future.cancel()
            raise self._stopped() from None

    def send(self, value: Any) -> Any:
        """One step of a task that was made of it: `asyncio.create_task(socket.receive())`."""
        return self._stepping().send(value)

    def throw(self, *error: Any) -> Any:
        """An exception for that task, such as its cancelling."""
        return self._stepping().throw(*error)

    def close(self) -> None:
        """That task is given up."""
        if self._steps is not None:
            self._steps.close()

    def __repr__(self) -> str:
        if self._future is None:
            return f"<nothing was done yet; write await before it to wait for {self._what}>"
        return f"<{'done' if self._future.done() else 'waiting for'}: {self._what}>"

    def __getattr__(self, name: str) -> Any:
        """The result has it, perhaps."""
        if name.startswith("_"):
            raise AttributeError(name)
        what = f"There is no {name} yet: nobody has waited for {self._what}."
        raise NotAwaitedError(what, "Write await before the call that made it: server = await wslearn.serve(3)")

    def __del__(self) -> None:
        if self._future is None:
            self._coroutine.close()
            what = f"Nothing was done: {self._what} was not awaited. Write await before it."
            warnings.warn(what, RuntimeWarning, stacklevel=2)

    def _begin(self) -> "concurrent.futures.Future[T]":
        if self._future is None:
            self._future = asyncio.run_coroutine_threadsafe(self._coroutine, self._loop)
        return self._future

    def _stepping(self) -> Coroutine[Any, Any, T]:
        if self._steps is None:
            self._steps = self._wait()
        return self._steps

    async def _wait(self) -> T:
        future = self._begin()
        _STOPS.add(future)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if future.cancelled() and (_STOPS.take() or not _is_cancelling()):
                raise self._stopped() from None
            raise
        finally:
            _STOPS.remove(future)

    def _stopped(self) -> ClientError:
        return ClientError(
            f"You stopped it while it waited for {self._what}.",
            "What was not waited for may still have happened: look at server.timeline",
        )


def _is_cancelling() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class _Stops:
    """What SIGINT cancels: what the newest cell awaits. Tasks that earlier cells left go on.

    ipykernel puts its own handler in place for each cell, and takes it away after it: so ours is put over it by each
    wait that does not find it, and a handler that is not ours is left alone.
    """

    def __init__(self) -> None:
        self._futures: list[tuple[int, concurrent.futures.Future[Any]]] = []
        self._before: Any = None
        self._stopped_cell: int | None = None

    def take(self) -> bool:
        """Whether Stop was pressed for this cell, and nothing of it was told so yet."""
        stopped = self._stopped_cell == _CELL.get()
        if stopped:
            self._stopped_cell = None
        return stopped

    def add(self, future: "concurrent.futures.Future[Any]") -> None:
        """Cancel this, too."""
        self._futures.append((_CELL.get(), future))
        now = signal.getsignal(signal.SIGINT)
        if now != self._on_signal:
            try:
                signal.signal(signal.SIGINT, self._on_signal)
            except ValueError:
                return  # not the main thread
            self._before = now

    def remove(self, future: "concurrent.futures.Future[Any]") -> None:
        """It is over; with the last, SIGINT is whose it was."""
        self._futures = [pair for pair in self._futures if pair[1] is not future]
        if not self._futures and signal.getsignal(signal.SIGINT) == self._on_signal:
            signal.signal(signal.SIGINT, self._before)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        """What is cancelled wakes the loop, which SIGINT alone does not; what is done just now cannot be cancelled."""
        self._stopped_cell = _newest
        cancelled = [future.cancel() for cell, future in self._futures if cell == _newest]
        if not any(cancelled) and callable(self._before):
            self._before(number, frame)


_CELL: ContextVar[int] = ContextVar("cell", default=0)
_newest = 0
_STOPS = _Stops()


def begin_cell() -> None:
    """What is awaited from now on, here and in tasks that are begun here, is another cell's."""
    global _newest
    _newest += 1
    _CELL.set(_newest)
