"""Lane wire: handshakes and frames as Daphne reads and writes them, mask keys, pings and closes included."""

from __future__ import annotations

import itertools
from typing import Any, Optional

from .current import Connection
from .recorder import Recorder

numbers = itertools.count(1)
# Bytes of a frame above which memory is looked after at once.
_LARGE = 1 << 16


def install(recorder: Recorder) -> Optional[str]:
    """Make Daphne build a protocol that records; Autobahn's `logFrames` hooks give the frames."""
    from daphne import ws_protocol

    for name in ("WebSocketProtocol", "WebSocketFactory"):
        if not hasattr(ws_protocol, name):
            return f"daphne.ws_protocol has no {name} here: lane wire is missing."
    base = ws_protocol.WebSocketProtocol
    for name in ("processHandshake", "logRxFrame", "logTxFrame", "sendData", "onMessage", "onClose", "onConnect"):
        if not hasattr(base, name):
            return f"Autobahn's WebSocket protocol has no {name} here: lane wire is missing."
    ws_protocol.WebSocketFactory.protocol = _protocol(base, recorder)
    return None


def _protocol(base: Any, recorder: Recorder) -> Any:
    members = {"wslearn_record": staticmethod(recorder.record), "wslearn_seal": staticmethod(recorder.seal)}
    return type(base.__name__, (_Recorded, base), members)


class _Recorded:
    """Laid over Daphne's WebSocketProtocol, unchanged in what it does; names are Autobahn's."""

    wslearn_record: Any
    wslearn_seal: Any
    wslearn: Connection
    wslearn_data: int = 0
    wslearn_close: Optional[int] = None
    sendData: Any

    def _connectionMade(self) -> None:
        super()._connectionMade()  # type: ignore[misc]  # of Autobahn's class, beside this one
        # Autobahn copies the factory's switch onto each connection; ours wins: call the two log hooks below.
        self.logFrames = True

    def processHandshake(self) -> None:
        here: Any = self
        if not hasattr(self, "wslearn") and b"\r\n\r\n" in here.data:
            self.wslearn = Connection(next(numbers))
            data = request_data(bytes(here.data), here.transport.getPeer())
            seq = self.wslearn_record(self.wslearn.number, "wire", "receive", "handshake.request", data)
            self.wslearn.inbox.append(seq)
            # Only the handshake's answer goes through this; frames go the shortest way.
            self.sendData = self._send_answer
        super().processHandshake()  # type: ignore[misc]

    def _send_answer(self, data: bytes, *rest: Any) -> None:
        del self.sendData
        self.wslearn.written += 1
        cause = self.wslearn.sending or self.wslearn.failed
        answer = response_data(data)
        self.wslearn_record(self.wslearn.number, "wire", "send", "handshake.response", answer, cause)
        self.sendData(data, *rest)

    def logRxFrame(self, header: Any, payload: Any) -> None:
        data = (header.opcode, header.fin, header.rsv, header.mask, b"".join(payload) if payload else b"")
        seq = self.wslearn_record(self.wslearn.number, "wire", "receive", "frame", data)
        if header.opcode == 8:
            self.wslearn_close = seq
        elif header.opcode < 8:
            self.wslearn_data = seq
        if header.length > _LARGE:
            self.wslearn_seal()

    def logTxFrame(self, header: Any, payload: Any, *_: Any) -> None:
        self.wslearn.written += 1
        cause = self.wslearn.sending
        if cause is None and header.opcode == 8:
            cause = self.wslearn_close or self.wslearn.failed
        data = (header.opcode, header.fin, header.rsv, header.mask, bytes(payload or b""))
        self.wslearn_record(self.wslearn.number, "wire", "send", "frame", data, cause)
        if header.length > _LARGE:
            self.wslearn_seal()

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        self.wslearn.inbox.append(self.wslearn_data)
        super().onMessage(payload, isBinary)  # type: ignore[misc]

    def onClose(self, wasClean: bool, code: Any, reason: Any) -> None:
        if hasattr(self, "wslearn"):
            data = {"clean": bool(wasClean)}
            seq = self.wslearn_record(self.wslearn.number, "wire", None, "lost", data, self.wslearn_close)
            self.wslearn.inbox.append(self.wslearn_close or seq)
        super().onClose(wasClean, code, reason)  # type: ignore[misc]


def request_data(raw: bytes, peer: Any) -> dict[str, Any]:
    """The handshake request as a record's data; `raw` is the request as Daphne hands it to Autobahn."""
    lines = raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, _, rest = lines[0].partition(" ")
    path, _, version = rest.rpartition(" ")
    return {
        "method": method,
        "path": path,
        "http_version": version,
        "headers": headers(lines[1:]),
        "peer": [getattr(peer, "host", None), getattr(peer, "port", None)],
    }


def response_data(raw: bytes) -> dict[str, Any]:
    """The handshake response as a record's data."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    _, _, rest = lines[0].partition(" ")
    status, _, reason = rest.partition(" ")
    data = {"status": int(status) if status.isdigit() else 0, "reason": reason, "headers": headers(lines[1:])}
    if body:
        data["body"] = body
    return data


def headers(lines: list[str]) -> list[list[str]]:
    """`[[name, value], …]` of header lines."""
    return [[name, value.strip()] for name, colon, value in (line.partition(":") for line in lines) if colon]
