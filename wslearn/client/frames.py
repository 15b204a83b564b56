"""Bytes of a TCP stream into WebSocket frames, as they are on the wire, right or wrong (RFC 6455 section 5.2).

python-websockets hands over neither mask keys nor frames that break the rules, so the recorder reads for itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Peer = Literal["client", "server"]

MAX_MESSAGE = 128 * 2**20
"""Bytes: the largest message that is kept. A larger one is refused with close code 1009."""

OPCODES = {0x0: "continuation", 0x1: "text", 0x2: "binary", 0x8: "close", 0x9: "ping", 0xA: "pong"}


@dataclass(frozen=True, slots=True)
class RawFrame:
    """One frame as it was on the wire.

    Attributes:
        opcode: 0 to 15; those not in `OPCODES` are reserved.
        fin: the last frame of its message.
        rsv: the three reserved bits as a number, RSV1 = 4, RSV2 = 2, RSV3 = 1.
        length: bytes of payload, as the header says.
        mask: the mask key, or None.
        payload: unmasked; shorter than `length` when not all of it came or was read.
    """

    opcode: int
    fin: bool
    rsv: int
    length: int
    mask: bytes | None
    payload: bytes


class _Head(NamedTuple):
    """A frame's header; `size` is its own length in bytes."""

    opcode: int
    fin: bool
    rsv: int
    length: int
    mask: bytes | None
    size: int


class FrameReader:
    """Reads the frames of one direction.

    Args:
        sender: who sends them. A server's stream is read up to its first fault, for nothing after it can be
            trusted; a client's (our own) is read on, whatever it was made to send.

    Attributes:
        fault: what was wrong with the last frame that was read, as the end of a sentence; None while all is well.
    """

    def __init__(self, sender: Peer) -> None:
        self.fault: str | None = None
        self._sender = sender
        self._buffer = bytearray()
        self._need = 2
        self._ended = False

    def feed(self, data: bytes) -> Iterator[RawFrame]:
        """The frames that are complete with these bytes."""
        if self._ended:
            return
        self._buffer += data
        at = 0
        # `_need` spares a half-arrived big frame from being looked at again for every packet of it.
        while len(self._buffer) - at >= self._need:
            head = _read_head(self._buffer, at)
            self._need = 2 if head is None else head.size + head.length
            if head is None or len(self._buffer) - at < self._need:
                break
            yield self._frame(head, at)
            at += self._need
            self._need = 2
            if self.fault:
                self._ended = True
                break
        del self._buffer[:at]

    def rest(self) -> RawFrame | None:
        """The frame that was begun and not finished, with as much payload as there is. Ends the reading."""
        head = None if self._ended else _read_head(self._buffer, 0)
        self._ended = True
        return self._frame(head, 0) if head else None

    def _frame(self, head: _Head, at: int) -> RawFrame:
        """The frame with its payload; also notes its fault."""
        start = at + head.size
        with memoryview(self._buffer) as view:
            payload = bytes(view[start : start + head.length])
        if head.mask is not None:
            payload = _unmask(payload, head.mask)
        if self._sender == "server":
            self.fault = find_fault(head.opcode, head.fin, head.rsv, head.length, head.mask)
        return RawFrame(head.opcode, head.fin, head.rsv, head.length, head.mask, payload)


def _read_head(buffer: bytearray, at: int) -> _Head | None:
    """The header at this place, or None while it is not complete."""
    have = len(buffer) - at
    if have < 2:
        return None
    first, second = buffer[at], buffer[at + 1]
    length, size = second & 0x7F, 2
    if length > 125:
        size = 4 if length == 126 else 10
        if have < size:
            return None
        length = int.from_bytes(buffer[at + 2 : at + size], "big")
    mask = None
    if second & 0x80:
        if have < size + 4:
            return None
        mask = bytes(buffer[at + size : at + size + 4])
        size += 4
    return _Head(first & 0x0F, first >= 0x80, first >> 4 & 7, length, mask, size)


def _unmask(payload: bytes, mask: bytes) -> bytes:
    """XOR with the repeated key, as one big number: quick without an extension module."""
    size = len(payload)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")


def find_fault(opcode: int, fin: bool, rsv: int, length: int, mask: bytes | None) -> str | None:
    """What a server's frame header does wrong, as the end of a sentence with its section of RFC 6455."""
    if rsv:
        bits = ", ".join(f"RSV{bit}" for bit in (1, 2, 3) if rsv & 8 >> bit)
        return f"it set the reserved bits {bits} though no extension was agreed (RFC 6455 section 5.2)"
    if opcode not in OPCODES:
        return f"opcode {opcode:#x} is reserved and means nothing (RFC 6455 section 5.2)"
    if mask is not None:
        return "it masked a frame, and only a client may do that (RFC 6455 section 5.1)"
    if opcode >= 0x8 and length > 125:
        return f"a {OPCODES[opcode]} frame of {length} bytes, where 125 are the most (RFC 6455 section 5.5)"
    if opcode >= 0x8 and not fin:
        return f"a {OPCODES[opcode]} frame in fragments (RFC 6455 section 5.5)"
    return None


def frame_data(client: str, frame: RawFrame) -> dict[str, Any]:
    """The `data` of a `frame` record."""
    data: dict[str, Any] = {
        "client": client,
        "opcode": OPCODES.get(frame.opcode, f"{frame.opcode:#x}"),
        "fin": frame.fin,
        "rsv": frame.rsv,
        "length": frame.length,
        "mask": frame.mask.hex() if frame.mask is not None else None,
    }
    if frame.opcode == 0x1:
        try:
            data["text"] = frame.payload.decode()
        except UnicodeDecodeError:
            data["bytes"] = frame.payload
        return data
    data["bytes"] = frame.payload
    if frame.opcode == 0x8:
        data["code"], data["reason"] = read_close(frame.payload)
    return data


def read_close(payload: bytes) -> tuple[int | None, str]:
    """Code and reason of a close frame's payload (RFC 6455 section 5.5.1); None when there is no whole code."""
    if len(payload) < 2:
        return None, ""
    return int.from_bytes(payload[:2], "big"), payload[2:].decode("utf-8", "replace")
