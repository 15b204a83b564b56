"""`%%browser`: a cell's JavaScript as a page of its own, with WebSockets of the bundled client.

The JavaScript runs in a process that can be killed (script_child.py). The page is left as a tab that is closed: when
nothing can happen in it any more, when nothing has happened for a while, or when its time is up.
"""

import asyncio
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from wslearn.client import Client
from wslearn.conversion.limits import MAX_SOURCE
from wslearn.errors import EnvironmentProblem, UsageError
from wslearn.kernel import script_child
from wslearn.kernel.script_page import Ending, Page
from wslearn.kernel.script_sockets import GOING_AWAY
from wslearn.render.page_run import ConsoleLine

_LONGEST_LINE = 2 * script_child.MEMORY_LIMIT


@dataclass(frozen=True, slots=True)
class PageRun:
    """What became of a page.

    Attributes:
        lines: what it printed, and what no code of it caught, in order.
        ending: why it was left.
        said: the same as one sentence.
    """

    lines: tuple[ConsoleLine, ...]
    ending: Ending
    said: str

    @property
    def uncaught(self) -> ConsoleLine | None:
        """The first exception that no code of the page caught."""
        return next((line for line in self.lines if line.level == "uncaught"), None)


async def run_page(
    source: str,
    origin: str,
    new_client: Callable[[str], Client],
    *,
    seconds: float = 10.0,
    told: Callable[[ConsoleLine], None] | None = None,
) -> PageRun:
    """Run JavaScript as a page's script, until the page is left; cancelled, it is left at once.

    Args:
        source: JavaScript.
        origin: of the page, and the server that its sockets may connect to: `http://127.0.0.1:8000`.
        new_client: makes the client of each socket: `page`, `page2`, …
        seconds: how long the page may live.
        told: called with each line of the console when it is printed.

    Raises:
        UsageError: the source is too long.
        EnvironmentProblem: the process of the page cannot be started, or crashed.
    """
    if len(source) > MAX_SOURCE:
        raise UsageError(f"The page's script is longer than {MAX_SOURCE} characters.", "Write a shorter one.")
    process = await _start()
    page = Page(process, origin, new_client, told)
    try:
        async with asyncio.timeout(seconds):
            ending = await page.live(source)
    except TimeoutError:
        ending = Ending.TIME
    finally:
        await _end(process)
        await page.leave()
    return PageRun(tuple(page.lines), ending, _said(ending, page, seconds))


def _said(ending: Ending, page: Page, seconds: float) -> str:
    closed = f"; its open sockets were closed with {GOING_AWAY}, as a browser does when you close the tab."
    left = closed if page.has_open_sockets else "."
    where = "" if page.stuck_at is None else f" in the code that begins at line {page.stuck_at}"
    busy = f"was busy for {script_child.CPU_LIMIT:g} s without an end{where}"
    return {
        Ending.DONE: "The page has come to its end: no socket is open, no timer is left.",
        Ending.QUIET: f"Nothing more happened, so the page was left{left}",
        Ending.TIME: f"The page still had something to do after {seconds:g} s, and was left{left}",
        Ending.STUCK: f"The page {busy}, so it was stopped{left}",
    }[ending]


async def _start() -> Process:
    """The process, in a session of its own: the Stop button's signal is not its business."""
    options: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    pipe = asyncio.subprocess.PIPE
    # -P: a learner's json.py in the current folder must not become the child's
    command = (sys.executable, "-P", script_child.__file__)
    try:
        return await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=pipe, limit=_LONGEST_LINE, **options
        )
    except OSError as error:
        why = error.strerror or str(error)
        raise EnvironmentProblem(f"No process for the page can be started: {why}.", "Restart the kernel.") from error


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()
