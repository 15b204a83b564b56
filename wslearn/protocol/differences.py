"""Said and sent: each place where Daphne does something else than the ASGI event said.

Checked against Daphne 4.2.3 and Channels 4.3.2; `source` names the code or the specification. A mark on a row of the
timeline takes its `why` and its `topic` from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where what was said and what was sent differ.

    Attributes:
        id: its name, and what to type after `wslearn explain`.
        said: what the event (or the frame) said.
        sent: what went over the wire (or what the event became) instead.
        why: one sentence.
        advice: what to do about it.
        lesson: id of the lesson that shows it.
        source: where that is written.
    """

    id: str
    said: str
    sent: str
    why: str
    advice: str
    lesson: str
    source: str

    @property
    def topic(self) -> str:
        """What to type after `wslearn explain`."""
        return self.id


_WS = "daphne/ws_protocol.py"

_TABLE = (
    Difference(
        id="accept-headers",
        said="websocket.accept with headers",
        sent="101 without those headers",
        why="Daphne never reads the key headers of websocket.accept.",
        advice="Send what the page needs in a first message; a cookie must be set by the HTTP page before it connects.",
        lesson="frames",
        source=f"{_WS} handle_reply; django/daphne#326; ASGI spec, Accept - send event",
    ),
    Difference(
        id="subprotocol-not-offered",
        said="websocket.accept with a subprotocol that the client did not offer",
        sent="nothing: the TCP connection ends after about 5 s",
        why="The WebSocket library below Daphne refuses that subprotocol, and the refusal is never shown or answered.",
        advice='Choose from scope["subprotocols"], or accept without a subprotocol.',
        lesson="frames",
        source="autobahn/websocket/protocol.py; RFC 6455 §4.2.2",
    ),
    Difference(
        id="close-reason",
        said="websocket.close with a reason",
        sent="a close frame with the code alone",
        why="Daphne never reads the key reason of websocket.close.",
        advice="Give the meaning to the code (4000-4999), or send a last message before you close.",
        lesson="frames",
        source=f"{_WS} serverClose; django/daphne#374; ASGI spec, Close - send event",
    ),
    Difference(
        id="close-before-accept",
        said="websocket.close with a code, before websocket.accept",
        sent="HTTP 403, no code",
        why="Before the handshake is done there is no WebSocket to close, so Daphne answers the HTTP request with 403.",
        advice="If the page must know why: accept first, then close with a code from 4000 to 4999.",
        lesson="frames",
        source=f"{_WS} serverReject; ASGI spec, Close - send event",
    ),
    Difference(
        id="denial-response",
        said="websocket.http.response.start",
        sent="nothing: the TCP connection ends after about 5 s",
        why="Daphne has no WebSocket Denial Response extension, and it ignores events that it does not know.",
        advice="Refuse with websocket.close (HTTP 403), or in a view before the page connects.",
        lesson="frames",
        source=f"{_WS} handle_reply; django/daphne#486; ASGI spec, Websocket Denial Response",
    ),
    Difference(
        id="falsy-not-sent",
        said="websocket.send with text or bytes that Python counts as false (0, an empty text, empty bytes)",
        sent="nothing",
        why="Daphne asks whether the payload is true, not whether it is there, so empty payloads and 0 are dropped.",
        advice="Turn the value into text first: json.dumps(0) is '0', and json.dumps('') is a text of two quotes.",
        lesson="json",
        source=f"{_WS} handle_reply; ASGI spec, Send - send event",
    ),
    Difference(
        id="unknown-type",
        said="an event whose type is misspelt or unknown",
        sent="nothing",
        why="Daphne ignores every event type that it does not know, without an error.",
        advice="Compare the type letter by letter with: websocket.accept, websocket.send, websocket.close.",
        lesson="events",
        source=f"{_WS} handle_reply; ASGI spec, Error Handling",
    ),
    Difference(
        id="client-close-code",
        said="a close frame from the client with its own code",
        sent="a close frame with 1000",
        why="Daphne answers every close frame with 1000, whatever code the client gave.",
        advice="Read the client's code in websocket.disconnect; the page itself sees 1000.",
        lesson="frames",
        source="autobahn/websocket/protocol.py echoCloseCodeReason; RFC 6455 §5.5.1",
    ),
    Difference(
        id="disconnect-code-none",
        said="a close frame without a code",
        sent="websocket.disconnect with code None",
        why="The ASGI specification asks for 1005 here, but Daphne hands over None.",
        advice="Do not compare or format the code before you looked for None.",
        lesson="frames",
        source=f"{_WS} onClose; django/channels#1568; ASGI spec, Disconnect - receive event",
    ),
    Difference(
        id="disconnect-no-reason",
        said="a close frame from the client with a reason",
        sent="websocket.disconnect without the key reason",
        why="Daphne never hands the client's close reason to the application.",
        advice="Let the client send its reason as a last message.",
        lesson="frames",
        source=f"{_WS} onClose; ASGI spec, Disconnect - receive event",
    ),
    Difference(
        id="send-after-close",
        said="websocket.send after the connection ended",
        sent="nothing",
        why="Once the connection has ended, Daphne drops every later event without an error.",
        advice="Stop your tasks in disconnect(). Right after your own websocket.close, a send raises Disconnected.",
        lesson="frames",
        source="daphne/server.py handle_reply; ASGI spec, Send - send event",
    ),
    Difference(
        id="exception-1011",
        said="nothing: the consumer raised an exception",
        sent="a close frame with 1011, up to 1 s later",
        why="Daphne looks for crashed applications once a second and closes their connections with 1011.",
        advice="Read the traceback; catch what a client can cause, and answer it with a message.",
        lesson="json",
        source="daphne/server.py application_checker, handle_exception in ws_protocol.py; RFC 6455 §7.4.1",
    ),
    Difference(
        id="exception-500",
        said="nothing: the application raised an exception before websocket.accept",
        sent="HTTP 500, up to 1 s later",
        why="Before the handshake is done Daphne can only answer the HTTP request, and it answers a crash with 500.",
        advice="Read the traceback: a route that does not match and an import that fails look like this too.",
        lesson="handshake",
        source=f"{_WS} handle_exception",
    ),
    Difference(
        id="no-answer",
        said="nothing: neither websocket.accept nor websocket.close",
        sent="nothing: the TCP connection ends after about 5 s",
        why="Daphne waits some seconds for your answer to the handshake, then ends the connection without one.",
        advice="Call accept() or close() in connect, with await in an async consumer.",
        lesson="handshake",
        source="daphne/server.py websocket_handshake_timeout; ASGI spec, Connect - receive event",
    ),
    Difference(
        id="return-stays-open",
        said="nothing: the application returned while the connection was open",
        sent="nothing: the socket stays open and nobody listens",
        why="The ASGI specification wants the socket closed when the application ends, but Daphne leaves it open.",
        advice="Send websocket.close before you return, and raise StopConsumer only in websocket_disconnect.",
        lesson="events",
        source="daphne/server.py application_checker; ASGI spec, WebSocket Connection Scope",
    ),
    Difference(
        id="fragments-joined",
        said="one message in several frames",
        sent="one websocket.receive",
        why="The parts of a fragmented message are joined before the application sees them.",
        advice="Nothing to do: an application never sees frames.",
        lesson="frames",
        source="RFC 6455 §5.4; observed on Daphne 4.2.3",
    ),
    Difference(
        id="message-too-big",
        said="a message of more than 1 MiB from the client",
        sent="nothing: the TCP connection ends, code 1006",
        why="Since 4.2.2, Daphne ends the connection without a close frame when a message has more than 1048576 bytes.",
        advice="Send large data over HTTP or in parts, or raise DAPHNE_WEBSOCKET_MAX_MESSAGE_SIZE (Daphne 4.2.3).",
        lesson="ship",
        source="daphne/server.py websocket_max_message_size; CVE-2026-44545",
    ),
)

DIFFERENCES: Mapping[str, Difference] = MappingProxyType({difference.id: difference for difference in _TABLE})
"""Id → difference."""
