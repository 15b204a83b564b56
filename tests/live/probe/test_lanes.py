"""Every lane against an independent witness, for each of the six consumer classes."""

import pytest

from tests.live.raw_socket import RawFrame, RawSocket
from tests.live.recorded import Collector, of_key, pick
from wslearn import paths
from wslearn.trace.record import Record

CLASSES = {
    "sync": "Sync",
    "async": "Async",
    "websocket": "Websocket",
    "async-websocket": "AsyncWebsocket",
    "json": "JsonWebsocket",
    "async-json": "AsyncJsonWebsocket",
}
OPCODES = {"continuation": 0, "text": 1, "binary": 2, "close": 8, "ping": 9, "pong": 10}

pytestmark = pytest.mark.parametrize("path", CLASSES)


def finished(collector: Collector, key: str, lane: str = "asgi", last: str = "return") -> list[Record]:
    """The connection's records, once its application has returned."""
    return of_key(collector.wait(lambda records: bool(pick(of_key(records, key), lane, last))), key)


def wire_frames(records: list[Record], direction: str) -> list[RawFrame]:
    """The recorded frames of one direction, in the witness's form."""
    return [
        RawFrame(
            OPCODES[record.data["opcode"]],
            record.data["fin"],
            record.data["mask"],
            record.data["text"].encode() if "text" in record.data else record.data["bytes"],
        )
        for record in pick(records, "wire", "frame")
        if record.dir == direction
    ]


def agree(records: list[Record], witness: RawSocket) -> None:
    """The wire lane holds exactly the witness's frames, masks included."""
    assert wire_frames(records, "receive") == witness.sent
    assert wire_frames(records, "send") == witness.received


def events(records: list[Record]) -> list[tuple[str | None, dict[str, object]]]:
    """Direction and dict of every websocket event."""
    return [(r.dir, dict(r.data)) for r in records if r.lane == "asgi" and r.type.startswith("websocket.")]


def methods(records: list[Record]) -> list[tuple[str, str, str]]:
    """Class, method and outcome of every call that was left."""
    return [(r.data["class"], r.data["method"], r.data["outcome"]) for r in pick(records, "consumer", "leave")]


def cause_of(records: list[Record], record: Record) -> Record:
    """The record that led to this one."""
    return next(other for other in records if other.id == record.cause)


def test_text_is_seen_in_every_lane(sample: tuple[int, Collector], key: str, path: str) -> None:
    """One text message: frame, event, method, two conversions, event, frame, each caused by the one before."""
    port, collector = sample
    with RawSocket(port, f"/ws/{path}/", key=key) as witness:
        witness.text('{"a": 1}')
        assert witness.frame().payload == b'{"a": 1}'
        witness.close()
        records = finished(collector, key)
    agree(records, witness)
    (loads,) = pick(records, "json", "loads")
    dumps = pick(records, "json", "dumps")[-1]
    assert loads.data["text"] == dumps.data["text"] == '{"a": 1}'
    assert loads.data["value"] == dumps.data["value"] == {"a": 1}
    sent = pick(records, "asgi", "websocket.send")[0]
    enter = cause_of(records, sent)
    event = cause_of(records, enter)
    frame = cause_of(records, event)
    assert (enter.data["class"], enter.data["method"]) == (CLASSES[path], "websocket_receive")
    assert enter.data.get("hook") == (None if path in ("sync", "async") else "receive")
    assert event.data == {"type": "websocket.receive", "text": '{"a": 1}'}
    assert (frame.lane, frame.data["text"]) == ("wire", '{"a": 1}')
    assert cause_of(records, loads) == enter
    assert cause_of(records, pick(records, "wire", "frame", opcode="text")[-1]) == sent
    assert ("receive", {"type": "websocket.connect"}) in events(records)
    assert methods(records)[-1] == (CLASSES[path], "websocket_disconnect", "stop")
    assert pick(records, "asgi", "return")


def test_bytes_are_seen_in_every_lane(sample: tuple[int, Collector], key: str, path: str) -> None:
    """One binary message keeps its bytes in frame and event, both ways; nothing is converted."""
    port, collector = sample
    with RawSocket(port, f"/ws/{path}/", key=key) as witness:
        witness.send(2, b"\x00\xff\x80")
        assert witness.frame().payload == b"\x00\xff\x80"
        witness.close()
        records = finished(collector, key)
    agree(records, witness)
    assert ("receive", {"type": "websocket.receive", "bytes": b"\x00\xff\x80"}) in events(records)
    sent = pick(records, "asgi", "websocket.send")[0]
    assert sent.data["bytes"] == b"\x00\xff\x80"
    assert not pick(records, "json")


def test_close_by_the_consumer_is_seen(sample: tuple[int, Collector], key: str, path: str) -> None:
    """The event says 4001 and a reason; the wire carries 4001 alone, and that is what is recorded."""
    port, collector = sample
    with RawSocket(port, f"/ws/{path}/", key=key) as witness:
        witness.text('"close"')
        frame = witness.frame()
        witness.send(8, frame.payload)
        records = finished(collector, key)
    agree(records, witness)
    said = pick(records, "asgi", "websocket.close")[0]
    (written,) = [r for r in pick(records, "wire", "frame", opcode="close") if r.dir == "send"]
    assert (said.data["code"], said.data["reason"]) == (4001, "bye")
    assert (written.data["code"], written.data["reason"]) == (4001, "")
    assert written.cause == said.id
    assert ("receive", {"type": "websocket.disconnect", "code": 4001}) in events(records)


def test_exception_is_told_before_daphne_notices(sample: tuple[int, Collector], key: str, path: str) -> None:
    """The exception is recorded in its method with the project's line; Daphne's close 1011 names it as its cause."""
    port, collector = sample
    with RawSocket(port, f"/ws/{path}/", key=key) as witness:
        witness.text('"boom"')
        assert witness.frame().payload == b"\x03\xf3"
        witness.send(8, b"\x03\xf3")
        records = finished(collector, key, "wire", "lost")
    agree(records, witness)
    (failure,) = pick(records, "consumer", "exception")
    assert (failure.data["class"], failure.data["message"]) == ("LookupError", "asked for")
    assert failure.data["file"].endswith("consumers.py")
    assert failure.data["function"] == "asked_for"
    assert str(paths.probe()) not in failure.data["traceback"]
    assert (CLASSES[path], "websocket_receive", "exception") in methods(records)
    closing = next(r for r in pick(records, "wire", "frame", opcode="close") if r.dir == "send")
    assert closing.cause == failure.id


def test_dropped_connection_is_seen(sample: tuple[int, Collector], key: str, path: str) -> None:
    """A TCP reset: no close frame, the connection is lost unclean, the application gets code 1006."""
    port, collector = sample
    with RawSocket(port, f"/ws/{path}/", key=key) as witness:
        witness.text('{"a": 1}')
        witness.frame()
        witness.drop()
        records = finished(collector, key)
    agree(records, witness)
    assert pick(records, "wire", "lost")[0].data["clean"] is False
    assert ("receive", {"type": "websocket.disconnect", "code": 1006}) in events(records)
