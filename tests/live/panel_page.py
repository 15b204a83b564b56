"""A page of the panel for tests: the command with `--browser`, and a WebSocket client that reads its stream."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from tests.live.cli.terminal import environment

Item = dict[str, Any]

_ADDRESS = re.compile(r"The panel: (http://\S+)/#(\S+)")


class Running:
    """`wslearn … --browser` with pipes.

    Attributes:
        origin: `http://127.0.0.1:PORT` of the panel.
        token: opens its stream.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout is not None
        for line in process.stdout:
            if found := _ADDRESS.search(line):
                self.origin, self.token = found[1], found[2]
                return
        raise AssertionError(f"no address of a panel was printed; exit code {process.wait()}")

    def stream(self, start: int = 0) -> str:
        """The address of the stream."""
        return f"{self.origin.replace('http', 'ws')}/stream?token={self.token}&from={start}"

    def finish(self) -> tuple[int, str]:
        """Wait for the end: exit code, and what was printed since."""
        out, _ = self.process.communicate(timeout=60)
        return self.process.returncode, out


@contextmanager
def running(arguments: Sequence[str], folder: Path) -> Iterator[Running]:
    """The command in a folder; it is killed at the end, if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "wslearn", *arguments, "--browser"],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()


class Page:
    """What a page has got so far."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.items: list[Item] = []

    async def until(self, wanted: Callable[[Item], bool]) -> Item:
        """Read on to the first item that is wanted."""
        for item in self.items:
            if wanted(item):
                return item
        async with asyncio.timeout(30):
            while True:
                new: list[Item] = json.loads(await self.socket.recv())
                self.items += new
                for item in new:
                    if wanted(item):
                        return item

    async def ask(self, **message: object) -> Item:
        """Ask something and wait for the answer."""
        await self.socket.send(json.dumps(message))
        seen = len(self.items)
        return await self.until(
            lambda item: item["kind"] in ("detail", "tree", "told") and item not in self.items[:seen]
        )


@asynccontextmanager
async def page(run: Running, start: int = 0) -> AsyncIterator[Page]:
    """A page that is connected, as a browser would be."""
    async with connect(run.stream(start), origin=Origin(run.origin), max_size=None) as socket:
        yield Page(socket)


def is_kind(kind: str, **values: object) -> Callable[[Item], bool]:
    """Whether an item is of a kind and has these values."""
    return lambda item: item["kind"] == kind and all(item.get(key) == value for key, value in values.items())
