"""Echo round trips a second: fully traced Daphne against untraced Daphne, and two peers that also show traffic."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Ratio, interleaved
from wslearn.server.process import Server, Serving
from wslearn.trace.merge import Merger
from wslearn.trace.record import Record

PATH = "/ws/echo/"
SETTINGS = 'SECRET_KEY = "benchmark"\nINSTALLED_APPS = []\nALLOWED_HOSTS = ["*"]\n'
APPLICATION = """
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path


class Echo(AsyncJsonWebsocketConsumer):
    async def receive_json(self, content):
        await self.send_json(content)


application = ProtocolTypeRouter({"websocket": URLRouter([path("ws/echo/", Echo.as_asgi())])})
"""
LOAD = Path(__file__).parent / "load.py"
PLACES = (("one at a time", 1), ("32 under way", 32))
ONE, MANY = (f"echoes/s traced : untraced Daphne, {place}" for place, _ in PLACES)
GOALS = {ONE: 0.90, MANY: 0.80}
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def pin(pid: int, core: int) -> None:
    """Keep a server on one core and everything else on the other, so that neither steals from the other."""
    if len(CORES) > 1:
        os.sched_setaffinity(pid, {CORES[core]})


def load(port: int, window: int, seconds: float) -> float:
    """Round trips a second against a server."""
    process = subprocess.Popen(
        [sys.executable, str(LOAD), str(port), PATH, str(window), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    pin(process.pid, 1)
    output, _ = process.communicate()
    return float(output)


@contextlib.contextmanager
def project() -> Iterator[Path]:
    """A folder with a project that echoes JSON through Channels' own asynchronous JSON consumer."""
    with tempfile.TemporaryDirectory(prefix="wslearn-echo-") as folder:
        Path(folder, "settings.py").write_text(SETTINGS, "utf-8")
        Path(folder, "asgi.py").write_text(APPLICATION, "utf-8")
        yield Path(folder)


@contextlib.contextmanager
def untraced(folder: Path) -> Iterator[int]:
    """The port of a plain `python -m daphne`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "daphne", "-p", "0", "asgi:application"],
        cwd=folder,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        # As wslearn's own: Linux shares a busy core out by session.
        start_new_session=True,
    )
    try:
        pin(process.pid, 0)
        yield listening_port(process, "Listening on TCP address")
    finally:
        process.kill()
        process.wait()


def listening_port(process: "subprocess.Popen[str]", words: str) -> int:
    """The port that a server's log names; the rest of its log is left to a thread that drops it."""
    import threading

    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return int(line.split("(Press")[0].rstrip().rpartition(":")[2])
    raise RuntimeError(f"{process.args!r} ended before it listened")


@contextlib.contextmanager
def traced(folder: Path) -> Iterator[int]:
    """The port of the same project under wslearn, every lane on, every record delivered, decoded and merged."""
    merger = Merger()
    counts = [0]

    def sink(records: list[Record]) -> None:
        for record in records:
            merger.feed(record)
        counts[0] += len(records)

    server = Server(sink)
    pin(server.pid, 0)
    server.serve(Serving(str(folder), settings="settings", application="asgi:application"))
    try:
        yield server.wait_ready(30).port
    finally:
        server.sync().result(30)
        server.stop()
        assert counts[0] > 1000


def run(rounds: int, seconds: float) -> Iterator[Ratio]:
    """One at a time, and 32 under way."""
    pin(0, 1)
    with project() as folder, untraced(folder) as plain, traced(folder) as seen:
        for (name, goal), (_, window) in zip(GOALS.items(), PLACES, strict=True):
            yield interleaved(
                name,
                partial(load, seen, window, seconds),
                partial(load, plain, window, seconds),
                rounds,
                goal=goal,
                above=True,
            )
