"""A page of the panel for tests: the command with `--browser`, and a WebSocket client that reads its stream."""

import asyncio
import json
import re
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from tests.live.cli.terminal import environment

Item = dict[str, Any]

_ADDRESS = re.compile(r"The panel: (http://\S+)/#([\w-]+)")


class Address(NamedTuple):
    """Where a panel is."""

    origin: str
    token: str

    def stream(self, start: int = 0, **changed: str) -> str:
        """The address of the stream, or one that differs in its token."""
        token = changed.get("token", self.token)
        return f"{self.origin.replace('http', 'ws')}/stream?token={token}&from={start}"


class Running(NamedTuple):
    """`wslearn … --browser` with pipes, its panel, and what it had printed up to that address."""

    process: "subprocess.Popen[str]"
    panel: Address
    said: str


@contextmanager
def running(arguments: Sequence[str], folder: Path, home: Path | None = None, **variables: str) -> Iterator[Running]:
    """The command in a folder; it is killed at the end, if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "wslearn", *arguments, "--browser"],
        cwd=folder,
        env=environment(home or folder, **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    reader: threading.Thread | None = None
    try:
        lines = [next(process.stdout)]
        while "The panel: " not in lines[-1]:
            lines.append(next(process.stdout))
        # Somebody must read on, or it stands still when the pipe is full.
        reader = threading.Thread(target=process.stdout.read)
        reader.start()
        yield Running(process, panel_of(lines[-1]), "".join(lines))
    finally:
        process.kill()
        process.wait()
        if reader is not None:
            reader.join()
        process.stdout.close()


def panel_of(text: str) -> Address:
    """The panel whose address was printed."""
    found = _ADDRESS.search(text)
    assert found is not None, text
    return Address(found[1], found[2])


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
        return await self.after(len(self.items), lambda item: item["kind"] in ("detail", "tree", "told"))

    async def after(self, count: int, wanted: Callable[[Item], bool]) -> Item:
        """The first item that is wanted, behind so many others."""
        earlier, self.items = self.items[:count], self.items[count:]
        try:
            return await self.until(wanted)
        finally:
            self.items = earlier + self.items


@asynccontextmanager
async def page(panel: Running | Address, start: int = 0) -> AsyncIterator[Page]:
    """A page that is connected, as a browser would be."""
    address = panel if isinstance(panel, Address) else panel.panel
    async with connect(address.stream(start), origin=Origin(address.origin), max_size=None) as socket:
        yield Page(socket)


def is_kind(kind: str, **values: object) -> Callable[[Item], bool]:
    """Whether an item is of a kind and has these values."""
    return lambda item: item["kind"] == kind and all(item.get(key) == value for key, value in values.items())
