"""The panel's own server: the page, its stream and the downloads, on one port.

It runs in wslearn's process and reads only what was recorded, so it answers whatever the traced server does.
"""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from wslearn.errors import ClientError, EnvironmentProblem
from wslearn.panel import files
from wslearn.panel.backlog import Backlog
from wslearn.panel.door import Door, bracketed
from wslearn.panel.downloads import DOWNLOADS, Download
from wslearn.panel.items import ServerState
from wslearn.panel.news import Watched
from wslearn.panel.stream import About, Doer, Stream
from wslearn.trace.record import Entry, Record
from wslearn.trace.row import Row

LOOPBACK = "127.0.0.1"

_PIECE = 512 * 1024
# Making a download of a long trace takes longer than a handshake may.
_PATIENCE = 120.0
# Seconds for pages to read the rest, when wslearn ends.
_GOODBYE = 1.0
_STREAM = "/stream"

# The library tells the log about every broken handshake; a person sees what wslearn prints, and nothing else.
_LOG = logging.Logger("wslearn.panel", logging.CRITICAL + 1)


class Panel:
    """A listener of the trace that serves it; an asynchronous context manager.

    Args:
        about: what is shown.
        path: of the project's page, `/hello/`; None where there is none.
        host: where to listen.
        port: 0 finds a free one.
        backlog: what is shown from the beginning.

    Attributes:
        do: does a line of a play for a page; None while there is no server to talk to.
    Raises:
        EnvironmentProblem: on entering: the port cannot be had.
    """

    def __init__(
        self,
        about: About,
        path: str | None = None,
        host: str = LOOPBACK,
        port: int = 0,
        backlog: Backlog | None = None,
    ) -> None:
        self.backlog = backlog or Backlog()
        self.do: Doer | None = None
        self._token = secrets.token_urlsafe(16)
        self._about = about
        self._watched = Watched(path)
        self._host = host
        self._wanted_port = port
        self._server: Server | None = None
        self._streams: set[Stream] = set()

    async def __aenter__(self) -> Self:
        try:
            self._server = await serve(
                self._converse,
                self._host,
                self._wanted_port,
                process_request=self._let_in,
                compression=None,
                server_header=None,
                open_timeout=_PATIENCE,
                close_timeout=_GOODBYE,
                ping_interval=None,  # a page that stalls is waited for
                max_size=_PIECE,
                logger=_LOG,
            )
        except OSError as error:
            raise EnvironmentProblem(
                f"The panel cannot listen at {self._host}:{self._wanted_port}: {error.strerror or error}.",
                "Leave --panel-port out, and a free one is found; --host is an address of this machine.",
            ) from error
        self._door = Door(self._token, self._host, self.port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._server is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE):
                while not all(stream.caught_up for stream in self._streams):
                    await asyncio.sleep(0.02)
        self._server.close()
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        port: int = next(iter(self._server.sockets)).getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """What to open. The token is behind the `#`, so that it stays in the browser and out of logs and Referers."""
        return f"http://{bracketed(self._host)}:{self.port}/#{self._token}"

    def entry(self, entry: Entry) -> None:
        """Keep it, and say what it says of the server."""
        self.backlog.entry(entry)
        if isinstance(entry, Record) and (said := self._watched.see(entry)):
            self.backlog.add(said)

    def rows(self, rows: Sequence[Row]) -> None:
        """Keep them."""
        self.backlog.rows(rows)

    def tell(self, state: ServerState) -> None:
        """Say what the traced server does."""
        self.backlog.add(state)

    def held(self, seconds: float) -> None:
        """Hear for how long the traced server's event loop has run nothing."""
        if said := self._watched.beat(seconds):
            self.tell(said)

    @property
    def page(self) -> str | None:
        """The address of the project's page, once its server was ready."""
        return self._watched.page

    def socket_address(self) -> str:
        """`ws://host:port` of the traced server.

        Raises:
            ClientError: none listens.
        """
        if self._watched.address is None:
            raise ClientError("No server listens now.", "Wait until it is ready.")
        return f"ws://{self._watched.address}"

    async def _let_in(self, connection: ServerConnection, request: Request) -> Response | None:
        """Answer a request; None lets a WebSocket handshake go on."""
        # A header that came twice is none.
        host, origin = (_only(request.headers.get_all(name)) for name in ("Host", "Origin"))
        parts = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if refusal := self._door.host_refusal(host):
            return _refused(refusal)
        if parts.path == _STREAM:
            refusal = self._door.token_refusal(query.get("token")) or self._door.origin_refusal(origin, host)
            return _refused(refusal) if refusal else None
        return await self._get(parts.path, query, host or "")

    async def _get(self, path: str, query: dict[str, str], host: str) -> Response:
        if download := DOWNLOADS.get(path):
            refusal = self._door.token_refusal(query.get("token"))
            return _refused(refusal) if refusal else await self._download(download, host)
        name = files.find(path)
        if name is None:
            return _response(HTTPStatus.NOT_FOUND, {}, b"There is nothing here.\n")
        return _response(HTTPStatus.OK, files.headers(name, host), files.content(name))

    async def _download(self, download: Download, host: str) -> Response:
        """The trace in another form, made in a thread: it can be long."""
        content = await asyncio.to_thread(download.make, self.backlog.trace(), self._about.title)
        headers = {
            "Content-Type": download.content_type,
            "Content-Disposition": f'attachment; filename="{download.filename}"',
            **files.common_headers(host),
        }
        return _response(HTTPStatus.OK, headers, content)

    async def _converse(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        query = parse_qs(urlsplit(connection.request.path).query)
        stream = Stream(connection, self.backlog, self._about_now, self.do)
        self._streams.add(stream)
        try:
            with suppress(ConnectionClosed):
                await stream.run(_number(query.get("from", ["0"])[0]))
        finally:
            self._streams.discard(stream)

    def _about_now(self) -> About:
        return replace(self._about, page=self.page, acts=self.do is not None)


def _only(values: list[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _refused(sentence: str) -> Response:
    return _response(HTTPStatus.FORBIDDEN, {}, f"{sentence}\n".encode("utf-8", "backslashreplace"))


def _response(status: HTTPStatus, headers: dict[str, str], body: bytes) -> Response:
    fixed = {"Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff", **headers}
    fixed |= {"Content-Length": str(len(body)), "Connection": "close"}
    return Response(status.value, status.phrase, Headers(fixed), body)
