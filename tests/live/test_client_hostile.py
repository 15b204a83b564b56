"""Servers that break the rules: each ends with a clear record and a clear sentence, and no traceback."""

import asyncio
import logging

import pytest

from tests.live.wild_server import Peer, of_type, recording_client, wild_server
from wslearn.client import Closed, Handshake
from wslearn.client import connection as client_connection
from wslearn.trace.record import Record


def meet(answer: bytes, stay: bool = False) -> tuple[Handshake, list[Record], Closed]:
    """Connect to a server that answers the handshake with these bytes, and then stays or goes."""

    async def behave(peer: Peer) -> None:
        await peer.read_request()
        await peer.write(answer)
        if stay:
            await peer.read_to_end()

    async def play() -> tuple[Handshake, list[Record], Closed]:
        async with wild_server(behave) as (url, _):
            client, records = recording_client()
            handshake = await client.connect(url, timeout=0.5)
            return handshake, records, await client.closed()

    return asyncio.run(play())


def suffer(frames: bytes, stay: bool = True) -> tuple[list[Record], bytes, Closed]:
    """Accept the handshake, send these bytes, then stay or go; also what the client answered."""

    async def behave(peer: Peer) -> None:
        await peer.accept()
        await peer.write(frames)
        if stay:
            await peer.read_to_end()

    async def play() -> tuple[list[Record], bytes, Closed]:
        async with wild_server(behave) as (url, peers):
            client, records = recording_client()
            assert (await client.connect(url)).accepted
            closed = await client.closed()
            return records, peers[0].got, closed

    return asyncio.run(play())


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers that never end the connection are waited for only a moment."""
    monkeypatch.setattr(client_connection, "CLOSE_TIMEOUT", 0.2)


@pytest.mark.parametrize(
    ("frames", "code", "says"),
    [
        (bytes.fromhex("c1026869"), 1002, "RSV1"),
        (bytes.fromhex("83026869"), 1002, "opcode 0x3"),
        (bytes.fromhex("818212345678") + b"xx", 1002, "masked"),
        (bytes.fromhex("8182"), 1002, "masking"),
        (bytes.fromhex("897e0080") + bytes(128), 1002, "ping frame of 128 bytes"),
        (bytes.fromhex("090161"), 1002, "ping frame in fragments"),
        (bytes.fromhex("800161"), 1002, "unexpected continuation frame"),
        (bytes.fromhex("010161810162"), 1002, "expected a continuation frame"),
        (bytes.fromhex("8801e8"), 1002, "close frame too short"),
        (bytes.fromhex("880203e7"), 1002, "invalid status code"),
        (bytes.fromhex("880203ed"), 1002, "invalid status code"),
        (bytes.fromhex("880403e8ff00"), 1007, "not UTF-8"),
        (bytes.fromhex("8101ff"), 1007, "not UTF-8"),
        (bytes.fromhex("0101c3800128"), 1007, "not UTF-8"),
        (bytes.fromhex("827fffffffffffffffff") + b"some", 1009, "128 MiB"),
        (bytes.fromhex("827f0000000008000001"), 1009, "128 MiB"),
        (b"<html>this is no WebSocket at all</html>" * 9, 1002, "RSV"),
    ],
)
def test_a_frame_that_breaks_the_rules(frames: bytes, code: int, says: str, caplog: pytest.LogCaptureFixture) -> None:
    """The client says what was wrong, closes with the code that RFC 6455 has for it, and a page would see 1006."""
    records, got, closed = suffer(frames)
    failures = [record.data for record in of_type(records, "failed")]
    assert failures[0]["stage"] == "frame"
    assert says in failures[0]["error"]
    assert failures[0]["error"].endswith(f"closed with {code}.")
    assert got[0] == 0x88
    assert of_type(records, "frame")[-1].data["code"] == code
    assert (closed.code, closed.clean) == (1006, False)
    assert closed.by == ("server" if frames[0] == 0x88 else "client")
    assert records[-1].data["code"] == 1006
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("frames", [bytes.fromhex("c1026869"), bytes.fromhex("818212345678") + b"xx"])
def test_the_wrong_frame_itself_is_recorded_before_what_it_caused(frames: bytes) -> None:
    """The timeline reads in order: the frame, what was wrong with it, the close frame, the end."""
    records, _, _ = suffer(frames)
    assert [record.type for record in records[2:6]] == ["frame", "failed", "frame", "failed"]
    assert records[2].data["length"] == 2
    assert records[4].data["opcode"] == "close"


@pytest.mark.parametrize(
    ("frames", "code"), [(b"", 1006), (bytes.fromhex("8800"), 1005), (bytes.fromhex("880203e8"), 1000), (b"\x81", 1006)]
)
def test_how_a_page_would_see_the_end(frames: bytes, code: int) -> None:
    """No close frame is 1006, an empty one 1005 (RFC 6455 section 7.1.5)."""
    records, _, closed = suffer(frames, stay=False)
    assert closed.code == code
    assert closed.by == ("lost" if code == 1006 else "server")
    assert records[-1].data["code"] == code


def test_a_server_that_never_ends_the_connection() -> None:
    """After a close frame the client waits only so long, then cuts the connection and says so."""
    records, _, closed = suffer(bytes.fromhex("880203e8"))
    assert "did not end the connection" in of_type(records, "failed")[-1].data["error"]
    assert (closed.code, closed.clean) == (1000, True)


@pytest.mark.parametrize(
    ("answer", "stay", "says"),
    [
        (b"", False, "without an HTTP answer"),
        (b"", True, "no HTTP answer came within 0.5 s"),
        (b"HTTP/1.1 101 Switching Prot", False, "in the middle of its answer, after 27 bytes"),
        (b"HTTP/1.1 101 Switching Prot", True, "only 27 bytes of an answer came within 0.5 s"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", True, "invalid HTTP status line"),
        (b"\x15\x03\x01\x00\x02\x02\x46\r\n\r\n", True, "invalid HTTP status line"),
        (b"HTTP/1.1 101 x\r\n" + b"X: y\r\n" * 100_000, True, "headers"),
        (b"HTTP/1.1 101 x\r\nX: " + b"y" * 100_000, True, "not one that a WebSocket handshake can have"),
        (b"HTTP/1.1 101 x\r\nno header\r\n\r\n", True, "invalid HTTP header line"),
        (b"HTTP/1.1 101 x\r\n\r\n", True, "Connection"),
        (b"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", True, "Sec-WebSocket-Accept"),
        (b"HTTP/1.0 101 x\r\n\r\n", True, "expected HTTP/1.1"),
    ],
)
def test_an_answer_that_is_none(answer: bytes, stay: bool, says: str) -> None:
    """The handshake ends with one `failed` record that says what came instead; a page would see 1006."""
    handshake, records, closed = meet(answer, stay)
    assert not handshake.accepted
    assert handshake.stage == "handshake"
    assert handshake.error is not None
    assert says in handshake.error
    (failed,) = of_type(records, "failed")
    assert (failed.data["stage"], failed.data["error"]) == ("handshake", handshake.error)
    assert [record.type for record in records[-2:]] == ["failed", "closed"]
    assert closed.code == 1006


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (b"HTTP/1.1 403 Access denied\r\nContent-Length: 2\r\n\r\nno", 403, b"no"),
        (b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n", 404, b"no"),
        (b"HTTP/1.1 500 Oh\r\n\r\nuntil the end", 500, b"until the end"),
        (b"HTTP/1.0 404 File not found\r\nServer: SimpleHTTP\r\n\r\nno", 404, b"no"),
        (b"HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, b""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nbig", 200, b"big"),
    ],
)
def test_a_refusal_keeps_status_headers_and_body(answer: bytes, status: int, body: bytes) -> None:
    """A refusal is an answer: all of it is handed back and recorded; a redirect is not followed."""
    handshake, records, closed = meet(answer)
    assert (handshake.accepted, handshake.status, handshake.body) == (False, status, body)
    assert handshake.error is not None
    assert f"HTTP {status}" in handshake.error
    (response,) = of_type(records, "handshake.response")
    assert (response.data["status"], response.data["body"]) == (status, body)
    assert of_type(records, "failed") == []
    assert (closed.code, records[-1].data["by"]) == (1006, "server")


def test_a_refusal_with_an_endless_body_keeps_what_came() -> None:
    """When the body never ends, status and headers are kept and the wait ends all the same."""
    handshake, records, _ = meet(b"HTTP/1.1 503 Busy\r\nX-A: 1\r\n\r\nnever", stay=True)
    assert (handshake.status, handshake.headers, handshake.body) == (503, (("X-A", "1"),), b"never")
    assert records[-1].type == "closed"


def test_a_subprotocol_that_was_not_offered() -> None:
    """A page refuses such an answer, and so does the client, saying why."""

    async def behave(peer: Peer) -> None:
        await peer.accept(b"Sec-WebSocket-Protocol: other\r\n")
        await peer.read_to_end()

    async def play() -> Handshake:
        async with wild_server(behave) as (url, _):
            client, _ = recording_client()
            return await client.connect(url, subprotocols=["json"])

    handshake = asyncio.run(play())
    assert (handshake.accepted, handshake.status) == (False, 101)
    assert handshake.error is not None
    assert "unsupported subprotocol: other" in handshake.error


def test_a_big_message_is_kept_whole() -> None:
    """100 MB in one frame arrives, is recorded whole, and can be received."""
    size = 100_000_000

    async def behave(peer: Peer) -> None:
        await peer.accept()
        await peer.write(bytes.fromhex("817f") + size.to_bytes(8, "big"))
        for _ in range(100):
            await peer.write(b"x" * (size // 100))
        peer.sent = b""
        await peer.read_to_end()

    async def play() -> None:
        async with wild_server(behave) as (url, _):
            client, records = recording_client()
            await client.connect(url)
            message = await client.receive(timeout=60)
            assert len(message) == size
            (frame,) = of_type(records, "frame")
            assert len(frame.data["text"]) == frame.data["length"] == size
            await client.drop()

    asyncio.run(play())


def test_wss_to_a_server_without_tls() -> None:
    """The sentence says what is missing, and that ws:// may be meant."""

    async def behave(peer: Peer) -> None:
        await peer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async def play() -> Handshake:
        async with wild_server(behave) as (url, _):
            client, _ = recording_client()
            return await client.connect(url.replace("ws://", "wss://"))

    handshake = asyncio.run(play())
    assert (handshake.accepted, handshake.stage) == (False, "tcp")
    assert handshake.error is not None
    assert "does not speak TLS" in handshake.error


def test_a_host_that_nobody_knows() -> None:
    """A name that cannot be looked up (RFC 6761: .invalid never can) is told as that."""

    async def play() -> Handshake:
        client, _ = recording_client()
        return await client.connect("ws://nowhere.invalid/")

    handshake = asyncio.run(play())
    assert handshake.stage == "tcp"
    assert handshake.error is not None
    assert "'nowhere.invalid' is not known" in handshake.error
