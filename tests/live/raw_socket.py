"""An independent witness: a WebSocket client of bare sockets that keeps every byte (RFC 6455 section 5.2)."""

import os
import socket
import struct
from dataclasses import dataclass
from types import TracebackType
from typing import Self

KEY = "dGhlIHNhbXBsZSBub25jZQ=="


@dataclass(frozen=True)
class RawFrame:
    """A frame as it was on the wire."""

    opcode: int
    fin: bool
    mask: str | None
    payload: bytes


class RawSocket:
    """A TCP connection that speaks WebSocket by hand."""

    def __init__(self, port: int, path: str, headers: str = "", key: str = KEY) -> None:
        self.sent: list[RawFrame] = []
        self.received: list[RawFrame] = []
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._buffer = b""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n"
        )
        self._socket.sendall(request.encode())
        self.response = self._head()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    @property
    def status(self) -> int:
        """Of the handshake's answer; 0 where the server closed without one."""
        return int(self.response.split(b" ")[1]) if self.response else 0

    def send(self, opcode: int, payload: bytes, fin: bool = True) -> None:
        """Send one masked frame."""
        mask = os.urandom(4)
        self.sent.append(RawFrame(opcode, fin, mask.hex(), payload))
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", fin << 7 | opcode, 0x80 | length)
        elif length < 1 << 16:
            head = struct.pack("!BBH", fin << 7 | opcode, 0x80 | 126, length)
        else:
            head = struct.pack("!BBQ", fin << 7 | opcode, 0x80 | 127, length)
        repeated = (mask * (length // 4 + 1))[:length]
        number = int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")
        self._socket.sendall(head + mask + number.to_bytes(length, "big"))

    def text(self, text: str) -> None:
        """Send one text message in one frame."""
        self.send(1, text.encode())

    def frame(self) -> RawFrame:
        """The next frame of the server."""
        first, second = self._exactly(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", self._exactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self._exactly(8))
        frame = RawFrame(first & 0x0F, bool(first & 0x80), None, self._exactly(length))
        self.received.append(frame)
        return frame

    def close(self, code: int = 1000) -> RawFrame:
        """A whole closing handshake; returns the server's frame."""
        self.send(8, code.to_bytes(2, "big"))
        return self.frame()

    def drop(self) -> None:
        """Cut the TCP connection with a reset, no close frame."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def ended(self, timeout: float = 10.0) -> bool:
        """Whether the server ends the TCP connection within `timeout` seconds; what it still sends is dropped."""
        self._socket.settimeout(timeout)
        try:
            while self._socket.recv(65536):
                pass
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        return True

    def _head(self) -> bytes:
        while b"\r\n\r\n" not in self._buffer:
            chunk = self._socket.recv(65536)
            if not chunk:
                break
            self._buffer += chunk
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return head

    def _exactly(self, count: int) -> bytes:
        while len(self._buffer) < count:
            chunk = self._socket.recv(65536)
            if not chunk:
                raise EOFError("the server closed the TCP connection")
            self._buffer += chunk
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken
