"""A plain HTTP GET beside the WebSockets, recorded like them."""

import asyncio
import http.client
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter_ns

from wslearn.client.head import HeaderList, check_headers, pairs
from wslearn.client.recorder import ClientRecorder
from wslearn.errors import ClientError, UsageError

KEPT_BODY = 16 * 2**20
"""Bytes of a body that are read and kept."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Status line, headers and body of an answer."""

    status: int
    reason: str
    headers: HeaderList
    body: bytes


async def get(
    recorder: ClientRecorder,
    host: str,
    port: int,
    path: str,
    headers: Sequence[tuple[str, str]] = (),
    *,
    name: str = "client",
    timeout: float = 10.0,
) -> HttpAnswer:
    """Do one GET on a connection of its own and record request and answer.

    Args:
        recorder: where the records go.
        host, port: the server.
        path: with its query, percent-encoded.
        headers: besides Host and Connection; one of the same name replaces them.
        name: the client in the records.
        timeout: seconds for all of it.

    Raises:
        UsageError: the path or a header is not valid.
        ClientError: no TCP connection, or no whole HTTP answer in time.
    """
    check_headers(headers)
    sent = _with_defaults(headers, f"{host}:{port}")
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    _prepare(connection, path, sent)
    exchange = _Exchange(recorder, recorder.next_conn(name), name)
    try:
        async with asyncio.timeout(timeout):
            return await _exchange(exchange, connection, path, sent)
    except TimeoutError:
        raise exchange.failed(f"No whole HTTP answer from {host}:{port} came within {timeout:g} s.") from None
    except (OSError, http.client.HTTPException) as error:
        why = str(error) or type(error).__name__
        raise exchange.failed(f"The GET to {host}:{port} failed: {why}.") from None
    finally:
        exchange.end()
        connection.close()


class _Exchange:
    """The records of one request."""

    def __init__(self, recorder: ClientRecorder, conn: str, client: str) -> None:
        self._socket: socket.socket | None = None
        self._recorder, self._conn, self._client = recorder, conn, client

    def request(self, path: str, headers: HeaderList, connected: socket.socket) -> None:
        """The request goes out now."""
        self._socket = connected
        local = list(connected.getsockname()[:2])
        data = {"client": self._client, "method": "GET", "path": path, "headers": pairs(headers), "local": local}
        self._recorder.record(self._conn, "receive", "http.request", data)

    def response(self, answer: HttpAnswer, t_ns: int) -> None:
        """The answer's head came at `t_ns`."""
        data = {
            "client": self._client,
            "status": answer.status,
            "reason": answer.reason,
            "headers": pairs(answer.headers),
            "body": answer.body,
        }
        self._recorder.record(self._conn, "send", "http.response", data, t_ns)

    def failed(self, sentence: str) -> ClientError:
        """There is no answer: record it, and hand back the error that says so."""
        stage = "handshake" if self._socket else "tcp"
        self._recorder.record(self._conn, None, "failed", {"client": self._client, "stage": stage, "error": sentence})
        return ClientError(sentence, "Is the server running, and is this its port?")

    def end(self) -> None:
        """Cut the connection, so that a thread that still waits on it comes back."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


async def _exchange(
    exchange: _Exchange, connection: http.client.HTTPConnection, path: str, headers: HeaderList
) -> HttpAnswer:
    await asyncio.to_thread(connection.connect)
    exchange.request(path, headers, connection.sock)
    answer, t_ns = await asyncio.to_thread(_answer, connection)
    exchange.response(answer, t_ns)
    return answer


def _answer(connection: http.client.HTTPConnection) -> tuple[HttpAnswer, int]:
    """Send what was prepared and read the answer; blocks."""
    connection.endheaders()
    response = connection.getresponse()
    t_ns = perf_counter_ns()
    body = response.read(KEPT_BODY)
    if response.length and len(body) < KEPT_BODY:
        raise http.client.IncompleteRead(body, response.length)
    return HttpAnswer(response.status, response.reason, tuple(response.getheaders()), body), t_ns


def _prepare(connection: http.client.HTTPConnection, path: str, headers: HeaderList) -> None:
    """Put the request together; nothing is sent yet."""
    try:
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    except (http.client.InvalidURL, UnicodeEncodeError):
        raise UsageError(f"{path!a} cannot be the path of a request.", "Percent-encode it: a blank is %20.") from None
    for name, value in headers:
        connection.putheader(name, value.encode("iso-8859-1"))


def _with_defaults(headers: Sequence[tuple[str, str]], host: str) -> HeaderList:
    own = {name.lower() for name, _ in headers}
    defaults = (("Host", host), ("Connection", "close"))
    return (*(pair for pair in defaults if pair[0].lower() not in own), *headers)
