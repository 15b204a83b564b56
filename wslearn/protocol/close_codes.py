"""The close codes (RFC 6455 §7.4, and IANA's registry for 1012 to 1014), and what Daphne makes of them.

Checked against Daphne 4.2.3 with Autobahn 26.10.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class CloseCode:
    """One close code, or a range of them.

    Attributes:
        first, last: the numbers; the same for a single code.
        name: a few words.
        maker: who makes it.
        spec: what the specification says.
        daphne: how Daphne differs, or when it makes this code.
        advice: what to do when you see it.
        on_wire: whether a close frame may carry it.
        lesson: id of the lesson that shows it.
        source: section of the specification.
    """

    first: int
    last: int
    name: str
    maker: str
    spec: str
    daphne: str
    advice: str
    on_wire: bool
    lesson: str
    source: str

    @property
    def label(self) -> str:
        """`1006`, or `4000-4999`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


_RFC = "RFC 6455 §7.4.1"
_RFC_RANGES = "RFC 6455 §7.4.2"
_IANA = "IANA WebSocket Close Code Number Registry"
_NOT_ALLOWED = (
    "Daphne never makes it. In websocket.close it raises an exception: only 1000 and 3000-4999 are allowed there."
)
_NOT_USED = "In websocket.close it raises an exception; from a client it is a protocol error: 1006."
_OWN_CODES = "Take a code from 4000-4999."
_DROPS = (
    "Daphne does not send it: on such an error it ends the TCP connection without a close frame, so that both sides "
    "see 1006. In websocket.close it raises an exception."
)

_CODES = (
    CloseCode(
        first=1000,
        last=1000,
        name="normal closure",
        maker="The end that is done: ws.close() in a page, websocket.close in an application.",
        spec="The purpose of the connection was fulfilled.",
        daphne="Daphne sends it when websocket.close has no code, as its answer to every close frame of a client "
        "whatever code that had, and to a connection that is 24 hours old.",
        advice="Nothing to do. If a page sees 1000 although it closed with another code, that is Daphne's answer.",
        on_wire=True,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1001,
        last=1001,
        name="going away",
        maker="A browser, when the page is left, reloaded or closed; a server that goes down.",
        spec="One end goes away: a server stops, or a browser leaves the page.",
        daphne="From a client it arrives as code 1001. A Daphne that stops sends no close frame at all, so that its "
        "clients see 1006; in websocket.close the code raises an exception.",
        advice="Nothing to do: somebody left the page. Clean up in disconnect().",
        on_wire=True,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1002,
        last=1002,
        name="protocol error",
        maker="The end that received frames which break the protocol.",
        spec="The other end broke the WebSocket protocol.",
        daphne=_DROPS,
        advice="Look at the last frames in lane wire: an unmasked frame, a wrong opcode or a wrong length.",
        on_wire=True,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1003,
        last=1003,
        name="unsupported data",
        maker="An end that got text where it takes bytes only, or bytes where it takes text only.",
        spec="A type of data came that this end cannot accept.",
        daphne="A JSON consumer that gets bytes does not make it: it raises ValueError, which becomes 1011. "
        + _NOT_ALLOWED,
        advice="Send the kind of message that the other end takes.",
        on_wire=True,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1004,
        last=1004,
        name="reserved",
        maker="Nobody.",
        spec="Kept back; a meaning may be given to it later.",
        daphne="A client that sends it breaks the protocol: Daphne ends the connection with 1006.",
        advice="Do not use it. For codes of your own take 4000-4999.",
        on_wire=False,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1005,
        last=1005,
        name="no code was given",
        maker="The receiving end itself: it reports 1005 when a close frame came without a code.",
        spec="Never stands in a frame. It tells the application that the close frame was empty.",
        daphne="The ASGI specification asks for 1005 in websocket.disconnect; Daphne hands over None instead.",
        advice="Nothing to do; but look for None before you compare the code in disconnect().",
        on_wire=False,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1006,
        last=1006,
        name="no close frame",
        maker="Nobody sends it: each end reports it by itself when the connection ended without a close frame.",
        spec="Never stands in a frame. It tells the application that the connection ended abnormally.",
        daphne="A page sees it after every handshake that failed (HTTP 403, 404, 500 or no answer), when Daphne stops, "
        "and after a message over 1 MiB. Your application sees it when the TCP connection broke, when a ping was not "
        "answered for 30 s, when a client broke the protocol, and after it rejected the connection itself.",
        advice="Look one step further back: the handshake's status in the trace or the browser's network tab, the "
        "server's log, the network between.",
        on_wire=False,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1007,
        last=1007,
        name="invalid data",
        maker="The end that received text which is not UTF-8.",
        spec="A message held data that does not fit its type, such as text that is not UTF-8.",
        daphne=_DROPS,
        advice="Send bytes in a binary message, or encode the text as UTF-8.",
        on_wire=True,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1008,
        last=1008,
        name="policy violation",
        maker="An end that refuses a message by its own rules, where no better code fits.",
        spec="A general refusal, also for when the true cause should stay hidden.",
        daphne=_NOT_ALLOWED,
        advice="In your own consumers say it with a code from 4000-4999.",
        on_wire=True,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1009,
        last=1009,
        name="message too big",
        maker="The end that received a message too big for it.",
        spec="The message is too big to be processed.",
        daphne=_DROPS + " The limit is 1 MiB (1048576 bytes) since Daphne 4.2.2.",
        advice="Send less, or in parts; large files go over HTTP.",
        on_wire=True,
        lesson="ship",
        source=_RFC,
    ),
    CloseCode(
        first=1010,
        last=1010,
        name="extension missing",
        maker="A client that needs an extension which the server did not agree to. Never a server.",
        spec="The client expected one or more extensions in the handshake's answer; its reason should list them.",
        daphne="Daphne agrees to no extensions, compression included. " + _NOT_ALLOWED,
        advice="Let the client do without the extension.",
        on_wire=True,
        lesson="frames",
        source=_RFC,
    ),
    CloseCode(
        first=1011,
        last=1011,
        name="internal error",
        maker="A server that met something it did not expect.",
        spec="The server could not fulfil the request because of an unexpected condition.",
        daphne="Daphne sends it, up to 1 second late, after an exception in your consumer; your consumer then gets no "
        "websocket.disconnect. In websocket.close the code raises an exception.",
        advice="Read the traceback in the server's log or in lane consumer: its last line names the exception.",
        on_wire=True,
        lesson="json",
        source=_RFC,
    ),
    CloseCode(
        first=1012,
        last=1012,
        name="service restart",
        maker="A server that restarts.",
        spec="Not in RFC 6455; registered later. The client may connect again after a short random delay.",
        daphne=_NOT_ALLOWED,
        advice="Connect again, with a growing delay.",
        on_wire=True,
        lesson="browser",
        source=_IANA,
    ),
    CloseCode(
        first=1013,
        last=1013,
        name="try again later",
        maker="A server that has too much to do.",
        spec="Not in RFC 6455; registered later. The server is overloaded; connect again when the user asks for it.",
        daphne=_NOT_ALLOWED,
        advice="Connect again later, with a growing delay.",
        on_wire=True,
        lesson="browser",
        source=_IANA,
    ),
    CloseCode(
        first=1014,
        last=1014,
        name="bad gateway",
        maker="A gateway or proxy that got an invalid answer from the server behind it.",
        spec="Not in RFC 6455; registered later. It is what HTTP 502 is for plain requests.",
        daphne=_NOT_ALLOWED + " From a client Daphne takes it as a protocol error.",
        advice="Look at the proxy's log, and whether Daphne runs behind it.",
        on_wire=True,
        lesson="ship",
        source=_IANA,
    ),
    CloseCode(
        first=1015,
        last=1015,
        name="TLS handshake failed",
        maker="Nobody sends it: a client may report it when a wss:// connection could not be made secure.",
        spec="Never stands in a frame. It tells the application that the TLS handshake failed.",
        daphne="Daphne never sees it: the connection ends before any HTTP. Browsers mostly report 1006.",
        advice="Check the certificate, and that wss:// goes to a port that speaks TLS.",
        on_wire=False,
        lesson="ship",
        source=_RFC,
    ),
)

_RANGES = (
    CloseCode(
        first=0,
        last=999,
        name="not used",
        maker="Nobody.",
        spec="Codes below 1000 are not used.",
        daphne=_NOT_USED,
        advice=_OWN_CODES,
        on_wire=False,
        lesson="frames",
        source=_RFC_RANGES,
    ),
    CloseCode(
        first=1016,
        last=2999,
        name="reserved for the protocol",
        maker="Nobody yet.",
        spec="Kept for this protocol, its later versions and its extensions.",
        daphne=_NOT_USED,
        advice=_OWN_CODES,
        on_wire=False,
        lesson="frames",
        source=_RFC_RANGES,
    ),
    CloseCode(
        first=3000,
        last=3999,
        name="registered by libraries",
        maker="A library, a framework or an application that registered the code with IANA.",
        spec="For libraries, frameworks and applications; such codes are registered with IANA.",
        daphne="Daphne sends it as you said it, without the reason; a page may close with it too.",
        advice="Look in the documentation of the library that closed. For codes of your own take 4000-4999.",
        on_wire=True,
        lesson="frames",
        source=_RFC_RANGES,
    ),
    CloseCode(
        first=4000,
        last=4999,
        name="private use",
        maker="Your own application: its server or its page.",
        spec="For private use between two ends that agree on a meaning; never registered.",
        daphne="After websocket.accept the page sees the code that you said, without the reason; before "
        "websocket.accept the code is lost and the page gets HTTP 403. A page's own code reaches your application, "
        "but Daphne answers it with 1000.",
        advice="Write down what each of your codes means, in one place for both sides.",
        on_wire=True,
        lesson="frames",
        source=_RFC_RANGES,
    ),
)

CLOSE_CODES: Mapping[int, CloseCode] = MappingProxyType({code.first: code for code in _CODES})
"""Number → code, 1000 to 1015."""

RANGES: tuple[CloseCode, ...] = _RANGES
"""All other numbers, in order."""


def describe_code(code: int) -> CloseCode | None:
    """The entry of a close code, or of the range that it is in; None outside 0 to 4999, where RFC 6455 has none."""
    if code in CLOSE_CODES:
        return CLOSE_CODES[code]
    return next((entry for entry in RANGES if entry.first <= code <= entry.last), None)
