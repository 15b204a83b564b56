"""The live trace of one session: records of every observer go in, entries and rows come out to whoever listens."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from wslearn import __version__
from wslearn.trace.merge import Merger
from wslearn.trace.record import Entry, Finding, Header, Record, StepMark
from wslearn.trace.row import Row
from wslearn.trace.rows import Rows

# How long drawing may wait for more, in seconds: records that belong to one row arrive up to 20 ms apart.
_TICK = 0.025
# Ticks after the last record: longer than a row is held for what may still belong to it.
_TICKS = 4


# Batches of a server that may wait for the loop, the records in each, and the seconds that its thread waits for room:
# not for ever, as who stops a server holds up the loop until its last records are in.
_BATCHES = 2
_BATCH = 250
_HOLD = 0.05
# Records kept for patterns, and characters and bytes in them: neither a consumer that prints for ever nor messages of
# 10 MB may fill the memory.
_MOST = 200_000
_MOST_PAYLOAD = 200_000_000


class Listener(Protocol):
    """Who hears what happens: a face, a file."""

    def entry(self, entry: Entry) -> None:
        """Hear one line of the trace."""

    def rows(self, rows: Sequence[Row]) -> None:
        """Hear rows that are ready to be shown."""


class Live:
    """Merges records as they come and tells the listeners; all methods but `take_from_thread` belong to the loop.

    Args:
        listeners: told of every entry and of every row.
        show_secrets: leave cookies, logins and tokens as they are.
        lesson, seed: for the header.
        most: records kept for patterns; 0 where nothing is judged, so that big messages do not pile up for hours.
        most_payload: characters and bytes that those records may hold together, about.
    """

    def __init__(
        self,
        listeners: Iterable[Listener],
        *,
        show_secrets: bool = False,
        lesson: str | None = None,
        seed: int | None = None,
        most: int = _MOST,
        most_payload: int = _MOST_PAYLOAD,
    ) -> None:
        self.records: list[Record] = []
        self._listeners = tuple(listeners)
        self._merger = Merger(show_secrets)
        self._dropped = 0
        self._most = most
        self._most_payload = most_payload
        self._payload = 0
        self._rows = Rows()
        self._ready: list[Row] = []
        self._room = threading.Semaphore(_BATCHES)
        self._loop = asyncio.get_running_loop()
        self._tick: asyncio.TimerHandle | None = None
        self._ticks = 0
        self._drawn = 0.0
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []
        self._header: Header | None = None
        self._early: list[Entry] = []
        self._lesson = lesson
        self._seed = seed
        self._t0 = time.perf_counter_ns()
        self._started = datetime.now().astimezone().isoformat(timespec="milliseconds")

    def listen(self, listener: Listener) -> None:
        """Tell one more listener from now on; what was told already is not told again."""
        self._listeners = (*self._listeners, listener)

    def begin(self, versions: Mapping[str, str]) -> None:
        """Give the header, once, our own versions added; entries that came before it are told after it."""
        if self._header is None:
            self._header = Header({**_own_versions(), **versions}, self._started, self._t0, self._lesson, self._seed)
            self._tell(self._header)
            for entry in self._early:
                self._tell(entry)
            self._early.clear()

    def take(self, record: Record) -> None:
        """Take one record of the bundled client."""
        self.take_all([record])

    def take_from_thread(self, records: list[Record]) -> None:
        """Take records of a server; called in its reading thread, which waits a little while the loop is behind.

        So a flood fills the pipe and slows the server, and keys and Ctrl-C still get their turn.
        """
        with suppress(RuntimeError):  # the loop has ended, and nobody wants them any more
            for start in range(0, len(records), _BATCH):
                room = self._room.acquire(timeout=_HOLD)
                self._loop.call_soon_threadsafe(self._take_batch, records[start : start + _BATCH], room)

    def _take_batch(self, records: list[Record], room: bool) -> None:
        if room:
            self._room.release()
        self.take_all(records)

    def take_all(self, records: Iterable[Record]) -> None:
        """Take records of one observer, in its order."""
        for record in records:
            merged = self._merger.feed(record)
            self.records.append(merged)
            self._payload += _payload(merged.data)
            self._entry(merged)
            self._ready.extend(self._rows.feed(merged))
        if len(self.records) > self._most or self._payload > self._most_payload:
            self._forget()
        self._draw_soon()
        self._wake()

    def _forget(self) -> None:
        """Keep the newest records, at most half of what may be kept."""
        kept = 0
        self._payload = 0
        while kept < min(len(self.records), self._most // 2):
            payload = _payload(self.records[-1 - kept].data)
            if self._payload + payload > self._most_payload // 2:
                break
            self._payload += payload
            kept += 1
        surplus = len(self.records) - kept
        del self.records[:surplus]
        self._dropped += surplus

    @property
    def position(self) -> int:
        """How many records there have been in this step."""
        return self._dropped + len(self.records)

    def since(self, position: int) -> list[Record]:
        """The records that came after a position, as far as they are still kept."""
        return self.records[max(0, position - self._dropped) :]

    def reveal(self, value: str) -> None:
        """Do not mask this cookie: it belongs to a login that the lesson made itself."""
        self._merger.reveal(value)

    def client_of(self, conn: str | None) -> str | None:
        """The bundled client's name at the other end of a connection."""
        return self._merger.client_of(conn)

    def mark_step(self, number: int, title: str) -> None:
        """Begin a step: records before it no longer count for expectations."""
        self.flush()
        self.records.clear()
        self._dropped = self._payload = 0
        self._entry(StepMark(time.perf_counter_ns(), number, title))

    def finding(self, finding: Finding) -> None:
        """Tell a finding, after the rows that it is about."""
        self.flush()
        self._entry(finding)

    def flush(self) -> None:
        """Tell every row that is still held."""
        self._ready.extend(self._rows.flush(None))
        self._draw()

    async def quiet(self) -> None:
        """Wait until every row is complete, or as long as a row is held; then tell the rest."""
        await self.until(lambda: not self._rows.held, _TICKS * _TICK)
        self.flush()

    async def until(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until `condition` holds, looked at after every batch of records; False after `timeout` seconds."""
        if condition():
            return True
        future: asyncio.Future[None] = self._loop.create_future()
        waiting = (condition, future)
        self._waiting.append(waiting)
        try:
            # Not `wait_for`: in Python 3.11 it loses a Ctrl-C that comes when the future is done, as in a flood.
            async with asyncio.timeout(timeout):
                await future
        except TimeoutError:
            return condition()
        finally:
            self._waiting.remove(waiting)
        return True

    def _entry(self, entry: Entry) -> None:
        if self._header is None:
            self._early.append(entry)
        else:
            self._tell(entry)

    def _tell(self, entry: Entry) -> None:
        for listener in self._listeners:
            listener.entry(entry)

    def _wake(self) -> None:
        for condition, future in self._waiting:
            if not future.done() and condition():
                future.set_result(None)

    def _draw_soon(self) -> None:
        """Draw now when nothing was drawn lately, so that a single event shows at once; else at the next tick."""
        if self._ready and self._loop.time() - self._drawn > _TICK:
            self._draw()
        self._ticks = _TICKS
        if self._tick is None:
            self._tick = self._loop.call_later(_TICK, self._on_tick)

    def _on_tick(self) -> None:
        self._tick = None
        self._ticks -= 1
        self._ready.extend(self._rows.flush(time.perf_counter_ns()))
        self._draw()
        if self._ticks > 0:
            self._tick = self._loop.call_later(_TICK, self._on_tick)

    def _draw(self) -> None:
        if self._ready:
            rows, self._ready = self._ready, []
            self._drawn = self._loop.time()
            for listener in self._listeners:
                listener.rows(rows)


def _payload(data: Mapping[str, object]) -> int:
    """How many characters and bytes a record holds: in its values, and one level deeper, as in a group's message."""
    size = 0
    for value in data.values():
        if isinstance(value, str | bytes):
            size += len(value)
        elif isinstance(value, dict):
            size += sum(len(inner) for inner in value.values() if isinstance(inner, str | bytes))
    return size


def _own_versions() -> dict[str, str]:
    """What decides what the bundled client does; read from metadata, nothing is imported for it."""
    from importlib.metadata import version

    return {"wslearn": __version__, "websockets": version("websockets")}
