"""One page of the panel: what is new goes out as fast as the page reads, what it asks is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from wslearn.errors import UsageError, WslearnError
from wslearn.panel.acts import Act, Ask, AskDetail, AskTree, Load, read_message
from wslearn.panel.backlog import Backlog
from wslearn.panel.details import detail
from wslearn.panel.items import Item, as_text
from wslearn.panel.loading import Loading
from wslearn.panel.tree import tree
from wslearn.render.escape import shown

BATCH = 200
"""Items in a message."""
_FRAME = 0.016
"""Seconds between two messages: a page draws no more often."""

Doer = Callable[[str], Awaitable[str]]
"""Does a line of a play with a client of the panel's own, and says in a sentence what came of it."""


class Connection(Protocol):
    """What is needed of a WebSocket connection."""

    async def send(self, message: str) -> None:
        """Send a text; waits while the page does not read."""

    async def recv(self) -> str | bytes:
        """The next message."""


@dataclass(frozen=True, slots=True)
class About:
    """What a page shows.

    Attributes:
        what: `lesson 3`, `trace`, `connect`, `replay`, or `file` for one that the page has loaded.
        title: of the page.
        socket: the path that a client of the page's own should offer to connect to; None where none is known.
        page: the address of the project's page; None where it is not known.
        acts: whether the page may send as a client of its own.
    """

    what: str
    title: str
    socket: str | None = None
    page: str | None = None
    acts: bool = False


class Stream:
    """The conversation with one page.

    Args:
        connection: to the page.
        backlog: what it shows at first.
        about: gives what that is.
        do: does a line of the page's; None where there is no server to talk to.
    """

    def __init__(
        self, connection: Connection, backlog: Backlog, about: Callable[[], About], do: Doer | None = None
    ) -> None:
        self._connection = connection
        self._live = self._shown = backlog
        self._about = about
        self._do = do
        self._loading: Loading | None = None
        self._cursor = 0
        self._behind = False
        self._more = asyncio.Event()
        self._acts: asyncio.Queue[str] = asyncio.Queue()

    @property
    def caught_up(self) -> bool:
        """Whether everything has gone out."""
        return self._cursor == self._shown.end

    async def run(self, start: int) -> None:
        """Send from an index on, and answer, until the page goes; raises what the connection does then."""
        await self._show(self._live, self._about(), start)
        tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._act_all())]
        try:
            while True:
                await self._hear(await self._connection.recv())
        finally:
            for task in tasks:
                task.cancel()
            self._shown.unwatch(self._more.set)

    async def _show(self, backlog: Backlog, about: About, start: int = 0) -> None:
        """Begin a backlog; one whose oldest items are gone begins where it can."""
        self._shown.unwatch(self._more.set)
        self._shown = backlog
        self._cursor = max(min(start, backlog.end), backlog.first)
        self._behind = False
        hello = {
            "kind": "hello",
            "what": about.what,
            "title": shown(about.title, 200),
            "versions": dict(backlog.header.versions) if backlog.header else {},
            "acts": about.acts,
            "page": about.page,
            "socket": about.socket,
            "first": self._cursor,
        }
        await self._send(hello)
        backlog.watch(self._more.set)
        self._more.set()

    async def _send_all(self) -> None:
        """Send whatever there is to send, for ever."""
        while True:
            await self._more.wait()
            self._more.clear()
            while not self.caught_up:
                await self._send_batch()
                await asyncio.sleep(_FRAME)

    async def _send_batch(self) -> None:
        shown_now = self._shown
        self._cursor = max(self._cursor, shown_now.first)
        texts = shown_now.texts(self._cursor, BATCH)
        self._cursor += len(texts)
        left = shown_now.end - self._cursor
        if left > BATCH or self._behind:
            self._behind = left > 0
            texts = [*texts, as_text({"kind": "behind", "items": left})]
        await self._connection.send(f"[{','.join(texts)}]")

    async def _send(self, *items: Item) -> None:
        await self._connection.send(as_text(items))

    async def _hear(self, message: str | bytes) -> None:
        """Do what a message asks for; what cannot be done is told."""
        try:
            if isinstance(message, bytes):
                self._take_piece(message)
            else:
                await self._answer(read_message(message))
        except WslearnError as error:
            await self._send(_trouble(error))

    async def _answer(self, ask: Ask) -> None:
        match ask:
            case AskDetail(row):
                await self._send({"kind": "detail", "row": row, "records": await self._detail(row)})
            case AskTree(identity):
                await self._send({"kind": "tree", "id": identity, "tree": tree(self._shown.records(), identity)})
            case Act(line):
                self._acts.put_nowait(line)
            case Load("begin", name):
                self._loading = Loading(name)
            case Load("end"):
                await self._show_loaded()
            case Load():
                await self._show(self._live, self._about())

    async def _detail(self, row: int) -> list[Item]:
        """In a thread: a large value takes a while, and JavaScript is run for it."""
        header = self._shown.header
        return await asyncio.to_thread(detail, self._shown.at(row), header.t0_ns if header else 0)

    async def _act_all(self) -> None:
        """Do one act after the other, beside all else: a server that is held answers none, and the page stays live."""
        while True:
            line = await self._acts.get()
            try:
                await self._send(await self._act(line))
            except WslearnError as error:
                await self._send(_trouble(error))

    async def _act(self, line: str) -> Item:
        if self._do is None:
            raise UsageError("There is no server to talk to: this is a saved trace.")
        return _told(await self._do(line), error=False)

    def _take_piece(self, piece: bytes) -> None:
        if self._loading is None:
            raise UsageError("A piece of a file came before its beginning.", "Reload the page.")
        self._loading.add(piece)

    async def _show_loaded(self) -> None:
        if self._loading is None:
            raise UsageError("The end of a file came before its beginning.", "Reload the page.")
        loading, self._loading = self._loading, None
        await self._show(await loading.backlog(), About("file", loading.name))


def _trouble(error: WslearnError) -> Item:
    return _told(f"{error.message} {error.hint}".rstrip(), error=True)


def _told(text: str, *, error: bool) -> Item:
    return {"kind": "told", "text": shown(text, 2000), "error": error}
