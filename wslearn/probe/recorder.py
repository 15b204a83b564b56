"""Records on their way out: taken at once, marshalled and shipped in batches by a thread, bounded in memory."""

from __future__ import annotations

import itertools
import marshal
import os
import struct
import tempfile
import threading
from collections import deque
from contextlib import suppress
from time import perf_counter_ns, sleep
from typing import Any, Callable, Optional

from .plain import plain

# marshal is 5-10 times cheaper than JSON and keeps tuples and int keys. Version 4 is read by every Python since 3.4,
# and writes a string that occurs again (a type, a file name) only once.
_FORMAT = 4
_SEAL_COUNT = 4096
_MEMORY_BYTES = 64 << 20
_DISK_BYTES = 1 << 30
# A first record after a quiet while is shipped almost at once; then batches, because each wake-up of the shipping
# thread takes the interpreter from Daphne's.
_BUSY_PAUSE = 0.02
_IDLE_PAUSE = 0.001
_QUIET_NS = 60_000_000


class Recorder:
    """Takes records from any thread and writes them to the parent's pipe.

    Args:
        fd: the file descriptor of the pipe; nobody else may write to it.

    Attributes:
        record: `(conn, lane, direction, type, data, cause=None) → seq`; takes one record. `data` must not change any
            more: give it a copy (`plain`, `dict`) of what the project may change later.
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._count = itertools.count(1)
        # No lock on the way in: append and popleft of a deque are atomic, and records carry their number.
        self._taken: deque[Any] = deque()
        self._write_lock = threading.RLock()
        self._spool = _Spool()
        self._event = threading.Event()
        self._broken = False
        self.record = self._make_record()
        threading.Thread(target=self._run, name="wslearn-recorder", daemon=True).start()

    def _make_record(self) -> Callable[..., int]:
        """`record` as a closure: it runs ten times for every message, and attribute look-ups would double its cost."""
        number, append, taken = self._count.__next__, self._taken.append, self._taken
        clock, wake, woken = perf_counter_ns, self._event.set, self._event.is_set

        def record(
            conn: Optional[int],
            lane: str,
            direction: Optional[str],
            type_: str,
            data: Any,
            cause: Optional[int] = None,
        ) -> int:
            seq = number()
            append((seq, clock(), conn, lane, direction, type_, data, cause))
            if len(taken) > _SEAL_COUNT:
                self.seal()
            if not woken():
                wake()
            return seq

        return record

    def tell(self, word: str, content: Any) -> None:
        """Send a control word (`ready`, `error`, `sync`, `bye`) in order with the records, and flush."""
        self._taken.append((word, content))
        self.flush()

    def flush(self) -> None:
        """Write out all that was taken; returns when the pipe has it (or is broken)."""
        with self._write_lock:
            self.seal()
            while not self._broken:
                batch = self._spool.pop()
                if batch is None:
                    break
                self._write(batch)

    def seal(self) -> None:
        """Turn what was taken into one batch in the spool, where memory is bounded."""
        with self._spool.lock:
            records = []
            with suppress(IndexError):
                while True:
                    records.append(self._taken.popleft())
            if records and self._spool.dropped:
                data = {"count": self._spool.dropped}
                records.append((next(self._count), perf_counter_ns(), None, "wire", None, "gap", data, None))
                self._spool.dropped = 0
            if records:
                self._spool.push(_marshalled(records), len(records))

    def _write(self, batch: bytes) -> None:
        view = memoryview(struct.pack(">I", len(batch)) + batch)
        try:
            while view:
                view = view[os.write(self._fd, view) :]
        except OSError:
            self._broken = True

    def _run(self) -> None:
        shipped = 0
        while not self._broken:
            self._event.wait()
            sleep(_IDLE_PAUSE if perf_counter_ns() - shipped > _QUIET_NS else _BUSY_PAUSE)
            self._event.clear()
            self.flush()
            shipped = perf_counter_ns()


def _marshalled(records: list[Any]) -> bytes:
    """One batch; a record that marshal cannot carry is made plain and says so with a ninth item."""
    try:
        return marshal.dumps(records, _FORMAT)
    except ValueError:
        return marshal.dumps([_carried(record) for record in records], _FORMAT)


def _carried(record: Any) -> Any:
    try:
        marshal.dumps(record, _FORMAT)
    except ValueError:
        return (*record[:6], plain(record[6]), record[7], True)
    return record


class _Spool:
    """Sealed batches, first in, first out: in memory up to a bound, then in a temporary file, then counted only."""

    def __init__(self) -> None:
        # Re-entrant: a signal handler or a __del__ may record while this thread holds it.
        self.lock = threading.RLock()
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
        with self.lock:
            return self._pop()

    def _pop(self) -> Optional[bytes]:
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
