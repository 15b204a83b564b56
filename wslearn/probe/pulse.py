"""Whether Daphne's event loop runs: the parent asks, and is told for how long what was put into the loop has waited."""

from __future__ import annotations

from time import monotonic
from typing import Any, Optional

from .recorder import Recorder


class Pulse:
    """Answers in the thread that reads the parent's commands, so that it answers while the loop is held.

    Args:
        recorder: carries the answers, seconds, 0 while the loop runs.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._since: Optional[float] = None

    def ask(self, reactor: Any) -> None:
        """Answer, and put the next beat into the loop."""
        now, since = monotonic(), self._since
        if since is None:
            self._since = now
            reactor.callFromThread(self._beat)
        self._recorder.put("pulse", 0.0 if since is None else now - since)

    def _beat(self) -> None:
        """Called by the loop."""
        self._since = None
