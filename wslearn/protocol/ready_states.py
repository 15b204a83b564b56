"""The four readyStates of a page's WebSocket (WHATWG WebSockets Standard), beside what the server knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SOURCE = "WHATWG WebSockets Standard, The WebSocket interface"


@dataclass(frozen=True, slots=True)
class ReadyState:
    """One value of `WebSocket.readyState`.

    Attributes:
        number: the value.
        name: the constant, `OPEN`.
        text: what it means in the page.
        send: what `send()` does in it.
        server: what the application has seen at that time.
        lesson: id of the lesson that shows it.
        source: where it is written.
    """

    number: int
    name: str
    text: str
    send: str
    server: str
    lesson: str = "browser"
    source: str = _SOURCE


_TABLE = (
    ReadyState(
        0,
        "CONNECTING",
        "The handshake is under way: from new WebSocket(…) until onopen or onclose.",
        "send() throws InvalidStateError. Wait for onopen.",
        "The application has at most seen websocket.connect; it has not accepted yet.",
    ),
    ReadyState(
        1,
        "OPEN",
        "The handshake is done (HTTP 101): onopen was called, and both sides may speak.",
        "send() hands the message to the browser, which sends it when it can; bufferedAmount says what waits.",
        "The application has sent websocket.accept. From now on websocket.receive and websocket.send may come.",
    ),
    ReadyState(
        2,
        "CLOSING",
        "A close frame is on its way: you called close(), or the server's close frame has come.",
        "send() throws nothing, and what you send is thrown away.",
        "When the page closes, websocket.disconnect comes as soon as its close frame arrives.",
    ),
    ReadyState(
        3,
        "CLOSED",
        "The connection is over, or was never made. onclose tells the code.",
        "send() throws nothing, and what you send is thrown away. For a new connection make a new WebSocket.",
        "The application has got websocket.disconnect, unless it ended itself before.",
    ),
)

READY_STATES: Mapping[int, ReadyState] = MappingProxyType({state.number: state for state in _TABLE})
"""Number → state."""
