"""python-websockets with the tap between its protocol and its TCP connection.

The seam is the documented Sans-I/O interface: every byte that comes passes `receive_data`, every byte that goes
passes `data_to_send`. What else is used of `ClientConnection` is checked at import.
"""

import asyncio
import logging
from collections.abc import Sequence

from websockets.asyncio.client import ClientConnection
from websockets.client import ClientProtocol
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request
from websockets.typing import Origin, Subprotocol
from websockets.uri import WebSocketURI

import wslearn
from wslearn.client import trouble
from wslearn.client.frames import MAX_MESSAGE
from wslearn.client.outcome import Closed
from wslearn.client.tap import Tap
from wslearn.errors import EnvironmentProblem

CLOSE_TIMEOUT = 5.0
"""Seconds that the server has, after the first close frame, to end the TCP connection."""

_NEEDED = {
    ClientConnection: ("handshake", "send_context", "process_event", "connection_lost", "recv", "send", "ping"),
    ClientProtocol: ("connect", "receive_data", "data_to_send", "send_text", "send_continuation", "send_close"),
}

_LOGGER = logging.getLogger("wslearn.client.websockets")
_LOGGER.addHandler(logging.NullHandler())  # what it would log, the records say


def _check_library() -> None:
    """Say clearly when a later python-websockets has moved what is used here."""
    missing = [f"{cls.__name__}.{name}" for cls, names in _NEEDED.items() for name in names if not hasattr(cls, name)]
    if missing:
        raise EnvironmentProblem(
            f"The installed python-websockets has no {', '.join(missing)}, which the bundled client is built on.",
            'Install a version that has it: pip install "websockets>=15,<18"',
        )


_check_library()


class TappedProtocol(ClientProtocol):
    """The protocol, with every byte shown to the tap."""

    def __init__(
        self, uri: WebSocketURI, tap: Tap, headers: Sequence[tuple[str, str]], origin: str | None, offer: Sequence[str]
    ) -> None:
        self._tap = tap
        self._own_headers = headers
        super().__init__(
            uri,
            origin=Origin(origin) if origin is not None else None,
            subprotocols=[Subprotocol(name) for name in offer] or None,
            max_size=MAX_MESSAGE,
            logger=_LOGGER,
        )

    def connect(self) -> Request:
        """The handshake request; a header of the user replaces the one of that name."""
        request = super().connect()
        request.headers["User-Agent"] = f"wslearn/{wslearn.__version__}"
        _replace(request.headers, self._own_headers)
        self.key = request.headers.get("Sec-WebSocket-Key", self.key)
        return request

    def receive_data(self, data: bytes | bytearray) -> None:
        """Bytes from the network."""
        self._tap.received(bytes(data))
        super().receive_data(data)

    def data_to_send(self) -> list[bytes]:
        """Bytes for the network; an empty one means the end of the stream."""
        writes = super().data_to_send()
        for data in writes:
            if data:
                self._tap.sent(data)
        return writes


def _replace(headers: Headers, own: Sequence[tuple[str, str]]) -> None:
    """Set headers; one that is given twice is sent twice."""
    for name, _ in own:
        headers.pop(name, None)
    for name, value in own:
        headers[name] = value


class TappedConnection(ClientConnection):
    """The connection, which ends by itself when the server does not end it.

    Attributes:
        end: how it ended; is never set when the handshake failed.
    """

    def __init__(self, protocol: TappedProtocol, tap: Tap) -> None:
        # Pings are sent on request only. Everything is read at once (max_queue=None), for the timeline shows it all.
        super().__init__(protocol, ping_interval=None, close_timeout=None, max_queue=None)
        self.tap = tap
        self.end: asyncio.Future[Closed] = self.loop.create_future()
        self._guard: asyncio.TimerHandle | None = None
        tap.on_close = self._start_guard

    async def send_parts(self, parts: Sequence[str]) -> None:
        """One text message in as many frames as there are parts (RFC 6455 section 5.4)."""
        async with self.send_context():
            self.protocol.send_text(parts[0].encode(), fin=len(parts) == 1)
            for number, part in enumerate(parts[1:], 2):
                self.protocol.send_continuation(part.encode(), fin=number == len(parts))

    async def send_close(self, code: int | None, reason: str) -> None:
        """Start the closing handshake and wait until the TCP connection has ended."""
        self.tap.asked = True
        try:
            async with self.send_context():
                self.protocol.send_close(code, reason)
        except ConnectionClosed:
            pass  # it was closed already, or is now

    async def wait_end(self) -> Closed:
        """How it ended, once it has; the one who waits can be cancelled."""
        return await asyncio.shield(self.end)

    def write_raw(self, data: bytes) -> None:
        """Put bytes onto the TCP connection, whatever they are."""
        asked, self.tap.asked = self.tap.asked, True
        self.tap.sent(data)
        self.tap.asked = asked
        self.transport.write(data)

    def data_received(self, data: bytes) -> None:
        """Bytes came; when they are no handshake, nothing after them can be one."""
        super().data_received(data)
        if self.protocol.handshake_exc is not None:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """The TCP connection has ended."""
        super().connection_lost(exc)
        if self._guard is not None:
            self._guard.cancel()
        if self.response is not None and self.protocol.handshake_exc is None:
            self.tap.cut()
            closed = _closed(self.protocol.close_exc, self.tap)
            self.tap.closed(closed)
            self.end.set_result(closed)

    def _start_guard(self) -> None:
        self._guard = self.loop.call_later(CLOSE_TIMEOUT, self._give_up)

    def _give_up(self) -> None:
        self.tap.failed("frame", trouble.no_close_reply(CLOSE_TIMEOUT))
        self.transport.abort()


def _closed(ended: ConnectionClosed, tap: Tap) -> Closed:
    """What the page's CloseEvent says (RFC 6455 sections 7.1.5 and 7.1.6)."""
    by = tap.first_close or "lost"
    if ended.rcvd is None:
        return Closed(1006, "", by, clean=False)
    return Closed(ended.rcvd.code, ended.rcvd.reason, by, clean=ended.sent is not None)
