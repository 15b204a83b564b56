"""Echo round trips a second: a traced Daphne with an open panel against one without.

One at a time and as fast as they go: that is more than the 1,000 events a second at which a panel may cost a tenth.

Run as a program it is one side of that: it serves a folder, prints the server's port and process, and stays.

    python -m tests.benchmarks.panel FOLDER yes|no
"""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Ratio, interleaved
from tests.benchmarks.throughput import load, pin, project
from wslearn.panel.server import Panel
from wslearn.panel.stream import About
from wslearn.server.process import Server, Serving
from wslearn.server.pulse import watch_pulse
from wslearn.session.live import Live

NAME = "echoes/s traced with an open panel : traced without, one at a time"
GOAL = 0.90
_READ = """
import contextlib, sys
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
address, origin = sys.argv[1:]
with contextlib.suppress(ConnectionClosed), connect(address, origin=origin, max_size=None) as page:
    for message in page:
        pass
"""


def run(rounds: int, seconds: float) -> Iterator[Ratio]:
    """As many echoes as go through, one at a time."""
    with project() as folder, _served(folder, "yes") as watched, _served(folder, "no") as alone:
        yield interleaved(
            NAME, partial(load, watched, 1, seconds), partial(load, alone, 1, seconds), rounds, goal=GOAL, above=True
        )


@contextlib.contextmanager
def _served(folder: Path, panel: str) -> Iterator[int]:
    """The port of the project, in a process as that of `wslearn trace`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.panel", str(folder), panel], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        port, pid = process.stdout.readline().split()
        pin(process.pid, 1)
        pin(int(pid), 0)
        yield int(port)
    finally:
        process.terminate()
        process.wait()


async def _serve(folder: str, with_panel: bool) -> None:
    live = Live([], most=0)
    async with Panel(About("trace", "benchmark"), "/") as panel:
        if with_panel:
            live.listen(panel)
            origin, _, token = panel.address.partition("/#")
            stream = f"{origin.replace('http', 'ws')}/stream?token={token}"
            await asyncio.create_subprocess_exec(sys.executable, "-c", _READ, stream, origin)
        server = Server(live.take_from_thread)
        server.serve(Serving(folder, settings="settings", application="asgi:application"))
        ready = await server.until_ready(30)
        live.begin(ready.versions)
        sys.stdout.write(f"{ready.port} {server.pid}\n")
        sys.stdout.flush()
        await (watch_pulse(server, panel.held) if with_panel else asyncio.wrap_future(server.ended))


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2] == "yes"))
