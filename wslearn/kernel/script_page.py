"""The kernel's side of one page: carries out what its JavaScript wants, and knows when nothing more will happen."""

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wslearn.client import Client
from wslearn.errors import EnvironmentProblem
from wslearn.kernel.script_sockets import PageSocket
from wslearn.render.page_run import ConsoleLine

PRELUDE = Path(__file__).with_name("page_script.js")

QUIET = 0.5
"""Seconds without a message after which a page that only listens is left."""

UNANSWERED = 2.0
"""The same where the page has said something, and no message came since: a server may take its time."""

_MOST_SOCKETS = 50
_MOST_AHEAD = 100  # news that the process has been told and not yet heard
_LOCAL = frozenset({"127.0.0.1", "localhost"})

# What learners' pages use, and a page without a document has not got.
_ABSENT = ("document", "fetch", "alert", "prompt", "navigator", "localStorage", "XMLHttpRequest", "EventSource", "URL")


class Ending(Enum):
    """Why a page was left."""

    DONE = "done"
    QUIET = "quiet"
    TIME = "time"
    STUCK = "stuck"


class Page:
    """The kernel's side of one page: its process, its sockets, and whether anything is still going on.

    Attributes:
        lines: of its console, so far.
        stuck_at: the line where the code begins in which a task did not end, if known.
    """

    def __init__(
        self,
        process: Process,
        origin: str,
        new_client: Callable[[str], Client],
        told: Callable[[ConsoleLine], None] | None,
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.lines: list[ConsoleLine] = []
        self.stuck_at: int | None = None
        self._process = process
        self._in, self._out = process.stdin, process.stdout
        self._origin = origin
        self._new_client = new_client
        self._called = told
        self._sockets: list[PageSocket] = []
        self._told, self._heard, self._timers = 0, -1, False
        self._unanswered = False
        self._room = asyncio.Semaphore(_MOST_AHEAD)
        self._changed = asyncio.Event()

    async def live(self, source: str) -> Ending:
        """Until nothing can happen any more, or nothing has happened for a while."""
        self._write({"source": source, "origin": self._origin, "script": str(PRELUDE)})
        reading = asyncio.create_task(self._read())
        resting = asyncio.create_task(self._rest())
        try:
            done, _ = await asyncio.wait({reading, resting}, return_when=asyncio.FIRST_COMPLETED)
            return done.pop().result()
        finally:
            reading.cancel()
            resting.cancel()

    @property
    def has_open_sockets(self) -> bool:
        """Whether there is what leaving it closes."""
        return not all(socket.ended for socket in self._sockets)

    async def leave(self) -> None:
        """Close what is open; it takes about a second at most."""
        await asyncio.gather(*(socket.leave() for socket in self._sockets))

    async def _read(self) -> Ending:
        """What the process wants, until it has ended by itself."""
        while line := await self._out.readline():
            report = json.loads(line)
            for order in report["orders"]:
                await self._obey(order)
            if "stuck" in report:
                self.stuck_at = report["stuck"]
                return Ending.STUCK
            self._note(report["heard"], report["timers"])
        raise await self._crash()

    def _note(self, heard: int, timers: bool) -> None:
        for _ in range(max(0, heard) - max(0, self._heard)):
            self._room.release()
        self._heard, self._timers = max(heard, self._heard), timers
        self._changed.set()

    async def _obey(self, order: Mapping[str, Any]) -> None:
        match order["do"]:
            case "print":
                self._print(ConsoleLine(order["level"], order["text"], order.get("line")))
                return
            case "open":
                self._open(order["socket"], order["url"], order["protocols"])
            case "fail":
                await self._sockets[order["socket"]].fail()
            case _:
                self._sockets[order["socket"]].obey(order)
        self._unanswered = True

    def _print(self, line: ConsoleLine) -> None:
        self.lines.append(line)
        if self._called is not None:
            self._called(line)
        name = line.text.removeprefix("ReferenceError: ").removesuffix(" is not defined")
        if line.level == "uncaught" and name in _ABSENT:
            has = "WebSocket, JSON, console, timers and location"
            self._print(ConsoleLine("note", f"A page in a cell has no {name}; it has {has}."))

    def _open(self, number: int, url: str, protocols: list[str]) -> None:
        why = self._refusal(number, url)
        if why:
            self._print(ConsoleLine("note", why))

        async def tell(news: Mapping[str, Any]) -> None:
            await self._tell({**news, "socket": number})

        socket = PageSocket(self._new_client("page" if number == 0 else f"page{number + 1}"), tell, refused=bool(why))
        self._sockets.append(socket)
        socket.open(url, self._origin, protocols)

    def _refusal(self, number: int, url: str) -> str:
        """Why a socket is not opened, as a sentence; empty when it is."""
        if number >= _MOST_SOCKETS:
            return f"A page in a cell has at most {_MOST_SOCKETS} sockets; this one is not opened."
        if not self._is_ours(url):
            return f"A page in a cell reaches its own server only, at {self._origin}; {url} is not opened."
        return ""

    def _is_ours(self, url: str) -> bool:
        ours, asked = urlsplit(self._origin), urlsplit(url)
        hosts = {ours.hostname, asked.hostname}
        same = len(hosts) == 1 or hosts <= _LOCAL
        return same and (asked.scheme, asked.port) == (ours.scheme.replace("http", "ws"), ours.port)

    async def _tell(self, news: Mapping[str, Any]) -> None:
        """Hand on what a socket hears, not too far ahead of the page's code."""
        await self._room.acquire()
        self._told += 1
        if news["type"] == "message":
            self._unanswered = False
        self._changed.set()
        self._write(news)

    def _write(self, content: Mapping[str, Any]) -> None:
        self._in.write(json.dumps(content).encode() + b"\n")

    async def _rest(self) -> Ending:
        while True:
            patience = self._patience()
            if patience == 0:
                return Ending.DONE
            self._changed.clear()
            try:
                async with asyncio.timeout(patience):
                    await self._changed.wait()
            except TimeoutError:
                if self._patience() is not None:
                    return Ending.QUIET

    def _patience(self) -> float | None:
        """Seconds without news after which the page is left; None while something is going on."""
        if self._told != self._heard or self._timers or not all(socket.resting for socket in self._sockets):
            return None
        if not self.has_open_sockets:
            return 0
        return UNANSWERED if self._unanswered else QUIET

    async def _crash(self) -> EnvironmentProblem:
        assert self._process.stderr is not None
        said = (await self._process.stderr.read()).decode("utf-8", "replace").splitlines()
        return EnvironmentProblem("The JavaScript engine crashed.", "Try a simpler script.", "".join(said[-1:]))
