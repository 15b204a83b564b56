"""Which types of record each lane has, as CONTRIBUTING.md lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from wslearn.trace.record import Lane

TYPES: Mapping[Lane, frozenset[str]] = MappingProxyType(
    {
        "client": frozenset(
            {
                "handshake.request",
                "handshake.response",
                "frame",
                "closed",
                "failed",
                "http.request",
                "http.response",
                "page.new",
                "page.open",
                "page.send",
                "page.message",
                "page.error",
                "page.close",
                "page.closing",
                "page.parse",
                "page.stringify",
                "page.print",
                "page.exception",
                "page.gap",
            }
        ),
        "wire": frozenset(
            {
                "handshake.request",
                "handshake.response",
                "frame",
                "nothing",
                "lost",
                "server.ready",
                "server.exit",
                "gap",
                "unseen",
            }
        ),
        "asgi": frozenset(
            {
                "scope",
                "websocket.connect",
                "websocket.accept",
                "websocket.receive",
                "websocket.send",
                "websocket.disconnect",
                "websocket.close",
                "http.request",
                "http.response.start",
                "http.response.body",
                "http.disconnect",
                "return",
                "cancel",
            }
        ),
        "consumer": frozenset({"enter", "leave", "print", "input", "warning", "exception", "log", "manage"}),
        "json": frozenset({"loads", "dumps"}),
        "layer": frozenset(
            {"new_channel", "group_add", "group_discard", "group_send", "send", "deliver", "drop", "keys"},
        ),
    }
)
"""Lane → its types. An application can send an event of any other type too (`websocket.sned`)."""
