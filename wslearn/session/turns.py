"""How many servers play at once: what is checked takes turns."""

import asyncio
import os
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


class Turns:
    """As many at once as there are cores, and one more that waits; belongs to one event loop."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore((os.cpu_count() or 1) + 1)

    async def run(self, task: Coroutine[Any, Any, T]) -> T:
        """The result of one, once its turn has come. It must not wait for a turn itself."""
        async with self._free:
            return await task

    async def run_all(self, tasks: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
        """The results in order."""
        return await asyncio.gather(*(self.run(task) for task in tasks))
