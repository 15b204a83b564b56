"""What the client records is, byte for byte, what was on the wire."""

import asyncio
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from tests.live.wild_server import Peer, of_type, recording_client, wild_server
from wslearn.trace.record import Record

OPCODES = {"continuation": 0, "text": 1, "binary": 2, "close": 8, "ping": 9, "pong": 10}


def on_the_wire(data: Mapping[str, Any]) -> bytes:
    """The bytes that a frame record stands for (RFC 6455 section 5.2)."""
    payload = data["text"].encode() if "text" in data else data["bytes"]
    first = data["fin"] << 7 | data["rsv"] << 4 | OPCODES[data["opcode"]]
    masked = 0x80 if data["mask"] else 0
    if data["length"] < 126:
        head = struct.pack("!BB", first, masked | data["length"])
    elif data["length"] < 65536:
        head = struct.pack("!BBH", first, masked | 126, data["length"])
    else:
        head = struct.pack("!BBQ", first, masked | 127, data["length"])
    if not data["mask"]:
        return head + bytes(payload)
    key = bytes.fromhex(data["mask"])
    masked_payload: bytes = bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))
    return head + key + masked_payload


def rebuilt(records: Sequence[Record], dir: str) -> bytes:
    """All bytes of one direction, made again from the records."""
    return b"".join(on_the_wire(record.data) for record in records if record.type == "frame" and record.dir == dir)


def test_every_kind_of_frame_is_recorded_as_it_was() -> None:
    """Text, binary, fragments, ping, pong and close of both sides, with the real masks."""

    async def behave(peer: Peer) -> None:
        await peer.accept()
        await peer.read(12 + 208 + 9 + 6 + 11 + 2)  # all that the client sends below
        await peer.write(bytes.fromhex("8105") + b"hello")
        await peer.write(bytes.fromhex("0101618903010203800162"))  # a ping between two fragments
        await peer.write(bytes.fromhex("827e0100") + bytes(range(256)))
        await peer.write(bytes.fromhex("827f0000000000010000") + bytes(65536))
        await peer.write(bytes.fromhex("8a0088050fa1") + b"bye")
        await peer.read(9 + 11)  # the pong and the answer to the close frame

    async def play() -> tuple[list[Record], Peer]:
        async with wild_server(behave) as (url, peers):
            client, records = recording_client()
            await client.connect(url)
            await client.send_text("h\u00e9llo")
            await client.send_bytes(bytes(200))
            await client.send_fragments(["one", "", "three"])
            await client.send_raw(bytes.fromhex("8100"))
            closed = await client.closed()
            assert (closed.code, closed.reason, closed.by, closed.clean) == (4001, "bye", "server", True)
            return records, peers[0]

    records, peer = asyncio.run(play())
    assert rebuilt(records, "receive") == peer.got
    assert rebuilt(records, "send") == peer.sent
    assert peer.got


def test_the_handshake_is_recorded_as_it_was() -> None:
    """The request's line and headers are those that the server read, in order; so are the answer's."""

    async def behave(peer: Peer) -> None:
        await peer.accept(b"X-One: 1\r\nx-one: 2\r\nSec-WebSocket-Protocol: v2\r\n")

    async def play() -> tuple[list[Record], Peer]:
        async with wild_server(behave) as (url, peers):
            client, records = recording_client("alice")
            handshake = await client.connect(
                url + "?a=b", headers=[("Cookie", "x=1"), ("User-Agent", "me")], subprotocols=["v1", "v2"]
            )
            assert (handshake.accepted, handshake.subprotocol) == (True, "v2")
            await client.closed()
            return records, peers[0]

    records, peer = asyncio.run(play())
    request, answer = records[0], records[1]
    line, *lines = peer.request.decode().removesuffix("\r\n\r\n").split("\r\n")
    assert (request.type, request.dir, request.conn) == ("handshake.request", "receive", "alice#1")
    assert line == f"GET {request.data['path']} HTTP/1.1" == "GET /ws/?a=b HTTP/1.1"
    assert [f"{name}: {value}" for name, value in request.data["headers"]] == lines
    assert ["User-Agent", "me"] in request.data["headers"]
    assert "Sec-WebSocket-Key" in dict(request.data["headers"])
    assert request.data["subprotocols"] == ["v1", "v2"]
    assert (answer.type, answer.dir) == ("handshake.response", "send")
    assert (answer.data["status"], answer.data["subprotocol"]) == (101, "v2")
    assert [pair for pair in answer.data["headers"] if pair[0].lower() == "x-one"] == [["X-One", "1"], ["x-one", "2"]]
    assert "body" not in answer.data


def test_records_are_numbered_and_timed_in_order() -> None:
    """`seq` counts up by one over all clients of a recorder, and time never goes back."""

    async def behave(peer: Peer) -> None:
        await peer.accept()
        await peer.write(bytes.fromhex("810161") * 50)

    async def play() -> list[Record]:
        async with wild_server(behave) as (url, _):
            client, records = recording_client()
            for _ in range(2):
                await client.connect(url)
                await client.closed()
            return records

    records = asyncio.run(play())
    assert [record.seq for record in records] == list(range(1, len(records) + 1))
    assert [record.t_ns for record in records] == sorted(record.t_ns for record in records)
    assert {record.conn for record in records} == {"client#1", "client#2"}


def test_raw_bytes_are_sent_and_recorded_as_the_frames_they_form() -> None:
    """A frame that breaks every rule goes out untouched and is shown with its broken parts."""
    wrong = bytes.fromhex("f3026869")  # reserved opcode 3, all reserved bits, no mask

    async def behave(peer: Peer) -> None:
        await peer.accept()
        await peer.read(5)

    async def play() -> tuple[list[Record], bytes]:
        async with wild_server(behave) as (url, peers):
            client, records = recording_client()
            await client.connect(url)
            await client.send_raw(wrong[:3])
            await client.send_raw(wrong[3:] + b"\x81")
            await client.closed()
            return records, peers[0].got

    records, got = asyncio.run(play())
    (frame,) = of_type(records, "frame")
    assert got == wrong + b"\x81"
    assert (frame.data["opcode"], frame.data["rsv"], frame.data["mask"], frame.data["bytes"]) == ("0x3", 7, None, b"hi")


def test_a_frame_left_unfinished_is_told() -> None:
    """A server that goes away inside a frame leaves what came, a sentence about it, and 1006."""

    async def behave(peer: Peer) -> None:
        await peer.accept()
        await peer.write(bytes.fromhex("810a") + b"half")

    async def play() -> list[Record]:
        async with wild_server(behave) as (url, _):
            client, records = recording_client()
            await client.connect(url)
            await client.closed()
            return records

    *_, frame, failed, closed = asyncio.run(play())
    assert (frame.data["length"], frame.data["text"]) == (10, "half")
    assert "4 of 10 bytes" in failed.data["error"]
    assert (closed.data["code"], closed.data["by"]) == (1006, "lost")
