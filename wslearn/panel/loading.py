"""A saved trace that a page hands over in pieces, as a backlog of its own."""

import asyncio

from wslearn.errors import TraceError
from wslearn.panel.backlog import Backlog
from wslearn.panel.items import Notice
from wslearn.trace.jsonl import Trace, parse
from wslearn.trace.playback import play_back
from wslearn.trace.row import Row

LARGEST = 200_000_000
"""Bytes of a file."""


class Loading:
    """Collects the pieces of a file.

    Args:
        name: of the file, as the page says.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        """Take the next piece.

        Raises:
            TraceError: the file is too large.
        """
        self._size += len(piece)
        if self._size > LARGEST:
            self._pieces.clear()
            raise TraceError("This file is too large for the panel.", "Look at it with: wslearn replay FILE")
        self._pieces.append(piece)

    async def backlog(self) -> Backlog:
        """The trace, read in a thread, for it can be long.

        Raises:
            TraceError: it is none.
        """
        content = b"".join(self._pieces)
        self._pieces.clear()
        return await asyncio.to_thread(lambda: played(parse(content, self.name)))


def played(trace: Trace) -> Backlog:
    """A saved trace as a backlog."""
    backlog = Backlog()
    backlog.entry(trace.header)
    backlog.entries.extend(trace.entries)
    for item in play_back(trace):
        if isinstance(item, Row):
            backlog.rows([item])
        else:
            backlog.add(item)
    if trace.damage is not None:
        said = f"The trace is damaged at line {trace.damage.line}: {trace.damage.message}."
        backlog.add(Notice(f"{said} All that can be read is shown."))
    return backlog
