"""The server process as the parent sees it."""

import asyncio
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from wslearn.errors import WslearnError
from wslearn.server import pipe, problems
from wslearn.server.spawn import spawn
from wslearn.trace.record import Record

Sink = Callable[[list[Record]], None]

# Records wait at most this long in the child before they are shipped (probe/recorder.py).
_BATCH_MS = 20
# Of the time that an end may take, the part for an end of its own.
_PATIENCE = 0.8
# How long a process that does not get ready may take to say where it is: a loop in C answers nothing.
_PLACE_SECONDS = 1.0
# A process that the project started elsewhere may hold stderr open for ever.
_STDERR_SECONDS = 0.1
_STDERR_LINES = 60
_STDERR_WIDTH = 2000


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve.

    Attributes:
        folder: the project's folder, where `manage.py` is.
        application: `module:attribute`; None for what the settings' ASGI_APPLICATION says.
        settings: dotted name for DJANGO_SETTINGS_MODULE; None leaves the environment's.
        host, port: where to listen; port 0 finds a free one.
        admit: a host that the project lets in whatever its settings say; None leaves that to them.
        daphne: keyword arguments of `daphne.server.Server` (timeouts in seconds).
        environment: variables set before the project is imported.
        lanes: the lanes to record; empty for all.
    """

    folder: str
    application: str | None = None
    settings: str | None = None
    host: str = "127.0.0.1"
    port: int = 0
    admit: str | None = None
    daphne: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    lanes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """Where a server listens, the versions in it, and one sentence for each thing it does not record."""

    host: str
    port: int
    versions: Mapping[str, str]
    missing: tuple[str, ...]


class Server:
    """One server process. It starts importing at once; `serve` tells it what.

    Args:
        sink: called with records in order, in a thread of this object's own.
        name: the `src` of its records.
        process: the process, when it was started before; it has served nothing yet.
        python: the interpreter to start one with.

    Attributes:
        ready, ended: done when it listens, and with its exit status.
        heard: when anything came from it last, as `time.monotonic()`.
        held: for how many seconds its event loop had run nothing, by its last answer to `ask_pulse`.

    Raises:
        EnvironmentProblem: the interpreter cannot be started.
    """

    def __init__(
        self,
        sink: Sink,
        name: str = "server-1",
        process: "subprocess.Popen[bytes] | None" = None,
        python: str = sys.executable,
    ) -> None:
        self.name = name
        self.ready: Future[Ready] = Future()
        self.ended: Future[int] = Future()
        # Who waits for them may be cancelled (Ctrl-C); they may not: `stop` asks them whether there is what to stop.
        self.ready.set_running_or_notify_cancel()
        self.ended.set_running_or_notify_cancel()
        self.heard = time.monotonic()
        self.held = 0.0
        self._place: Future[Mapping[str, Any] | None] = Future()
        self._place.set_running_or_notify_cancel()
        self._sink = sink
        self._serving: Serving | None = None
        self._syncs: dict[int, Future[None]] = {}
        self._sync_numbers = itertools.count(1)
        self._seq = 0
        self._complete = False
        self._asked = False
        self._stderr: deque[str] = deque(maxlen=_STDERR_LINES)
        self._process = process or spawn(python)
        self._stderr_thread = self._thread(self._read_stderr)
        self._thread(self._read_records)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def stderr(self) -> str:
        """The last lines that it wrote to stderr."""
        return "\n".join(self._stderr)

    def serve(self, serving: Serving) -> None:
        """Tell the process what to serve; `ready` is done when it listens, or has the error."""
        self._serving = serving
        self._command({"serve": asdict(serving)})

    def record_pages(self, script: str) -> None:
        """Let HTML pages load the script of this address first, from now on; it reports what their JavaScript does."""
        self._command({"page": script})

    def wait_ready(self, timeout: float = 15.0) -> Ready:
        """Wait until it listens; for callers without an event loop.

        Raises:
            ServerNotStarted: with the project's own line that failed, or after `timeout` seconds.
        """
        try:
            return self.ready.result(timeout)
        except FutureTimeout:
            self._ask_place()
            with suppress(FutureTimeout):
                self._place.result(_PLACE_SECONDS)
            raise self._too_slow(timeout) from None

    async def until_ready(self, timeout: float) -> Ready:
        """Wait until it listens, in an event loop.

        Raises:
            ServerNotStarted: as of `wait_ready`.
        """
        try:
            # Not wait_for: before Python 3.12 it loses a Ctrl-C that comes when the future is done already.
            async with asyncio.timeout(timeout):
                return await asyncio.wrap_future(self.ready)
        except TimeoutError:
            self._ask_place()
            with suppress(TimeoutError):
                async with asyncio.timeout(_PLACE_SECONDS):
                    await asyncio.wrap_future(self._place)
            raise self._too_slow(timeout) from None

    def _ask_place(self) -> None:
        """Ask in which line of the project it is; the answer, None for nowhere in it, is `_place`."""
        self._command({"where": None})

    def _too_slow(self, timeout: float) -> WslearnError:
        place = self._place.result() if self._place.done() else None
        folder = self._serving.folder if self._serving else "."
        return problems.too_slow(timeout, self.stderr, place, folder)

    def sync(self) -> "Future[None]":
        """Done when every record made so far has reached the sink, or the process has ended."""
        number = next(self._sync_numbers)
        future = self._syncs[number] = Future()
        self._command({"sync": number})
        if self.ended.done():
            self._synced(number)
        return future

    def ask_pulse(self) -> None:
        """Ask whether its event loop runs; the answer sets `held`."""
        self._command({"pulse": None})

    def _synced(self, number: int) -> None:
        with suppress(KeyError, InvalidStateError):
            self._syncs.pop(number).set_result(None)

    def stop(self, polite: bool = False, timeout: float = 1.0) -> None:
        """End the process within about `timeout` seconds; every record it made has reached the sink then.

        Args:
            polite: let Daphne shut down and the applications be cancelled; else it only hands in its records.
            timeout: seconds to wait for its end, before it is killed and `server.exit` says what may be missing.
        """
        if self.ended.done():
            return
        self._asked = True
        self._command({"stop" if polite else "exit": None})
        with suppress(FutureTimeout):
            self.ended.result(timeout * _PATIENCE)
        # In any case: what the project started in its session must not outlive it.
        self._kill()
        with suppress(FutureTimeout):
            self.ended.result(timeout)

    def _kill(self) -> None:
        """Kill the process, and on POSIX what it started in its session."""
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _command(self, command: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(command).encode() + b"\n")
            self._process.stdin.flush()

    def _thread(self, target: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=target, name=f"{self.name}-{target.__name__}", daemon=True)
        thread.start()
        return thread

    def _read_stderr(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            while line := stream.readline(_STDERR_WIDTH):
                self._stderr.append(line.decode("utf-8", "replace").rstrip("\r\n"))

    def _read_records(self) -> None:
        assert self._process.stdout is not None
        try:
            with self._process.stdout as stream:
                for batch in pipe.read_batches(stream):
                    self._take(batch)
        finally:
            self._end()

    def _take(self, batch: list[Any]) -> None:
        records: list[Record] = []
        self.heard = time.monotonic()
        for taken in batch:
            item = pipe.decode(taken, self.name)
            if type(item) is Record:
                records.append(item)
                self._seq = max(self._seq, item.seq)
            else:
                self._deliver(records)
                records = []
                self._hear(*item)
        self._deliver(records)

    def _deliver(self, records: list[Record]) -> None:
        if records:
            self._sink(records)

    def _hear(self, word: str, content: Any) -> None:
        if word == "ready":
            ready = Ready(content["host"], content["port"], content["versions"], tuple(content["missing"]))
            data = {"host": ready.host, "port": ready.port, "missing": list(ready.missing)}
            self._deliver([self._own_record("server.ready", data)])
            self._resolve(ready)
        elif word == "error":
            folder = self._serving.folder if self._serving else "."
            self._resolve(problems.not_started(content, folder, self.stderr))
        elif word == "bye":
            self._complete = True
        elif word == "sync":
            self._synced(content)
        elif word == "pulse":
            self.held = content
        elif word == "where":
            with suppress(InvalidStateError):
                self._place.set_result(content)

    def _resolve(self, outcome: Ready | WslearnError) -> None:
        with suppress(InvalidStateError):
            if isinstance(outcome, Ready):
                self.ready.set_result(outcome)
            else:
                self.ready.set_exception(outcome)

    def _end(self) -> None:
        """The pipe has ended: the process is gone or going."""
        returncode = self._process.wait()
        self._stderr_thread.join(_STDERR_SECONDS)
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        self._resolve(problems.died(returncode, self.stderr))
        killed = not self._complete
        lost_ms = _BATCH_MS if killed else 0
        data = {"code": returncode, "asked": self._asked, "killed": killed, "lost_ms": lost_ms}
        if not self.ready.exception():  # one that never listened has an error, and no records
            self._deliver([self._own_record("server.exit", data)])
        self.ended.set_result(returncode)
        for number in list(self._syncs):
            self._synced(number)

    def _own_record(self, type_: str, data: Mapping[str, Any]) -> Record:
        """A record about the process itself; made here, so its number is after all that came through the pipe."""
        self._seq += 1
        return Record(f"{self.name}-process", self._seq, time.perf_counter_ns(), "wire", None, type_, data)
