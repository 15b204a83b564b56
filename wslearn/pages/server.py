"""Serves the script that the traced server's pages load, and takes what it reports.

It has a port of its own: another origin than the project's and than the panel's. A page's script knows this address
and its key; both are good for reporting only, for nothing is ever sent to a page.
"""

import asyncio
import logging
import secrets
from collections import deque
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from wslearn import paths
from wslearn.errors import EnvironmentProblem
from wslearn.pages.reports import BadReport
from wslearn.pages.tabs import MAX_MESSAGE, Tabs, Take

LOOPBACK = "127.0.0.1"

_SCRIPT, _REPORTS = "/page.js", "/page"
_POLICY_VIOLATION = 1008
# What goes wrong with a page's connection is nobody's concern; the library would tell the log.
_LOG = logging.Logger("wslearn.pages", logging.CRITICAL + 1)


class Pages:
    """What the pages of one session do, as records; `start` it before the traced server, `stop` it at the end.

    Args:
        host: the address that browsers reach this machine by.
        src: of the records; two at once in one trace need two.
    """

    def __init__(self, host: str = LOOPBACK, src: str = "page") -> None:
        self._host = host
        self._src = src
        self._key = secrets.token_urlsafe(16)
        self._origins: set[str] = set()
        self._awaited: deque[asyncio.Event] = deque()
        self._server: Server | None = None

    async def start(self, take: Take) -> None:
        """Listen at a free port; `take` gets each record in the loop.

        Raises:
            EnvironmentProblem: there is no port to listen at.
        """
        self._tabs = Tabs(take, src=self._src)
        try:
            self._server = await serve(
                self._hear,
                self._host,
                0,
                process_request=self._let_in,
                compression=None,
                server_header=None,
                ping_interval=None,
                max_size=MAX_MESSAGE,
                logger=_LOG,
            )
        except OSError as error:
            raise EnvironmentProblem(
                f"wslearn cannot listen at {self._host} for what pages report: {error.strerror or error}.",
                "Do without --browser, or name another address with --host.",
            ) from error

    @property
    def script_url(self) -> str:
        """The address of the script, for `Server.record_pages`."""
        return f"http://{self._authority}{_SCRIPT}?key={self._key}"

    def allow(self, origin: str) -> None:
        """Take reports of the pages of this origin, `http://127.0.0.1:8000`; by its other name too."""
        self._origins |= {origin, origin.replace(f"//{LOOPBACK}:", "//localhost:")}

    def expect(self, name: str) -> asyncio.Event:
        """Let the next page that reports be called so; what is given is set when it is there."""
        self._tabs.expect(name)
        there = asyncio.Event()
        self._awaited.append(there)
        return there

    async def stop(self) -> None:
        """Let go of all pages."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def _authority(self) -> str:
        assert self._server is not None
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{host}:{next(iter(self._server.sockets)).getsockname()[1]}"

    def _let_in(self, connection: ServerConnection, request: Request) -> Response | None:
        """The script for whoever has the key; a WebSocket only for the traced pages; None lets it go on."""
        parts = urlsplit(request.path)
        key = parse_qs(parts.query).get("key", [""])[0]
        # A Host of another name: a page that lets its own name point to this machine (DNS rebinding).
        if request.headers.get("Host") != self._authority:
            return _answer(HTTPStatus.FORBIDDEN, b"This address has another name.\n")
        if not secrets.compare_digest(key.encode(), self._key.encode()):
            return _answer(HTTPStatus.FORBIDDEN, b"The key is missing or not of this run.\n")
        if parts.path == _SCRIPT:
            return _answer(HTTPStatus.OK, paths.page_script().read_bytes(), "text/javascript")
        if parts.path != _REPORTS:
            return _answer(HTTPStatus.NOT_FOUND, b"There is nothing here.\n")
        if request.headers.get("Origin") not in self._origins:
            return _answer(HTTPStatus.FORBIDDEN, b"A page of this origin is not traced here.\n")
        return None

    async def _hear(self, connection: ServerConnection) -> None:
        """Take the reports of one page until it goes, or sends what our script would not."""
        try:
            tab = self._tabs.open(here=_is_loopback(connection.remote_address[0]))
        except BadReport as full:
            await connection.close(_POLICY_VIOLATION, str(full))
            return
        if self._awaited:
            self._awaited.popleft().set()
        try:
            with suppress(ConnectionClosed):
                while True:
                    tab.take(await connection.recv())
        except BadReport as bad:
            await connection.close(_POLICY_VIOLATION, str(bad))
        finally:
            tab.close()


def _is_loopback(address: str) -> bool:
    return ip_address(address.partition("%")[0]).is_loopback


def _answer(status: HTTPStatus, body: bytes, kind: str = "text/plain") -> Response:
    headers = {
        "Content-Type": f"{kind}; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        # A page may ask that what it loads allows it (COEP).
        "Cross-Origin-Resource-Policy": "cross-origin",
        # Without it (CORS), an error that goes through this script is nothing but "Script error." to the page.
        "Access-Control-Allow-Origin": "*",
    }
    return Response(status.value, status.phrase, Headers(headers), body)
