"""A real browser without a window, for the pages of a lesson.

It is driven through the Chrome DevTools Protocol over two pipes, of which three commands are needed: open a tab, close
it, and quit. What a page did is known from its own reports, never from here, so that a browser that a person opened is
recorded in just the same way. Over pipes no port is open to others, and the browser ends when wslearn does, however.
"""

import asyncio
import itertools
import json
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import Any

from wslearn.errors import EnvironmentProblem

_ANSWER_SECONDS = 20.0
_END_SECONDS = 3.0
# The longest answer: a list of tabs. Anything longer is not for us.
_LONGEST = 1 << 22
_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    # Nothing but the lesson's own server is asked for anything.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
)
# Chromium reads its commands from descriptor 3 and answers on 4: the pipes that are stdin and stdout here.
_SHELL = ("sh", "-c", 'exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null', "sh")


class Browser:
    """One browser process with a profile of its own, thrown away at the end.

    Args:
        program: its path, see `find_program`.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._profile: tempfile.TemporaryDirectory[str] | None = None
        self._process: Process | None = None
        self._numbers = itertools.count(1)
        self._tabs: dict[str, str] = {}

    async def open(self, name: str, url: str) -> None:
        """Load an address in a new tab; starts the browser when it does not run.

        Args:
            name: of the tab, for `close`; a tab of that name is closed first.

        Raises:
            EnvironmentProblem: the browser does not start, or does not answer.
        """
        await self.close(name)
        created = await self._ask("Target.createTarget", url=url)
        self._tabs[name] = created["targetId"]

    async def close(self, name: str) -> None:
        """Close a tab; its sockets end with 1001, going away. Nothing happens where there is none of that name."""
        if name in self._tabs:
            await self._ask("Target.closeTarget", targetId=self._tabs.pop(name))

    async def stop(self) -> None:
        """End the browser and remove its profile."""
        process, self._process = self._process, None
        self._tabs.clear()
        try:
            if process is not None:
                await _end(process)
        finally:
            if self._profile is not None:
                self._profile.cleanup()

    async def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give a command; its result."""
        number = next(self._numbers)
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                process = self._process or await self._start()
                assert process.stdin is not None
                process.stdin.write(json.dumps({"id": number, "method": method, "params": parameters}).encode() + b"\0")
                await process.stdin.drain()
                answer = await _answer(process, number)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
            raise self._problem("does not start" if isinstance(error, OSError) else "does not answer") from error
        if "error" in answer:
            raise self._problem(f"refused {method}: {answer['error'].get('message', '')}")
        result: dict[str, Any] = answer["result"]
        return result

    async def _start(self) -> Process:
        self._profile = tempfile.TemporaryDirectory(prefix="wslearn-browser-", ignore_cleanup_errors=True)
        flags = (*_FLAGS, *_as_root(), f"--user-data-dir={self._profile.name}")
        self._process = await asyncio.create_subprocess_exec(
            *_SHELL, self._program, *flags, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LONGEST
        )
        return self._process

    def _problem(self, what: str) -> EnvironmentProblem:
        return EnvironmentProblem(
            f"The browser {self._program} {what}.", "Name another one of the Chromium family in WSLEARN_CHROMIUM."
        )


async def _answer(process: Process, number: int) -> dict[str, Any]:
    """The answer to the command of a number; events that nobody asked for are left out."""
    assert process.stdout is not None
    while True:
        answer: dict[str, Any] = json.loads((await process.stdout.readuntil(b"\0"))[:-1])
        if answer.get("id") == number:
            return answer


def _as_root() -> tuple[str, ...]:
    """Root, as in a container, cannot have Chromium's sandbox."""
    return ("--no-sandbox",) if sys.platform != "win32" and os.geteuid() == 0 else ()


async def _end(process: Process) -> None:
    """Ask it to end, by the end of its pipe; kill it when it does not."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        async with asyncio.timeout(_END_SECONDS):
            await process.wait()
    except (TimeoutError, asyncio.CancelledError) as error:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if isinstance(error, asyncio.CancelledError):
            raise
