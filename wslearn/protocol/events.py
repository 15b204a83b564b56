"""The ASGI events of a WebSocket connection, and the HTTP ones in short (ASGI spec, specs/www.rst)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an event.

    Attributes:
        name: the key.
        kind: the Python type that its value must have.
        required: whether the specification demands it.
        default: what counts when it is absent, as Python writes it; empty when required.
        text: what it means.
        daphne: how Daphne differs; empty when it does not.
    """

    name: str
    kind: str
    required: bool
    default: str
    text: str
    daphne: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One type of ASGI event.

    Attributes:
        type: the value of its key `type`.
        direction: the application's view: `receive` comes from the client, `send` goes to it.
        text: what it is for, and when it may come.
        keys: all keys but `type`.
        daphne: how Daphne differs; empty when it does not.
        advice: what to do with it in a consumer.
        lesson: id of the lesson that shows it.
        source: section of the ASGI specification.
    """

    type: str
    direction: Literal["receive", "send"]
    text: str
    keys: tuple[Key, ...]
    daphne: str
    advice: str
    lesson: str
    source: str


_TABLE = (
    Event(
        type="websocket.connect",
        direction="receive",
        text="The first event: a client asks for a WebSocket. The handshake waits until the application answers with "
        "websocket.accept or websocket.close; no websocket.receive comes before that.",
        keys=(),
        daphne="If nobody answers within 5 s, Daphne drops the connection without an HTTP answer.",
        advice="Call accept() or close() in connect(); in an async consumer with await.",
        lesson="events",
        source="ASGI spec, Connect - receive event",
    ),
    Event(
        type="websocket.accept",
        direction="send",
        text="Takes the connection: the server answers the handshake with HTTP 101. Once for each connection.",
        keys=(
            Key(
                "subprotocol",
                "str or None",
                False,
                "None",
                'The subprotocol that you chose from scope["subprotocols"].',
                "One that the client did not offer is never answered: the connection ends after about 5 s.",
            ),
            Key(
                "headers",
                "iterable of pairs of bytes",
                False,
                "[]",
                'Further headers of the 101 answer, each a pair [b"name", b"value"] with the name in lower case; '
                "never sec-websocket-protocol. Since version 2.1 of the specification.",
                "Ignored: they are not sent.",
            ),
        ),
        daphne="A second websocket.accept raises AttributeError: no attribute 'handshake_deferred'.",
        advice="self.accept(subprotocol=None, headers=None) makes this event; call it once.",
        lesson="events",
        source="ASGI spec, Accept - send event",
    ),
    Event(
        type="websocket.receive",
        direction="receive",
        text="One whole message from the client, text or bytes.",
        keys=(
            Key(
                "text",
                "str or None",
                False,
                "None",
                "The message, if it was a text message. Exactly one of text and bytes is not None.",
                'Absent for a binary message, so that event["text"] raises KeyError there.',
            ),
            Key(
                "bytes",
                "bytes or None",
                False,
                "None",
                "The message, if it was a binary message.",
                "Absent for a text message.",
            ),
        ),
        daphne="Only one of the two keys is there. Messages over 1 MiB end the connection with 1006.",
        advice='Use event.get("text"); a generic consumer gives you receive(text_data=None, bytes_data=None).',
        lesson="events",
        source="ASGI spec, Receive - receive event",
    ),
    Event(
        type="websocket.send",
        direction="send",
        text="Sends one message to the client, text or bytes. Only after websocket.accept.",
        keys=(
            Key(
                "text",
                "str or None",
                False,
                "None",
                "The message as a text message. Exactly one of text and bytes must be other than None.",
                "Empty text, and 0, are not sent. Any other value that is no str raises AttributeError: no attribute "
                "'encode'.",
            ),
            Key(
                "bytes",
                "bytes or None",
                False,
                "None",
                "The message as a binary message.",
                "Empty bytes are not sent. A str raises AssertionError.",
            ),
        ),
        daphne="Both keys at once raise ValueError, and so does sending before websocket.accept. Right "
        "after websocket.close it raises Disconnected; once the connection has ended, all is dropped in silence.",
        advice="Make text of your value first, with json.dumps or str; send_json does it for you.",
        lesson="events",
        source="ASGI spec, Send - send event",
    ),
    Event(
        type="websocket.disconnect",
        direction="receive",
        text="The last event: the connection is over, whoever ended it.",
        keys=(
            Key(
                "code",
                "int",
                True,
                "",
                "The close code that came, 1005 if there was none, 1006 if the connection just broke.",
                "None instead of 1005.",
            ),
            Key(
                "reason",
                "str or None",
                False,
                "empty",
                "The reason in the client's close frame. Since version 2.5 of the specification.",
                "Never there.",
            ),
        ),
        daphne="It does not come after an exception in the consumer, and it waits until a running handler is done.",
        advice="In a raw consumer raise StopConsumer at the end of websocket_disconnect. Generic consumers do it.",
        lesson="events",
        source="ASGI spec, Disconnect - receive event",
    ),
    Event(
        type="websocket.close",
        direction="send",
        text="Ends the connection. Before websocket.accept it refuses the handshake with HTTP 403.",
        keys=(
            Key(
                "code",
                "int",
                False,
                "1000",
                "The close code that the client gets.",
                "Only 1000 and 3000-4999; others raise an exception. Before websocket.accept it is lost.",
            ),
            Key(
                "reason",
                "str or None",
                False,
                "empty",
                "Some words for the client, at most 123 bytes of UTF-8. Since version 2.3 of the specification.",
                "Dropped: the client gets an empty reason.",
            ),
        ),
        daphne="The reason is dropped. websocket.disconnect still follows.",
        advice="If the page must know why: accept first, then close with a code from 4000 to 4999.",
        lesson="events",
        source="ASGI spec, Close - send event",
    ),
    Event(
        type="http.request",
        direction="receive",
        text="The body of a plain HTTP request, or a part of it.",
        keys=(
            Key("body", "bytes", False, 'b""', "This part of the body."),
            Key("more_body", "bool", False, "False", "Whether another http.request follows."),
        ),
        daphne="",
        advice="Your views never see it: Django makes an HttpRequest of it.",
        lesson="handshake",
        source="ASGI spec, Request - receive event",
    ),
    Event(
        type="http.response.start",
        direction="send",
        text="Status and headers of the HTTP answer.",
        keys=(
            Key("status", "int", True, "", "The HTTP status."),
            Key("headers", "iterable of pairs of bytes", False, "[]", "The headers, names in lower case."),
            Key("trailers", "bool", False, "False", "Whether trailers follow the body.", "Ignored."),
        ),
        daphne="Headers that are not bytes raise ValueError, and the client gets 500.",
        advice="Django makes it of the HttpResponse that your view returns.",
        lesson="handshake",
        source="ASGI spec, Response Start - send event",
    ),
    Event(
        type="http.response.body",
        direction="send",
        text="The body of the HTTP answer, or a part of it.",
        keys=(
            Key("body", "bytes", False, 'b""', "This part of the body."),
            Key("more_body", "bool", False, "False", "Whether another http.response.body follows."),
        ),
        daphne="",
        advice="Django makes it of the HttpResponse that your view returns.",
        lesson="handshake",
        source="ASGI spec, Response Body - send event",
    ),
    Event(
        type="http.disconnect",
        direction="receive",
        text="The HTTP client went away, or the answer is complete.",
        keys=(),
        daphne="",
        advice="Nothing to do: Django handles it.",
        lesson="handshake",
        source="ASGI spec, Disconnect - receive event",
    ),
)

EVENTS: Mapping[str, Event] = MappingProxyType({event.type: event for event in _TABLE})
"""Type → event."""
