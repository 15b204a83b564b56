"""A WebSocket in a cell: the bundled client of one name, and a page in a browser.

Every method but `freeze` and `thaw` gives something to `await`. Every wait ends by itself after a time, in seconds, and
says what it waited for; Stop ends it at once.
"""

import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeVar

from wslearn.client import Client, Closed, Handshake
from wslearn.client.client import TIMEOUT
from wslearn.errors import ClientError
from wslearn.kernel.given import bytes_of, json_of, quoted, seconds_of, text_of, texts_of
from wslearn.kernel.waiting import Waiting

T = TypeVar("T")


class Start(Protocol):
    """Makes of an operation what a cell awaits."""

    def __call__(self, coroutine: Coroutine[Any, Any, T], what: str, *, settle: bool = True) -> Waiting[T]:
        """`what` says what is waited for; rows are waited for only where `settle` is true."""


class Socket:
    """One connection, or one that was refused.

    Attributes:
        name: of the client, as the timeline calls it.
        handshake: how it was answered.
    """

    def __init__(self, client: Client, handshake: Handshake, start: Start) -> None:
        self.name = client.name
        self.handshake = handshake
        self._client = client
        self._start = start

    def __repr__(self) -> str:
        state = "open" if self._client.connected else "not open"
        return f"<socket of {self.name}: {self.handshake}; {state}>"

    def send_text(self, text: str) -> Waiting[None]:
        """Send one text message."""
        return self._start(self._client.send_text(text_of("send_text", text)), "the message to be taken", settle=False)

    def send_json(self, value: Any) -> Waiting[None]:
        """Send a value as JSON text, written as a page's `JSON.stringify` writes it: without blanks."""
        return self.send_text(json_of(value))

    def send_bytes(self, data: bytes) -> Waiting[None]:
        """Send one binary message."""
        sending = self._client.send_bytes(bytes_of("send_bytes", data))
        return self._start(sending, "the message to be taken", settle=False)

    def send_fragments(self, parts: Sequence[str]) -> Waiting[None]:
        """Send one text message in one frame for each part."""
        sending = self._client.send_fragments(texts_of("send_fragments", parts))
        return self._start(sending, "the message to be taken", settle=False)

    def send_raw(self, data: bytes) -> Waiting[None]:
        """Put bytes onto the TCP connection as they are."""
        return self._start(self._client.send_raw(bytes_of("send_raw", data)), "the bytes to be taken", settle=False)

    def receive(self, timeout: float = TIMEOUT) -> Waiting[str | bytes]:
        """The next message that was not asked for yet: str of a text message, bytes of a binary one."""
        return self._start(self._client.receive(seconds_of(timeout)), f"a message for {self.name}")

    def receive_json(self, timeout: float = TIMEOUT) -> Waiting[Any]:
        """The value in the next message.

        Raises:
            ClientError: the message is no JSON; or as `receive`.
        """
        return self._start(self._loaded(seconds_of(timeout)), f"a message for {self.name}")

    def receive_nothing(self, seconds: float) -> Waiting[None]:
        """Find that no message comes for so long.

        Raises:
            ClientError: one came.
        """
        return self._start(self._nothing(seconds_of(seconds)), f"nothing to come for {self.name}")

    def closed(self, timeout: float = TIMEOUT) -> Waiting[Closed]:
        """Wait until the connection has ended, and say how, as a page would see it."""
        return self._start(self._client.closed(seconds_of(timeout)), f"the end of the connection of {self.name}")

    def ping(self, text: str = "") -> Waiting[None]:
        """Send a ping and wait for its pong."""
        return self._start(self._pinged(text_of("ping", text)), f"a pong for {self.name}")

    def close(self, code: int | None = 1000, reason: str = "") -> Waiting[None]:
        """Do the closing handshake; None sends no code."""
        return self._start(self._closing(code, reason), f"the connection of {self.name} to end")

    def drop(self) -> Waiting[None]:
        """Cut the TCP connection without a word."""
        return self._start(self._client.drop(), f"the connection of {self.name} to end")

    def freeze(self) -> Waiting[None]:
        """Stop reading, as a page whose tab sleeps."""
        return self._start(_called(self._client.freeze), "nothing")

    def thaw(self) -> Waiting[None]:
        """Read again."""
        return self._start(_called(self._client.thaw), "nothing")

    async def _loaded(self, timeout: float) -> Any:
        message = await self._client.receive(timeout)
        try:
            return json.loads(message)
        except (ValueError, RecursionError) as error:
            what = f"{self.name} received no JSON: {quoted(message)} ({error})."
            raise ClientError(what, "Look at what your code sent.") from None

    async def _nothing(self, seconds: float) -> None:
        try:
            message = await self._client.receive(seconds)
        except ClientError:
            if not self._client.connected:
                raise
            return
        raise ClientError(f"{self.name} received {quoted(message)}.", "Nothing was expected here.")

    async def _closing(self, code: int | None, reason: str) -> None:
        await self._client.close(code, reason)

    async def _pinged(self, text: str) -> None:
        await self._client.ping(text.encode() or None)


class Page:
    """A page of the project in a real browser."""

    def __init__(self, name: str, leave: Callable[[], Waiting[None]]) -> None:
        self.name = name
        self.leave = leave

    def __repr__(self) -> str:
        return f"<page {self.name}>"


async def _called(function: Callable[[], None]) -> None:
    function()
