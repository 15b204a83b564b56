"""Records on their way out: taken by value at once, shipped in batches by a thread, bounded in memory."""

from __future__ import annotations

import itertools
import marshal
import os
import struct
import tempfile
import threading
from collections import deque
from time import perf_counter_ns, sleep
from typing import Any, Optional

from .plain import plain

# marshal is 5-10 times cheaper than JSON and keeps tuples and int keys; version 2 is read by every Python 3.
_FORMAT = 2
_SEAL_BYTES = 1 << 20
_MEMORY_BYTES = 64 << 20
_DISK_BYTES = 1 << 30
_BUSY_PAUSE = 0.02
_IDLE_PAUSE = 0.001
_IDLE_BATCH = 32


class Recorder:
    """Takes records from any thread and writes them to the parent's pipe.

    A record is copied (marshalled) when it is made, so that later changes to an event cannot rewrite history.

    Args:
        fd: the file descriptor of the pipe; nobody else may write to it.
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._count = itertools.count(1)
        # Re-entrant: a signal handler or a __del__ may record while this thread holds it.
        self._lock = threading.RLock()
        self._write_lock = threading.RLock()
        self._blobs: list[bytes] = []
        self._blob_bytes = 0
        self._spool = _Spool()
        self._awake = False
        self._event = threading.Event()
        self._pause = _IDLE_PAUSE
        self._broken = False
        threading.Thread(target=self._run, name="wslearn-recorder", daemon=True).start()

    def record(
        self,
        conn: Optional[int],
        lane: str,
        direction: Optional[str],
        type_: str,
        data: Any,
        cause: Optional[int] = None,
    ) -> int:
        """Take one record and return its sequence number."""
        with self._lock:
            seq = next(self._count)
            head = (seq, perf_counter_ns(), conn, lane, direction, type_)
            try:
                blob = marshal.dumps((*head, data, cause), _FORMAT)
            except ValueError:
                # The ninth item tells the parent to look for `{...: repr}` in the data.
                blob = marshal.dumps((*head, plain(data), cause, True), _FORMAT)
            self._append(blob)
        return seq

    def tell(self, word: str, content: Any) -> None:
        """Send a control word (`ready`, `error`, `sync`) in order with the records, and flush."""
        with self._lock:
            self._append(marshal.dumps((word, content), _FORMAT))
        self.flush()

    def flush(self) -> None:
        """Write out all that was taken; returns when the pipe has it (or is broken)."""
        with self._write_lock:
            with self._lock:
                self._seal()
            while not self._broken:
                with self._lock:
                    batch = self._spool.pop()
                if batch is None:
                    break
                self._write(batch)

    def _append(self, blob: bytes) -> None:
        self._blobs.append(blob)
        self._blob_bytes += len(blob)
        if self._blob_bytes > _SEAL_BYTES:
            self._seal()
        if not self._awake:
            self._awake = True
            self._event.set()

    def _seal(self) -> None:
        """Turn what is pending into one batch in the spool."""
        if not self._blobs:
            return
        if self._spool.dropped:
            data = {"count": self._spool.dropped}
            gap = (next(self._count), perf_counter_ns(), None, "wire", None, "gap", data, None)
            self._blobs.append(marshal.dumps(gap, _FORMAT))
            self._spool.dropped = 0
        self._pause = _IDLE_PAUSE if len(self._blobs) < _IDLE_BATCH else _BUSY_PAUSE
        self._spool.push(marshal.dumps(self._blobs, _FORMAT), len(self._blobs))
        self._blobs = []
        self._blob_bytes = 0

    def _write(self, batch: bytes) -> None:
        view = memoryview(struct.pack(">I", len(batch)) + batch)
        try:
            while view:
                view = view[os.write(self._fd, view) :]
        except OSError:
            self._broken = True

    def _run(self) -> None:
        while not self._broken:
            self._event.wait()
            self._event.clear()
            sleep(self._pause)
            self._awake = False
            self.flush()


class _Spool:
    """Sealed batches, first in, first out: in memory up to a bound, then in a temporary file, then counted only."""

    def __init__(self) -> None:
        self._batches: deque[Any] = deque()
        self._memory = 0
        self._file: Any = None
        self._disk = 0
        self.dropped = 0

    def push(self, batch: bytes, records: int) -> None:
        if self._memory + len(batch) <= _MEMORY_BYTES or not self._batches:
            self._memory += len(batch)
            self._batches.append(batch)
        elif self._disk + len(batch) <= _DISK_BYTES:
            self._spill(batch)
        else:
            self.dropped += records

    def _spill(self, batch: bytes) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
            self._file.seek(self._disk)
            self._file.write(batch)
        except OSError:
            self.dropped += 1
            return
        self._batches.append((self._disk, len(batch)))
        self._disk += len(batch)

    def pop(self) -> Optional[bytes]:
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
