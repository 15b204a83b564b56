"""JupyterLab as a process: begun at a notebook, with an address of its own, and ended with whoever began it."""

import asyncio
import os
import re
import secrets
import socket
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from wslearn.errors import EnvironmentProblem

LOOPBACK = "127.0.0.1"
_START_SECONDS = 60.0
_END_SECONDS = 5.0
_LOOK = 0.1
# What is only news, and what ipykernel says each time that a kernel starts: its connections stay on this machine.
_NOISE = re.compile(r"\[I |.*Kernel is running over TCP without encryption")


def check_installed() -> None:
    """Raise where there is no Jupyter.

    Raises:
        EnvironmentProblem: a package is missing.
    """
    if not all(find_spec(name) for name in ("jupyterlab", "ipykernel", "nbformat")):
        raise EnvironmentProblem("Jupyter is not installed here.", 'Install it with: pip install "wslearn[notebook]"')


async def run_lab(folder: Path, name: str, ready: Callable[[str], None], *, browser: bool) -> None:
    """Run JupyterLab until it ends, or until this is cancelled; then end it.

    Args:
        folder: that it shows, an absolute path.
        name: of the file in it that is opened.
        ready: called with the address when it answers.
        browser: whether Jupyter opens the address in a browser.

    Raises:
        EnvironmentProblem: it ended before it answered, or took too long.
    """
    port, token = _free_port(), secrets.token_urlsafe(24)
    process = await _start(folder, name, port, token, browser=browser)
    reading = asyncio.create_task(_read(process))
    try:
        await _until_it_answers(process, port)
        ready(f"http://{LOOPBACK}:{port}/lab/tree/{quote(name)}?token={token}")
        await process.wait()
    finally:
        reading.cancel()
        await _end(process)


async def _start(folder: Path, name: str, port: int, token: str, *, browser: bool) -> Process:
    settings = {
        "ip": LOOPBACK,
        "port": port,
        "port_retries": 0,
        "root_dir": str(folder),
        "open_browser": browser,
        "allow_root": True,  # as in most containers; it listens on this machine alone, and asks for the token
    }
    # The token is in no list of processes.
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "wslearn.notebook.lab_child", str(folder / name)),
        *(f"--ServerApp.{key}={value}" for key, value in settings.items()),
        "--log-level=WARN",
        stdin=PIPE,
        stdout=DEVNULL,
        stderr=PIPE,
        env={**os.environ, "JUPYTER_TOKEN": token},
        # Ctrl-C is ours: Jupyter would ask what it means.
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


async def _read(process: Process) -> None:
    """Hand on what it says, but for noise."""
    assert process.stderr is not None
    async for line in process.stderr:
        text = line.decode("utf-8", "replace")
        if not _NOISE.match(text):
            sys.stderr.write(text)


async def _until_it_answers(process: Process, port: int) -> None:
    for _ in range(int(_START_SECONDS / _LOOK)):
        if process.returncode is not None:
            raise EnvironmentProblem("JupyterLab did not start; it said why above.", "Try it alone: jupyter lab")
        with suppress(OSError):
            _, writer = await asyncio.open_connection(LOOPBACK, port)
            writer.close()
            return
        await asyncio.sleep(_LOOK)
    raise EnvironmentProblem(f"JupyterLab did not answer within {_START_SECONDS:g} s.", "Try it alone: jupyter lab")


async def _end(process: Process) -> None:
    """It ends its kernels, and they end their servers."""
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _END_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
