"""A TCP server for tests that speaks WebSocket byte by byte, right or wrong, and keeps what it got."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from wslearn.client import Client, ClientRecorder
from wslearn.trace.record import Record

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 section 1.3


class Peer:
    """One connection, seen from the server.

    Attributes:
        request: the head of the handshake request.
        got: every byte that came after it.
        sent: every byte that went after the handshake response.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.request = b""
        self.got = b""
        self.sent = b""
        self._reader, self._writer = reader, writer

    async def read_request(self) -> None:
        """Wait for the handshake request."""
        self.request = await self._reader.readuntil(b"\r\n\r\n")

    async def accept(self, extra: bytes = b"") -> None:
        """Answer the handshake as RFC 6455 wants it."""
        await self.read_request()
        key = next(line for line in self.request.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key:"))
        token = base64.b64encode(hashlib.sha1(key.split(b": ")[1] + GUID).digest())
        head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        self._writer.write(head + b"Sec-WebSocket-Accept: " + token + b"\r\n" + extra + b"\r\n")

    async def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.sent += data
        self._writer.write(data)
        await self._writer.drain()

    async def read(self, count: int) -> bytes:
        """Wait for so many bytes."""
        data = await self._reader.readexactly(count)
        self.got += data
        return data

    async def read_to_end(self) -> None:
        """Wait until the client has ended its side."""
        while data := await self._reader.read(65536):
            self.got += data

    def cut(self) -> None:
        """End the TCP connection without a word."""
        self._writer.transport.abort()


Behaviour = Callable[[Peer], Awaitable[None]]


@asynccontextmanager
async def wild_server(behave: Behaviour) -> AsyncIterator[tuple[str, list[Peer]]]:
    """A server that does `behave` with each connection and then closes it; yields its URL and the connections."""
    peers: list[Peer] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, writer)
        peers.append(peer)
        try:
            await behave(peer)
        except (OSError, EOFError):
            pass  # the client was quicker
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/ws/", peers
    finally:
        server.close()


def recording_client(name: str = "client") -> tuple[Client, list[Record]]:
    """A client, and the list that its records go to."""
    records: list[Record] = []
    return Client(name, ClientRecorder(records.append)), records


def of_type(records: list[Record], type: str) -> list[Record]:
    """The records of one type."""
    return [record for record in records if record.type == type]
