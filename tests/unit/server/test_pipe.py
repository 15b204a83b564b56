"""What the probe writes becomes records; what is cut off or damaged ends the stream and nothing else."""

import io
import marshal
import struct
from typing import Any

import pytest

from wslearn.server.pipe import decode, frame_data, read_batches
from wslearn.trace.record import Record, Repr


def batch(*items: Any) -> bytes:
    """The items as they cross the pipe."""
    content = marshal.dumps(list(items), 4)
    return struct.pack(">I", len(content)) + content


def record(lane: str, type: str, data: Any) -> Record:
    """The record of one item."""
    item = decode((7, 1000, 2, lane, "send", type, data, 5), "server-1")
    assert isinstance(item, Record)
    return item


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda raw: raw + b"\0\0", lambda raw: raw + b"\0\0\0\1x"])
def test_whole_batches_before_the_damage_are_read(damage: Any) -> None:
    """The process died while it wrote: all batches before that are there, and no error."""
    first = batch(("ready", {}))
    raw = damage(first + batch(("bye", None)))
    batches = list(read_batches(io.BytesIO(raw)))
    assert batches[0] == [("ready", {})]
    assert len(batches) == (1 if len(raw) < len(first + batch(("bye", None))) else 2)


def test_an_item_becomes_a_record() -> None:
    """Numbers become identities: of the record, its connection and its cause."""
    made = record("asgi", "websocket.send", {"type": "websocket.send", "text": "x"})
    assert (made.id, made.conn, made.cause, made.t_ns) == (("server-1", 7), "2", ("server-1", 5), 1000)
    assert decode(("sync", 3), "server-1") == ("sync", 3)


@pytest.mark.parametrize(
    ("lane", "type"), [("asgi", "websocket.send"), ("asgi", "http.x"), ("layer", "send"), ("asgi", "frame")]
)
def test_what_could_not_cross_is_a_repr(lane: str, type: str) -> None:
    """At any depth, in any lane, also where an event has the name of another record."""
    made = record(lane, type, {"a": [{"b": {...: "<X>"}}, (1, {...: "<Y>"})]})
    assert made.data == {"a": [{"b": Repr("<X>")}, (1, Repr("<Y>"))]}


def test_an_event_that_is_no_dict() -> None:
    """It is the content of a dict that says so."""
    assert record("asgi", "?", ["x"]).data == {"type": "?", "event": ["x"]}
    assert record("asgi", "?", {...: "<X>"}).data == {"type": "?", "event": Repr("<X>")}


def test_a_conversion_keeps_the_value_as_it_was() -> None:
    """Marshalled by itself, or plain where marshal could not carry it; a failed one has its error and no result."""
    where = ("/p/c.py", 3, "receive")
    done = record("json", "dumps", ('{"a": [1]}', marshal.dumps({"a": (1,)}, 2), None, *where))
    assert done.data["value"] == {"a": (1,)}
    assert (done.data["file"], done.data["line"], done.data["function"]) == where
    failed = record("json", "dumps", (None, ({...: "<X>"},), ("TypeError", "no"), *where))
    assert failed.data["value"] == Repr("<X>")
    assert failed.data["error"] == {"class": "TypeError", "message": "no"}
    assert "text" not in failed.data


@pytest.mark.parametrize(
    ("opcode", "payload", "expected"),
    [
        (1, "é".encode(), {"opcode": "text", "length": 2, "text": "é"}),
        (1, b"\xff", {"opcode": "text", "length": 1, "bytes": b"\xff"}),
        (2, b"x", {"opcode": "binary", "length": 1, "bytes": b"x"}),
        (0, b"x", {"opcode": "continuation", "bytes": b"x"}),
        (8, b"", {"opcode": "close", "code": None, "reason": ""}),
        (8, b"\x03\xe8bye", {"opcode": "close", "code": 1000, "reason": "bye"}),
        (8, b"\x03", {"opcode": "close", "code": None, "length": 1}),
        (11, b"", {"opcode": "11"}),
    ],
)
def test_a_frame_is_taken_apart(opcode: int, payload: bytes, expected: dict[str, Any]) -> None:
    """RFC 6455 section 5.2 and 5.5.1: opcode by name, text only where it is valid, code and reason of a close."""
    data = frame_data(opcode, True, 0, b"\x01\x02\x03\x04", payload)
    assert {key: data.get(key) for key in expected} == expected
    assert data["mask"] == "01020304"
