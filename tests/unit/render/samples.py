"""Rows made by hand: one conversation that has a bit of everything, always the same."""

from typing import Any

from wslearn.trace.record import Direction, Lane, Record
from wslearn.trace.row import Mark, Row

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def record(lane: Lane, type: str, dir: Direction | None = None, /, **data: Any) -> Record:
    """A record; what it is about is all that a drawing looks at."""
    return Record("server-1", 1, 1000, lane, dir, type, data, "c1")


def event(dir: Direction, **data: Any) -> Record:
    """An ASGI event, verbatim."""
    return Record("server-1", 1, 1000, "asgi", dir, data["type"], data, "c1")


def row(number: int, kind: str, dir: Direction | None, *records: Record, **more: Any) -> Row:
    """A row of alice's connection, 1.2 ms after the one before."""
    given: dict[str, Any] = {"t_ns": 1000, "delta_ns": 1_230_000, "conn": "c1", "client": "alice"} | more
    return Row(number=number, kind=kind, dir=dir, records=records, **given)


def call(method: str, duration_ns: int = 840_000, outcome: str = "return") -> tuple[Record, Record]:
    """A method entered and left."""
    name = {"class": "JsonConsumer", "method": method, "instance": 1}
    entered = record("consumer", "enter", "receive", **name, source="asgi", event=method.replace("_", "."))
    return entered, record("consumer", "leave", None, **name, duration_ns=duration_ns, outcome=outcome)


def handshake() -> Row:
    """GET, scope, websocket.connect."""
    headers = [["Host", "127.0.0.1:8000"], ["Upgrade", "websocket"], ["Sec-WebSocket-Key", KEY]]
    scope = {
        "type": "websocket",
        "path": "/ws/json/",
        "raw_path": b"/ws/json/",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "query_string": b"",
        "client": ["127.0.0.1", 50000],
        "server": ["127.0.0.1", 8000],
        "subprotocols": [],
        "asgi": {"version": "3.0"},
    }
    request = {"method": "GET", "path": "/ws/json/", "headers": headers}
    return row(
        1,
        "handshake",
        "receive",
        record("client", "handshake.request", "receive", client="alice", url="ws://x", subprotocols=[], **request),
        record("wire", "handshake.request", "receive", http_version="1.1", peer=["127.0.0.1", 50000], **request),
        record("asgi", "scope", "receive", **scope),
        event("receive", type="websocket.connect"),
        call("websocket_connect")[0],
        delta_ns=0,
    )


def accept() -> Row:
    """websocket.accept, 101, and headers that Daphne drops."""
    headers = [["Server", "Daphne"], ["Upgrade", "websocket"], ["Sec-WebSocket-Accept", ACCEPT]]
    answer = {"status": 101, "reason": "Switching Protocols", "headers": headers, "subprotocol": None}
    said = [(b"x-lesson", b"3")]
    why = "Daphne drops the headers of an accept event."
    return row(
        2,
        "accept",
        "send",
        event("send", type="websocket.accept", headers=said),
        record("wire", "handshake.response", "send", **answer),
        record("client", "handshake.response", "send", client="alice", **answer),
        marks=(Mark("headers [(b'x-lesson', b'3')]", "101 without x-lesson", why, "accept-headers"),),
    )


def message() -> Row:
    """A text message with JSON in it."""
    text = '{"a": 1}'
    frame = {"opcode": "text", "fin": True, "rsv": 0, "length": 8, "mask": "37fa213d", "text": text}
    place = {"file": "/home/you/mysite/live/consumers.py", "line": 14, "function": "websocket_receive"}
    entered, left = call("websocket_receive")
    return row(
        3,
        "message",
        "receive",
        record("client", "frame", "receive", client="alice", **frame),
        record("wire", "frame", "receive", **frame),
        event("receive", type="websocket.receive", text=text),
        entered,
        record("json", "loads", "receive", text=text, value={"a": 1}, **place),
        left,
    )


def reply() -> Row:
    """The echo, in the order in which it came to be."""
    text = '{"echo": {"a": 1}, "nothing": null}'
    frame = {"opcode": "text", "fin": True, "rsv": 0, "length": 35, "mask": None, "text": text}
    place = {"file": "/home/you/mysite/live/consumers.py", "line": 15, "function": "websocket_receive"}
    return row(
        4,
        "message",
        "send",
        record("json", "dumps", "send", value={"echo": {"a": 1}, "nothing": None}, text=text, **place),
        event("send", type="websocket.send", text=text),
        record("wire", "frame", "send", **frame),
        record("client", "frame", "send", client="alice", **frame),
        delta_ns=410_000,
    )


def hostile() -> Row:
    """A payload that would clear the screen, turn text around and hide itself."""
    text = "\x1b[2J\x07 abc \u202e\u200b def\nnext line\\ \x9b31m \ud800 日本"
    frame = {"opcode": "text", "fin": True, "rsv": 0, "length": 48, "mask": "00000000", "text": text}
    return row(
        5,
        "message",
        "receive",
        record("client", "frame", "receive", client="alice", **frame),
        event("receive", type="websocket.receive", text=text),
        delta_ns=2_300_000_000,
    )


def large() -> Row:
    """A megabyte of text, and bytes."""
    text = "x" * 1_048_576
    return row(
        6,
        "message",
        "receive",
        record(
            "client", "frame", "receive", opcode="binary", fin=True, rsv=0, length=1000, bytes=bytes(range(250)) * 4
        ),
        event("receive", type="websocket.receive", text=text),
    )


def failure() -> Row:
    """The exception of an int as text."""
    place = {"file": "/home/you/mysite/live/consumers.py", "line": 21, "function": "websocket_receive"}
    return row(
        7,
        "exception",
        None,
        record(
            "json", "loads", "receive", text="{a", error={"class": "JSONDecodeError", "message": "Expecting"}, **place
        ),
        record("consumer", "print", None, stream="stdout", text="hello from print\n"),
        record(
            "consumer",
            "exception",
            None,
            **{"class": "AttributeError", "message": "'int' object has no attribute 'encode'", "traceback": "…"},
            **place,
        ),
        call("websocket_receive", outcome="exception")[1],
    )


def close() -> Row:
    """A close whose reason Daphne drops, seen by a second client."""
    return row(
        8,
        "close",
        "send",
        event("send", type="websocket.close", code=4001, reason="bye"),
        record("wire", "frame", "send", opcode="close", fin=True, rsv=0, length=2, mask=None, code=4001, reason=""),
        record("client", "frame", "send", opcode="close", fin=True, rsv=0, length=2, mask=None, code=4001, reason=""),
        marks=(Mark("reason 'bye'", "no reason", "Daphne writes only the code.", "close-reason"),),
        conn="c2",
        client="bob",
    )


def late() -> Row:
    """What came after its row was drawn."""
    return row(
        8,
        "close",
        "send",
        record("client", "closed", None, client="bob", code=4001, reason="", by="server"),
        late=True,
        conn="c2",
        client="bob",
    )


def ping() -> Row:
    """A ping, which the application never sees."""
    return row(
        9, "ping", "receive", record("client", "frame", "receive", opcode="ping", fin=True, length=4, bytes=b"ping")
    )


def layer() -> Row:
    """A group_send, a delivery, and a message that was lost."""
    said = {"type": "chat.message", "text": "hi"}
    lost = {"channel": "specific.a!b", "group": "chat", "message": said, "why": "capacity"}
    return row(
        10,
        "layer",
        None,
        record("layer", "group_add", None, group="chat", channel="specific.a!b"),
        record("layer", "group_send", "send", group="chat", message=said),
        record("layer", "deliver", "receive", channel="specific.a!b", message=said),
        record("layer", "drop", None, **lost),
    )


def server() -> Row:
    """The server itself: ready, with a hook that was not found."""
    return row(
        11,
        "server",
        None,
        record(
            "wire", "server.ready", None, host="127.0.0.1", port=8000, application="m.asgi", lanes=[], missing=["x"]
        ),
        conn=None,
        client=None,
    )


def conversation() -> list[Row]:
    """All of them."""
    made = [handshake, accept, message, reply, hostile, large, failure, close, late, ping, layer, server]
    return [make() for make in made]
