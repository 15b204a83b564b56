"""The bundled client: one method a verb. It is a plain WebSocket client that behaves as a page's would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from typing import Final, TypeVar

from websockets.exceptions import ConcurrencyError, ConnectionClosed, ProtocolError
from websockets.protocol import State

from wslearn.client.address import parse_url
from wslearn.client.connection import CLOSE_TIMEOUT, TappedConnection, TappedProtocol
from wslearn.client.head import check_headers, check_subprotocols
from wslearn.client.opening import open_connection
from wslearn.client.outcome import Closed, Handshake
from wslearn.client.recorder import ClientRecorder
from wslearn.client.tap import Tap
from wslearn.errors import ClientError

TIMEOUT = 10.0
"""Seconds that every wait lasts unless told otherwise."""

T = TypeVar("T")


class Origin(Enum):
    """What stands for "the origin of the URL itself"."""

    OF_THE_URL = "of the URL"


DEFAULT_ORIGIN: Final = Origin.OF_THE_URL

_REFUSED = Closed(1006, "", "lost", clean=False)


class Client:
    """A WebSocket client with a name; its connections come one after the other.

    Every wait has a time limit in seconds (None: no limit), raises `ClientError` when it is over, and can be cancelled.

    Args:
        name: how the records call it.
        recorder: where they go.
    """

    def __init__(self, name: str, recorder: ClientRecorder) -> None:
        self.name = name
        self._recorder = recorder
        self._connection: TappedConnection | None = None
        self._refusal: Handshake | None = None
        self._inbox: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._pump: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether messages can be sent."""
        return self._connection is not None and self._connection.state is State.OPEN

    async def connect(
        self,
        url: str,
        *,
        origin: str | Origin | None = DEFAULT_ORIGIN,
        headers: Sequence[tuple[str, str]] = (),
        subprotocols: Sequence[str] = (),
        trusted: Path | None = None,
        timeout: float = TIMEOUT,
    ) -> Handshake:
        """Open a TCP connection and do the opening handshake (RFC 6455 section 4.1).

        Redirects are not followed and no proxy is used.

        Args:
            url: `ws://` or `wss://`.
            origin: the `Origin` header; None sends none. By default that of a page of the same server.
            headers: more headers; one that the client sends anyway is replaced.
            subprotocols: offered, the preferred one first.
            trusted: a file of certificates to trust beside those of the system, for `wss://`.
            timeout: seconds for the TCP connection, and again for the answer.

        Raises:
            UsageError: the URL, a header or a subprotocol is not valid.
            ClientError: this client is still connected.
        """
        address = parse_url(url)
        sent_origin = address.origin if isinstance(origin, Origin) else origin
        check_headers([*headers, ("Origin", sent_origin or "")])
        check_subprotocols(subprotocols)
        if self._connection is not None and not self._connection.end.done():
            raise ClientError(f"{self.name} is still connected.", "Close that connection first, or use another name.")
        tap = Tap(self._recorder, self.name, url, self._recorder.next_conn(self.name))
        protocol = TappedProtocol(address.uri, tap, headers, sent_origin, subprotocols)
        self._connection, handshake = await open_connection(address, protocol, tap, timeout, trusted)
        self._refusal = handshake if self._connection is None else None
        self._inbox = asyncio.Queue()
        if self._connection is not None:
            self._pump = asyncio.create_task(_pump(self._connection, self._inbox))
        return handshake

    async def send_text(self, text: str, timeout: float = TIMEOUT) -> None:
        """Send one text message."""
        _check_text(text)
        async with self._sending("The message was not taken", timeout) as connection:
            await connection.send(text)

    async def send_bytes(self, data: bytes, timeout: float = TIMEOUT) -> None:
        """Send one binary message."""
        async with self._sending("The message was not taken", timeout) as connection:
            await connection.send(data)

    async def send_fragments(self, parts: Sequence[str], timeout: float = TIMEOUT) -> None:
        """Send one text message in one frame for each part (RFC 6455 section 5.4)."""
        if not parts:
            raise ClientError("A message of no fragments cannot be sent.", "Give at least one part.")
        _check_text("".join(parts))
        async with self._sending("The message was not taken", timeout) as connection:
            await connection.send_parts(parts)

    async def send_raw(self, data: bytes) -> None:
        """Put bytes onto the TCP connection as they are; the client makes no frame of them.

        They are recorded as the frames that they form. An unfinished one is recorded when the connection ends.
        """
        connection = self._existing()
        if connection.end.done():
            raise self._cannot_send(connection)
        connection.write_raw(data)

    async def receive(self, timeout: float | None = TIMEOUT) -> str | bytes:
        """The next message that was not asked for yet: str of a text message, bytes of a binary one."""
        connection = self._existing()
        if self._inbox.empty():
            message = await _within(timeout, self._inbox.get(), f"No message came for {self.name}")
        else:
            message = self._inbox.get_nowait()
        if message is None:
            self._inbox.put_nowait(None)  # whoever asks next must learn it too
            code = (await connection.wait_end()).code
            raise ClientError(
                f"{self.name} waited for a message, but the connection was closed with {code}.",
                f"See what it means: wslearn explain {code}",
            )
        return message

    async def closed(self, timeout: float | None = TIMEOUT) -> Closed:
        """Wait until the connection has ended, and say how, as a page would see it."""
        if self._refusal is not None:
            return _REFUSED
        connection = self._existing()
        return await _within(timeout, connection.wait_end(), f"The connection of {self.name} did not end")

    async def ping(self, data: bytes | None = None, timeout: float = TIMEOUT) -> float:
        """Send a ping and wait for its pong (RFC 6455 section 5.5.2).

        Args:
            data: at most 125 bytes; None stands for four random ones.

        Returns:
            Seconds until the pong came.
        """
        async with self._sending("No pong came", timeout) as connection:
            return await (await connection.ping(data))

    async def close(self, code: int | None = 1000, reason: str = "") -> Closed:
        """Close with a close frame and wait for the end (RFC 6455 section 7.1.2); None sends one without a code.

        When the server does not end the TCP connection within `CLOSE_TIMEOUT` seconds, the client cuts it.
        """
        connection = self._existing()
        async with self._sending("The connection did not end", CLOSE_TIMEOUT + TIMEOUT, ended_is_error=False):
            await connection.send_close(code, reason)
        return await connection.wait_end()

    async def drop(self) -> None:
        """Cut the TCP connection without a close frame; nothing happens when it has ended already."""
        if self._connection is not None:
            self._connection.transport.abort()
            await self._connection.wait_end()

    def freeze(self) -> None:
        """Stop reading: no message is seen, no ping answered, no close noticed, until `thaw`."""
        self._existing().transport.pause_reading()

    def thaw(self) -> None:
        """Read again."""
        self._existing().transport.resume_reading()

    def _existing(self) -> TappedConnection:
        """The connection, open or ended."""
        if self._refusal is not None:
            status = self._refusal.status or "no answer"
            answer = f"with HTTP {status}" if self._refusal.status else "without an answer"
            raise ClientError(f"{self.name} was refused {answer}.", f"wslearn explain {status}")
        if self._connection is None:
            raise ClientError(f"{self.name} is not connected.", "Connect first.")
        return self._connection

    @asynccontextmanager
    async def _sending(
        self, not_done: str, timeout: float, ended_is_error: bool = True
    ) -> AsyncIterator[TappedConnection]:
        """Send something within a time; each way in which it can fail becomes a sentence."""
        connection = self._existing()
        if connection.end.done() and ended_is_error:
            raise self._cannot_send(connection)
        try:
            async with asyncio.timeout(timeout):
                yield connection
        except TimeoutError:
            raise ClientError(f"{not_done} within {timeout:g} s.", "Does the server still read?") from None
        except ConnectionClosed:
            await connection.wait_end()
            raise self._cannot_send(connection) from None
        except (ProtocolError, ConcurrencyError) as error:
            raise ClientError(f"The client cannot send this: {error}.", "To break a rule, use send-raw.") from None

    def _cannot_send(self, connection: TappedConnection) -> ClientError:
        code = connection.end.result().code
        return ClientError(
            f"{self.name} cannot send: the connection was closed with {code}.",
            f"See what it means: wslearn explain {code}",
        )


async def _pump(connection: TappedConnection, inbox: asyncio.Queue[str | bytes | None]) -> None:
    """Read on at all times, so that a wrong message is noticed when it comes; None stands for the end."""
    try:
        while True:
            inbox.put_nowait(await connection.recv())
    except ConnectionClosed:
        inbox.put_nowait(None)


async def _within(timeout: float | None, waiting: Awaitable[T], not_done: str) -> T:
    try:
        async with asyncio.timeout(timeout):
            return await waiting
    except TimeoutError:
        raise ClientError(f"{not_done} within {timeout:g} s.") from None


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = text[error.start]
        raise ClientError(
            f"The text has half a character ({half!a}), which UTF-8 cannot write.",
            "A browser would send U+FFFD in its place; write \\ufffd.",
        ) from None
