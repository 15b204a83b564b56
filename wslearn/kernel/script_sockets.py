"""One WebSocket of a page's JavaScript, carried out by a bundled client. Knows nothing of the process that runs it."""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from wslearn.client import Client, Closed
from wslearn.errors import ClientError, UsageError

GOING_AWAY = 1001
"""What a browser closes with when its tab is closed (RFC 6455 section 7.4.1)."""

# Seconds for a last closing handshake: nobody waits for a page that is left.
_FAREWELL = 1.0

Tell = Callable[[Mapping[str, Any]], Awaitable[None]]


class PageSocket:
    """A socket from its constructor to its close event.

    Args:
        client: a new one.
        tell: hands on what the WebSocket object hears: `{"type": "open" | "message" | "sent" | "error" | "close", …}`.
        refused: why it must not be opened at all: it fails at once, as one that cannot be reached.

    Attributes:
        ended: its close event has been told.
    """

    def __init__(self, client: Client, tell: Tell, refused: bool = False) -> None:
        self.ended = False
        self._client = client
        self._tell = tell
        self._refused = refused
        self._failed = False
        self._asked = False
        self._orders: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self._unsent = 0
        self._sent: list[int] = []
        self._opening: asyncio.Task[bool] | None = None
        self._life: asyncio.Task[None] | None = None

    @property
    def resting(self) -> bool:
        """Open, with nothing left to be sent, or ended: what happens next is up to others."""
        return self.ended or (self._client.connected and self._unsent == 0)

    def open(self, url: str, origin: str, protocols: Sequence[str]) -> None:
        """Begin the handshake."""
        self._opening = asyncio.create_task(self._open(url, origin, protocols))
        self._life = asyncio.create_task(self._live(self._opening))

    def obey(self, order: Mapping[str, Any]) -> None:
        """Send a message or a close frame after all that was asked for before."""
        self._unsent += 1
        self._orders.put_nowait(order)

    async def fail(self) -> None:
        """Give the connection up without a word (WHATWG WebSockets, "fail the WebSocket connection")."""
        self._failed = True
        if self._opening is not None:
            self._opening.cancel()
        await self._client.drop()

    async def leave(self) -> None:
        """The page is left: nothing is told any more, an open connection is closed.

        Raises:
            Exception: a defect of ours; what networks and servers do is no error here.
        """
        if self._life is None:
            return
        tasks = [task for task in (self._opening, self._life) if task is not None]
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(ClientError, TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                if self._client.connected:
                    await self._client.close(GOING_AWAY)
        await self._client.drop()
        for end in ends:
            if isinstance(end, Exception):
                raise end

    async def _open(self, url: str, origin: str, protocols: Sequence[str]) -> bool:
        """Whether the handshake was accepted; of the subprotocols that are offered the server has to take one.

        (Fetch, "establish a WebSocket connection": a browser demands it, RFC 6455 does not.)
        """
        if self._refused:
            return False
        try:
            handshake = await self._client.connect(url, origin=origin, subprotocols=protocols)
        except UsageError:  # an address that only the client finds fault with
            return False
        chosen = handshake.subprotocol or ""
        if not handshake.accepted or (protocols and not chosen):
            return False
        await self._tell({"type": "open", "protocol": chosen})
        return True

    async def _live(self, opening: "asyncio.Task[bool]") -> None:
        await asyncio.wait([opening])
        if opening.cancelled() or not opening.result():
            await self._client.drop()
            closed = Closed(1006, "", "lost", clean=False)
            self._failed = True
        else:
            closed = await self._talk()
        if self._failed or (closed.by == "client" and not closed.clean and not self._asked):
            await self._tell({"type": "error"})
        await self._tell({"type": "close", "code": closed.code, "reason": closed.reason, "wasClean": closed.clean})
        self.ended = True

    async def _talk(self) -> Closed:
        """From the handshake to the end of the connection."""
        sending = asyncio.create_task(self._send_all())
        try:
            with suppress(ClientError):  # it is closed
                while True:
                    await self._tell({"type": "message", **_written(await self._client.receive(None))})
            return await self._client.closed(None)
        finally:
            sending.cancel()

    async def _send_all(self) -> None:
        """Carry out the orders one by one; what went out is told when no message waits any more."""
        while True:
            order = await self._orders.get()
            if order["do"] == "close":
                await self._tell_sent()
            with suppress(ClientError):  # it is closed by now, and will be told
                await self._send(order)
            self._unsent -= 1
            if self._orders.empty():
                await self._tell_sent()

    async def _tell_sent(self) -> None:
        if self._sent:
            sizes, self._sent = self._sent, []
            await self._tell({"type": "sent", "size": sum(sizes), "count": len(sizes)})

    async def _send(self, order: Mapping[str, Any]) -> None:
        if order["do"] == "close":
            self._asked = True
            await self._client.close(order["code"], order["reason"])
            return
        if "text" in order:
            await self._client.send_text(order["text"])
        else:
            await self._client.send_bytes(base64.b64decode(order["bytes"]))
        self._sent.append(order["size"])


def _written(message: str | bytes) -> Mapping[str, str]:
    """A message as JSON can carry it."""
    return {"text": message} if isinstance(message, str) else {"bytes": base64.b64encode(message).decode()}
