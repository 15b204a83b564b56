"""What answers a WebSocket handshake (RFC 6455 §4), and what each answer means with Daphne and Channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class HandshakeOutcome:
    """One outcome of a handshake.

    Attributes:
        status: the HTTP status; None when there was no HTTP answer.
        reason: its name.
        maker: what makes it, with Daphne and Channels.
        spec: what the specification says.
        daphne: how Daphne differs, or what the page sees.
        advice: where to look.
        lesson: id of the lesson that shows it.
        source: where it is written.
    """

    status: int | None
    reason: str
    maker: str
    spec: str
    daphne: str
    advice: str
    lesson: str
    source: str

    @property
    def label(self) -> str:
        """`403`, or `no answer`."""
        return "no answer" if self.status is None else str(self.status)


_PAGE = "A page never sees the status: its onerror has no details, and its onclose says 1006."

_TABLE = (
    HandshakeOutcome(
        status=101,
        reason="Switching Protocols",
        maker="websocket.accept: the consumer called accept().",
        spec="The handshake is done. The server proves that it speaks WebSocket by a Sec-WebSocket-Accept made from "
        "the client's Sec-WebSocket-Key. From here on there are frames on the connection, no HTTP.",
        daphne="Headers that you give to websocket.accept are not in it; a subprotocol is.",
        advice="Nothing: the connection is open.",
        lesson="handshake",
        source="RFC 6455 §4.2.2",
    ),
    HandshakeOutcome(
        status=400,
        reason="Bad Request",
        maker="Daphne itself, before your application is asked: a header of the handshake is missing or wrong.",
        spec="A server that finds the handshake malformed stops and answers with a status such as 400.",
        daphne='The words after 400 name the cause: "HTTP Connection header missing", "HTTP Sec-WebSocket-Key header '
        'missing", "WebSocket version … not supported". Where the header Upgrade is missing, the request is plain '
        "HTTP for Daphne, and Django answers it, mostly with 404.",
        advice="Look at the headers that arrive at Daphne; a proxy between must pass on Upgrade and Connection.",
        lesson="ship",
        source="RFC 6455 §4.2.1",
    ),
    HandshakeOutcome(
        status=403,
        reason="Access denied",
        maker="websocket.close before websocket.accept: connect() called close() or raised DenyConnection, or an "
        "origin validator refused the page.",
        spec="The ASGI specification turns a websocket.close before the accept into HTTP 403.",
        daphne="The close code and the reason are lost. " + _PAGE,
        advice="Is the page's host in ALLOWED_HOSTS? Does the client send an Origin? Who calls close() in connect()?",
        lesson="handshake",
        source="ASGI spec, Close - send event",
    ),
    HandshakeOutcome(
        status=404,
        reason="Not Found",
        maker="Django's views, not Channels: the handshake was treated as a plain HTTP request.",
        spec="Any HTTP status but 101 means that the handshake failed.",
        daphne="Two causes: the server is not Daphne (runserver without daphne in INSTALLED_APPS, or WSGI), or a proxy "
        "removed the header Upgrade. A path that no websocket route matches is 500, not 404. " + _PAGE,
        advice='Does runserver say "Starting ASGI/Daphne"? If not, put "daphne" first in INSTALLED_APPS.',
        lesson="handshake",
        source="RFC 6455 §4.1; django/channels#1914",
    ),
    HandshakeOutcome(
        status=500,
        reason="Internal server error",
        maker="An exception before websocket.accept: no route for the path, an import that fails, a channel layer "
        "that is missing, any mistake in connect().",
        spec="Any HTTP status but 101 means that the handshake failed.",
        daphne="Daphne looks for crashed applications once a second, so it comes up to 1 s late. " + _PAGE,
        advice="Read the traceback in the server's log. ValueError: No route found means that the path does not match.",
        lesson="handshake",
        source="daphne/ws_protocol.py handle_exception; django/channels#2147",
    ),
    HandshakeOutcome(
        status=None,
        reason="the TCP connection ends after about 5 s",
        maker="Nobody answered the handshake: connect() never called accept() or close(), or without await in an async "
        "consumer; an async def in a sync consumer; another consumer blocks the one thread of all sync consumers; "
        "a subprotocol was accepted that the client did not offer.",
        spec="The ASGI specification demands a websocket.accept or websocket.close in answer to websocket.connect.",
        daphne="After 5 seconds Daphne drops the connection without an HTTP answer, and your application gets "
        "websocket.disconnect with 1006. Nothing is logged. " + _PAGE,
        advice="Look in the trace for the last asgi send of the connection: if there is none, accept() was never run.",
        lesson="handshake",
        source="ASGI spec, Connect - receive event; daphne/server.py websocket_handshake_timeout",
    ),
)

OUTCOMES: Mapping[int | None, HandshakeOutcome] = MappingProxyType({outcome.status: outcome for outcome in _TABLE})
"""Status → outcome; None → no HTTP answer."""
