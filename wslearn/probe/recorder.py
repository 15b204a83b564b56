"""Records on their way out: taken at once, marshalled and shipped in batches by a thread, bounded in memory."""

from __future__ import annotations

import itertools
import marshal
import os
import struct
import threading
from collections import deque
from contextlib import suppress
from operator import itemgetter
from time import perf_counter_ns, sleep
from typing import Any, Callable, Optional

from .plain import plain
from .spool import Spool

# marshal is 5-10 times cheaper than JSON and keeps tuples and int keys. Version 4 is read by every Python since 3.4,
# and writes a string that occurs again (a type, a file name) only once.
_FORMAT = 4
_SEAL_COUNT = 4096
_number = itemgetter(0)
# A first record after a quiet while is shipped almost at once; then batches, because each wake-up of the shipping
# thread takes the interpreter from Daphne's.
_BUSY_PAUSE = 0.02
_IDLE_PAUSE = 0.001
_QUIET_NS = 60_000_000


class Recorder:
    """Takes records from any thread and writes them to the parent's pipe.

    Args:
        fd: the file descriptor of the pipe; nobody else may write to it.
        spool: where batches wait while the parent does not read.

    Attributes:
        record: `(conn, lane, direction, type, data, cause=None) → seq`; takes one record. `data` must not change any
            more: give it a copy (`plain`, `dict`) of what the project may change later.
    """

    def __init__(self, fd: int, spool: Optional[Spool] = None) -> None:
        self._fd = fd
        self._count = itertools.count(1)
        # No lock on the way in: append and popleft of a deque are atomic, and records carry their number.
        self._taken: deque[Any] = deque()
        self._waiting: list[Any] = []
        self._next = 1
        self._gap: list[Any] = []
        self._spool = spool or Spool()
        self._event = threading.Event()
        # Falsy while the shipping thread is to be woken; a list, as that is all that `record` has time to look at.
        self._woken: list[bool] = []
        self._broken = False
        self._make_locks()
        self.record = self._make_record()
        threading.Thread(target=self._run, name="wslearn-recorder", daemon=True).start()

    def _make_locks(self) -> None:
        # Re-entrant: a signal handler or a __del__ may record while this thread holds one.
        self._write_lock = threading.RLock()
        self._spool_lock = threading.RLock()

    def _make_record(self) -> Callable[..., int]:
        """`record` as a closure: it runs ten times for every message, and attribute look-ups would double its cost."""
        number, append, taken = self._count.__next__, self._taken.append, self._taken
        clock, wake, woken = perf_counter_ns, self._event.set, self._woken

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
            if not woken:
                woken.append(True)
                wake()
            return seq

        return record

    def tell(self, word: str, content: Any) -> None:
        """Send a control word (`ready`, `error`, `sync`, `bye`) in order with the records, and flush."""
        self.put(word, content)
        self.flush()

    def put(self, word: str, content: Any) -> None:
        """Send a control word in order with the records, and wait for nobody."""
        with self._spool_lock:
            self.seal(everything=True)
            self._spool.push(marshal.dumps([(word, content)], _FORMAT), always=True)
        self._event.set()

    def flush(self) -> None:
        """Write out all that was taken; returns when the pipe has it (or is broken)."""
        with self._write_lock:
            self.seal()
            batch = self._pop()
            while batch is not None and not self._broken:
                self._write(batch)
                batch = self._pop()

    def _pop(self) -> Optional[bytes]:
        with self._spool_lock:
            batch = self._spool.pop()
            if batch is None and self._gap:
                self.seal()
                batch = self._spool.pop()
            return batch

    def seal(self, everything: bool = False) -> None:
        """Turn what was taken into one batch in the spool, where memory is bounded."""
        with self._spool_lock:
            records = self._drain(everything)
            if self._broken or not (records or self._gap):
                return
            if not self._spool.push(_marshalled(self._gap + records)):
                self._count_lost(records)
                if not everything:
                    return
                self._spool.push(_marshalled(self._gap), always=True)
            self._gap = []

    def _drain(self, everything: bool) -> list[Any]:
        """What was taken, in the order of its numbers, up to the first number that its thread has yet to hand in."""
        records = self._waiting
        with suppress(IndexError):
            while True:
                records.append(self._taken.popleft())
        records.sort(key=_number)
        # A thread that an exception hit on its way to handing in must not hold up the others for ever.
        everything = everything or len(records) > 2 * _SEAL_COUNT
        ready = len(records) if everything else _unbroken(records, self._next)
        self._waiting = records[ready:]
        if ready:
            self._next = max(self._next, records[ready - 1][0] + 1)
        return records[:ready]

    def _count_lost(self, records: list[Any]) -> None:
        """One `gap` stands for all that is lost in a row, with the number and time of the first."""
        if not records:
            return
        seq, t_ns = self._gap[0][:2] if self._gap else records[0][:2]
        count = len(records) + (self._gap[0][6]["count"] if self._gap else 0)
        self._gap = [(seq, t_ns, None, "wire", None, "gap", {"count": count}, None)]

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
            self._woken.clear()  # before the flush: what is recorded meanwhile wakes again
            self.flush()
            shipped = perf_counter_ns()

    def forget(self) -> None:
        """In a forked child: record nothing more, and let go of the parent's pipe, which belongs to the server."""
        self._broken = True
        self._make_locks()
        # Its lock may have been held by a thread that the child has not got.
        getattr(self._event, "_at_fork_reinit", int)()
        self._event.set()
        self._taken.clear()
        with suppress(OSError):
            os.close(self._fd)


def _unbroken(records: list[Any], first: int) -> int:
    """How many records, from the start, have numbers up to `first` or follow on each other from there."""
    late = 0
    while late < len(records) and records[late][0] < first:
        late += 1
    if not records or records[-1][0] - first == len(records) - late - 1:
        return len(records)
    return next(at for at in range(late, len(records)) if records[at][0] != first + at - late)


def _marshalled(records: list[Any]) -> bytes:
    """One batch; the data of a record that marshal cannot carry is made plain."""
    try:
        return marshal.dumps(records, _FORMAT)
    except ValueError:
        return marshal.dumps([_carried(record) for record in records], _FORMAT)


def _carried(record: Any) -> Any:
    try:
        marshal.dumps(record, _FORMAT)
    except ValueError:
        return (*record[:6], plain(record[6]), record[7])
    return record
