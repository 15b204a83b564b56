"""An asyncio loop in a thread of its own: a cell that computes cannot hold up the clients that live there.

It knows nothing of WebSockets, Jupyter or what is run on it but how to hand it over.
"""

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

from wslearn.kernel.waiting import Waiting

T = TypeVar("T")


class Loop:
    """Runs coroutines in its thread, which ends with the process."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="wslearn-kernel", daemon=True).start()

    def start(self, coroutine: Coroutine[Any, Any, T], what: str = "") -> Waiting[T]:
        """A coroutine, to be run when it is awaited; `what` says what is waited for: "a message for client"."""
        return Waiting(coroutine, self._loop, what)

    def run(self, coroutine: Coroutine[Any, Any, T], what: str = "") -> T:
        """Run a coroutine to its end; Stop ends it."""
        return self.start(coroutine, what).result()


@cache
def the_loop() -> Loop:
    """The one loop of this kernel."""
    return Loop()
