"""The opening handshake, and each way in which it can fail to open anything."""

import asyncio
import ssl
from pathlib import Path

from websockets.exceptions import InvalidStatus, WebSocketException

from wslearn.client import trouble
from wslearn.client.address import Address
from wslearn.client.connection import TappedConnection, TappedProtocol
from wslearn.client.head import ResponseHead
from wslearn.client.outcome import By, Closed, Handshake
from wslearn.client.tap import Tap

Opened = tuple[TappedConnection | None, Handshake]


async def open_connection(
    address: Address, protocol: TappedProtocol, tap: Tap, timeout: float, trusted: Path | None = None
) -> Opened:
    """Open a connection within so many seconds, or record and tell why there is none.

    Args:
        trusted: a file of certificates to trust beside those of the system.
    """
    try:
        async with asyncio.timeout(timeout):
            connection = await _tcp(address, protocol, tap, trusted)
    except TimeoutError:
        return None, _no_tcp(f"No TCP connection to {trouble.where(address)} within {timeout:g} s.", tap)
    except OSError as error:
        return None, _no_tcp(trouble.tcp_trouble(error, address), tap)
    try:
        async with asyncio.timeout(timeout):
            await connection.handshake(user_agent_header=None)
        return connection, _accepted(connection, tap)
    except TimeoutError as error:
        refused = _refused(error, trouble.no_answer(timeout, tap.answered), tap)
    except (WebSocketException, OSError, EOFError) as error:
        refused = _refused(error, trouble.handshake_trouble(error, tap.answered), tap)
    except asyncio.CancelledError:
        connection.transport.abort()
        raise
    connection.transport.abort()
    await connection.wait_closed()
    return None, refused


async def _tcp(address: Address, protocol: TappedProtocol, tap: Tap, trusted: Path | None) -> TappedConnection:
    """The TCP connection, with TLS for `wss://`."""
    secure = address.uri.secure
    _, connection = await asyncio.get_running_loop().create_connection(
        lambda: TappedConnection(protocol, tap),
        address.uri.host,
        address.uri.port,
        ssl=_tls(trusted) if secure else None,
        server_hostname=address.uri.host if secure else None,
    )
    return connection


def _tls(trusted: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if trusted is not None:
        context.load_verify_locations(trusted)
    return context


def _accepted(connection: TappedConnection, tap: Tap) -> Handshake:
    head = tap.head
    assert head is not None  # a handshake cannot succeed without an answer
    return Handshake(True, head.status, head.reason, head.headers, subprotocol=connection.subprotocol)


def _no_tcp(error: str, tap: Tap) -> Handshake:
    tap.failed("tcp", error)
    _page_sees(tap, "lost")
    return Handshake(False, error=error, stage="tcp")


def _refused(error: BaseException, sentence: str, tap: Tap) -> Handshake:
    """Tell a plain refusal, which is an answer, from an answer that is none."""
    head = tap.head
    if head is not None and head.status != 101:
        return _plain_refusal(error, head, tap)
    tap.failed("handshake", sentence)
    _page_sees(tap, "client" if head else "lost")
    if head is None:
        return Handshake(False, error=sentence, stage="handshake")
    return Handshake(False, head.status, head.reason, head.headers, error=sentence, stage="handshake")


def _plain_refusal(error: BaseException, head: ResponseHead, tap: Tap) -> Handshake:
    # python-websockets undoes chunked bodies; where it gave up (HTTP/1.0, too long), the bytes as they came remain.
    body = bytes(error.response.body or b"") if isinstance(error, InvalidStatus) else tap.body
    tap.response(head, body)
    _page_sees(tap, "server")
    return Handshake(
        False, head.status, head.reason, head.headers, body, error=trouble.refusal(head.status, head.reason)
    )


def _page_sees(tap: Tap, by: By) -> None:
    """A page learns nothing of a failed handshake but this (WHATWG WebSockets, "fail the WebSocket connection")."""
    tap.closed(Closed(1006, "", by, clean=False))
