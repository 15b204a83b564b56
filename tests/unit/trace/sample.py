"""One small trace, as a lesson would save it: a client says one thing and the server closes with a reason."""

from typing import Any

from wslearn.trace.jsonl import Trace
from wslearn.trace.record import Damage, Direction, Finding, Header, Lane, Record, StepMark

HEADER = Header({"wslearn": "0.1.0", "daphne": "4.2.3"}, "2026-11-21T12:00:00+00:00", 0, "json", 7)
FINDING = Finding(True, "the text arrives whole", "it came", evidence=(("server-1", 3),), source="03_json/lesson.md:9")


def record(
    seq: int, lane: Lane, dir: Direction | None, type: str, /, *, conn: str | None = "c1", **data: Any
) -> Record:
    """A record at `seq` milliseconds."""
    return Record("client" if lane == "client" else "server-1", seq, seq * 1_000_000, lane, dir, type, data, conn)


def frame(seq: int, dir: Direction, opcode: str, *, lane: Lane = "client", **data: Any) -> Record:
    """A frame of the client `alice`, or of the wire."""
    whole: dict[str, Any] = {"client": "alice", "opcode": opcode, "fin": True, **data}
    return record(seq, lane, dir, "frame", **whole)


REQUEST = record(
    1,
    "client",
    "receive",
    "handshake.request",
    client="alice",
    url="ws://127.0.0.1:9/ws/json/?a=1",
    path="/ws/json/?a=1",
    headers=[["Host", "127.0.0.1:9"]],
    subprotocols=[],
)
RESPONSE = record(
    5,
    "client",
    "send",
    "handshake.response",
    client="alice",
    status=101,
    reason="Switching Protocols",
    headers=[["Upgrade", "WebSocket"]],
    subprotocol=None,
)
_ENTER: dict[str, Any] = {"class": "EchoConsumer", "method": "connect", "instance": 1}
RECORDS = (
    REQUEST,
    record(2, "asgi", "receive", "scope", type="websocket", path="/ws/json/", headers=[(b"host", b"x")]),
    record(3, "asgi", "receive", "websocket.connect", type="websocket.connect"),
    record(3, "consumer", "receive", "enter", **_ENTER),
    record(4, "asgi", "send", "websocket.accept", type="websocket.accept", subprotocol=None),
    RESPONSE,
    frame(6, "receive", "text", text="h\u00e9; #1\n<b>"),
    record(7, "asgi", "receive", "websocket.receive", type="websocket.receive", text="h\u00e9; #1\n<b>"),
    record(8, "layer", "send", "group_send", group="room", message={"type": "say"}),
    frame(9, "send", "binary", bytes=b"\0\xff"),
    frame(10, "send", "ping", bytes=b""),
    frame(11, "send", "close", bytes=b"\x0f\xa1", code=4001, reason=""),
    record(12, "client", None, "closed", client="alice", code=4001, reason="", by="server"),
)
TRACE = Trace(HEADER, (StepMark(0, 1, "Say it"), *RECORDS, FINDING))
BROKEN = Trace(HEADER, RECORDS, Damage(20, "not complete JSON"))
