"""A picture of the newest rows that changes while cells run, and stands still with the last of them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from wslearn.kernel.timeline import Timeline

ROWS = 50
"""Rows that it shows; with this many, ten pictures a second stay far below what Jupyter Server lets through."""
_PAUSE = 0.1


class LiveView:
    """Displayed where it is made, and from then on anew when rows came, at most ten times a second.

    Args:
        frame: what is to be seen now.
        total: how many rows there have been; a picture is made when it has changed.

    Attributes:
        closed: set to end it; the last picture stays.
    """

    def __init__(self, frame: Callable[[], Timeline], total: Callable[[], int]) -> None:
        from IPython.display import display

        self._frame = frame
        self._total = total
        self._shown = total()
        self.closed = False
        self._handle: Any = display(frame(), display_id=True)  # type: ignore[no-untyped-call]
        with suppress(RuntimeError):  # no loop runs: then it changes with the end of each cell
            self._task = asyncio.get_running_loop().create_task(self._follow())

    def update(self) -> None:
        """Show what there is now, if it is not what is shown."""
        if self._total() != self._shown:
            self._shown = self._total()
            self._handle.update(self._frame())

    async def _follow(self) -> None:
        while not self.closed:
            self.update()
            await asyncio.sleep(_PAUSE)
        self.update()  # with the last rows
