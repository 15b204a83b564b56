"""Batches that wait for the parent: in memory up to a bound, then in a temporary file, then counted only."""

from __future__ import annotations

import tempfile
from collections import deque
from typing import Any, Optional

_MEMORY_BYTES = 64 << 20
_DISK_BYTES = 1 << 30


class Spool:
    """First in, first out, bounded.

    Args:
        memory, disk: how many bytes of batches each may hold.
    """

    def __init__(self, memory: int = _MEMORY_BYTES, disk: int = _DISK_BYTES) -> None:
        self._most = (memory, disk)
        self._batches: deque[Any] = deque()
        self._memory = 0
        self._file: Any = None
        self._disk = 0

    def push(self, batch: bytes, always: bool = False) -> bool:
        """Take a batch; False where there is no room for it. With `always` it is kept in any case."""
        memory, disk = self._most
        if always or not self._batches or self._memory + len(batch) <= memory:
            self._memory += len(batch)
            self._batches.append(batch)
            return True
        return self._disk + len(batch) <= disk and self._spill(batch)

    def pop(self) -> Optional[bytes]:
        """The oldest batch; None where there is none."""
        if not self._batches:
            return None
        batch = self._batches.popleft()
        if isinstance(batch, tuple):
            self._file.seek(batch[0])
            batch = self._file.read(batch[1])
        else:
            self._memory -= len(batch)
        if not self._batches:
            self._disk = 0
        return bytes(batch)

    def _spill(self, batch: bytes) -> bool:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
            self._file.seek(self._disk)
            self._file.write(batch)
        except OSError:
            return False
        self._batches.append((self._disk, len(batch)))
        self._disk += len(batch)
        return True
