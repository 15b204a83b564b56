"""The same echoes through two peers that also show WebSocket traffic, each in an environment of its own."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Ratio, interleaved
from tests.benchmarks.throughput import PLACES, load, pin, project, untraced


def run(rounds: int, seconds: float) -> Iterator[Ratio]:
    """`uvicorn --log-level trace` against uvicorn, and `mitmdump` in front of Daphne against Daphne."""
    with tempfile.TemporaryDirectory(prefix="wslearn-peers-", ignore_cleanup_errors=True) as folder, project() as site:
        python = _environment(Path(folder, "uvicorn"), "uvicorn", "websockets", "channels", "Django")
        with _uvicorn(python, site, "warning") as plain, _uvicorn(python, site, "trace") as tracing:
            yield from _compared("uvicorn --log-level trace : uvicorn", tracing, plain, rounds, seconds)
        python = _environment(Path(folder, "mitmproxy"), "mitmproxy")
        with untraced(site) as plain, _mitmdump(python, plain) as tracing:
            yield from _compared("mitmdump in front of Daphne : Daphne", tracing, plain, rounds, seconds)


def _compared(name: str, tracing: int, plain: int, rounds: int, seconds: float) -> Iterator[Ratio]:
    for place, window in PLACES:
        yield interleaved(
            f"echoes/s {name}, {place}",
            partial(load, tracing, window, seconds),
            partial(load, plain, window, seconds),
            rounds,
            above=True,
        )


def _environment(folder: Path, *packages: str) -> Path:
    """A new virtual environment with these packages; its interpreter."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "-qq", *packages], check=True)
    return python


@contextlib.contextmanager
def _uvicorn(python: Path, site: Path, level: str) -> Iterator[int]:
    """The port of a uvicorn that serves the project and writes its log to nowhere."""
    port = _free_port()
    options = ["--port", f"{port}", "--log-level", level, "--no-use-colors"]
    with _running([str(python), "-m", "uvicorn", "asgi:application", *options], port, site):
        yield port


@contextlib.contextmanager
def _mitmdump(python: Path, target: int) -> Iterator[int]:
    """The port of a quiet mitmdump in front of a server."""
    port = _free_port()
    mode = f"reverse:http://127.0.0.1:{target}"
    command = [str(python.with_name("mitmdump")), "-q", "--mode", mode, "--listen-host", "127.0.0.1", "-p", f"{port}"]
    with _running(command, port):
        yield port


@contextlib.contextmanager
def _running(command: list[str], port: int, folder: Path | None = None) -> Iterator[None]:
    """A process on the server's core, once it listens; its output goes to a file, as a log does."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            pin(process.pid, 0)
            _wait_until_listening(process, port)
            yield
        finally:
            process.kill()
            process.wait()


def _wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} ended before it listened")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
