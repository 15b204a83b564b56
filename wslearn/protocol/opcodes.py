"""The frame opcodes (RFC 6455 §5.2): numbers, and the names that records carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Opcode:
    """One opcode.

    Attributes:
        number: the four bits of the frame's first byte.
        name: what records call it: `text`, `binary`, `continuation`, `close`, `ping`, `pong`.
        control: a control frame: at most 125 bytes, never fragmented (RFC 6455 §5.5).
        text: what it is for.
        daphne: what an application on Daphne sees of it.
        lesson: id of the lesson that shows it.
        source: where the protocol says so.
    """

    number: int
    name: str
    control: bool
    text: str
    daphne: str
    lesson: str
    source: str


_TABLE = (
    Opcode(
        0x0,
        "continuation",
        False,
        "The next part of a message that began in an earlier frame. The frame with FIN set is the last part.",
        "Daphne joins the parts: your application gets one websocket.receive for the whole message.",
        "frames",
        "RFC 6455 §5.4",
    ),
    Opcode(
        0x1,
        "text",
        False,
        "A message, or its first part, that is UTF-8 text.",
        'It arrives as {"type": "websocket.receive", "text": str}; the key "bytes" is not there. '
        "Bytes that are not UTF-8 end the connection, and your application sees code 1006.",
        "events",
        "RFC 6455 §5.6",
    ),
    Opcode(
        0x2,
        "binary",
        False,
        "A message, or its first part, that is bytes; only the two ends know what they mean.",
        'It arrives as {"type": "websocket.receive", "bytes": bytes}; the key "text" is not there.',
        "frames",
        "RFC 6455 §5.6",
    ),
    Opcode(
        0x8,
        "close",
        True,
        "Begins or answers the closing handshake. It may carry a code (two bytes) and a reason (UTF-8).",
        "A client's close frame becomes websocket.disconnect. Daphne answers it with 1000, whatever code came, "
        "and never writes a reason.",
        "frames",
        "RFC 6455 §5.5.1",
    ),
    Opcode(
        0x9,
        "ping",
        True,
        "Asks the other end for a sign of life; it must answer with a pong that carries the same bytes.",
        "Your application never sees it. Daphne answers pings by itself, and sends one after 20 seconds of silence.",
        "frames",
        "RFC 6455 §5.5.2",
    ),
    Opcode(
        0xA,
        "pong",
        True,
        "The answer to a ping, with the same bytes.",
        "Your application never sees it. Daphne drops a connection whose pong does not come within 30 seconds.",
        "frames",
        "RFC 6455 §5.5.3",
    ),
)

OPCODES: Mapping[int, Opcode] = MappingProxyType({opcode.number: opcode for opcode in _TABLE})
"""Number → opcode."""

BY_NAME: Mapping[str, Opcode] = MappingProxyType({opcode.name: opcode for opcode in _TABLE})
"""Name → opcode."""


def opcode_name(number: int) -> str:
    """The name that records carry for an opcode; `reserved-3` for a number that RFC 6455 §5.2 has not given away."""
    opcode = OPCODES.get(number)
    return opcode.name if opcode else f"reserved-{number}"
