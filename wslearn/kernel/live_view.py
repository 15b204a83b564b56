"""A picture of the newest rows that changes while cells run, and stands still with the last of them.

It is drawn in a thread of its own: a cell that computes or blocks holds the kernel's loop, and rows come nevertheless.
"""

import threading
from collections.abc import Callable
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
    """

    def __init__(self, frame: Callable[[], Timeline], total: Callable[[], int]) -> None:
        from IPython.display import display

        self._frame = frame
        self._total = total
        self._shown = total()
        self._one = threading.Lock()
        self._closed = threading.Event()
        self._handle: Any = display(frame(), display_id=True)  # type: ignore[no-untyped-call]
        self._thread = threading.Thread(target=self._follow, name="wslearn-live", daemon=True)
        self._thread.start()

    def update(self) -> None:
        """Show what there is now, if it is not what is shown."""
        with self._one:
            if self._total() != self._shown:
                self._shown = self._total()
                self._handle.update(self._frame())

    def close(self) -> None:
        """End it; the last picture stays."""
        self._closed.set()

    def _follow(self) -> None:
        while not self._closed.wait(_PAUSE):
            self.update()
        self.update()  # with the last rows
