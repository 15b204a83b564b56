"""The client against a real Daphne with the smallest of applications."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.wild_server import of_type, recording_client
from wslearn.client import ClientRecorder, get
from wslearn.errors import ClientError
from wslearn.trace.record import Record

APPLICATION = """
async def application(scope, receive, send):
    if scope["type"] == "http":
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-port", b"%d" % scope["client"][1])]})
        await send({"type": "http.response.body", "body": b"plain"})
        return
    await receive()
    if scope["path"] == "/reject":
        await send({"type": "websocket.close", "code": 4123})
        return
    await send({"type": "websocket.accept", "subprotocol": (scope["subprotocols"] or [None])[0]})
    while (event := await receive())["type"] == "websocket.receive":
        if event.get("text") == "close":
            await send({"type": "websocket.close", "code": 4123, "reason": "dropped by Daphne"})
        else:
            await send({**event, "type": "websocket.send"})
"""


@pytest.fixture(scope="module")
def daphne(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Daphne that serves the application above."""
    folder: Path = tmp_path_factory.mktemp("daphne")
    (folder / "tiny.py").write_text(APPLICATION)
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", "0", "tiny:application"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = (re.search(r"Listening on TCP address .*:(\d+)", line) for line in process.stderr)
        port = next(int(match[1]) for match in found if match)
        yield port
        process.kill()


def test_messages_and_a_close_by_the_client(daphne: int) -> None:
    """Text, binary and fragments come back; Daphne answers any close with 1000, which is what the page sees."""

    async def play() -> None:
        client, records = recording_client()
        handshake = await client.connect(f"ws://127.0.0.1:{daphne}/", subprotocols=["v2", "v1"])
        assert (handshake.accepted, handshake.subprotocol) == (True, "v2")
        await client.send_text("h\u00e9")
        await client.send_bytes(b"\x00\xff")
        await client.send_fragments(["a", "b"])
        assert [await client.receive() for _ in range(3)] == ["h\u00e9", b"\x00\xff", "ab"]
        assert await client.ping(b"x") > 0
        closed = await client.close(4001, "bye")
        assert (closed.code, closed.by, closed.clean) == (1000, "client", True)
        assert [frame.data["code"] for frame in of_type(records, "frame")[-2:]] == [4001, 1000]
        assert of_type(records, "failed") == []

    asyncio.run(play())


def test_a_close_by_the_application(daphne: int) -> None:
    """The code of `websocket.close` arrives; its reason does not, for Daphne does not send it."""

    async def play() -> None:
        client, _ = recording_client()
        await client.connect(f"ws://127.0.0.1:{daphne}/")
        await client.send_text("close")
        closed = await client.closed()
        assert (closed.code, closed.reason, closed.by) == (4123, "", "server")

    asyncio.run(play())


def test_a_rejection_is_403(daphne: int) -> None:
    """A close before accept is HTTP 403, and 1006 for the page; the code 4123 is nowhere."""

    async def play() -> None:
        client, records = recording_client()
        handshake = await client.connect(f"ws://127.0.0.1:{daphne}/reject")
        assert (handshake.accepted, handshake.status, handshake.reason) == (False, 403, "Access denied")
        assert (handshake.headers, handshake.body) == ((), b"")  # Daphne's refusal is a status line and nothing more
        assert [record.type for record in records] == ["handshake.request", "handshake.response", "closed"]
        assert (await client.closed()).code == 1006
        with pytest.raises(ClientError, match="was refused with HTTP 403") as raised:
            await client.send_text("too late")
        assert raised.value.hint == "wslearn explain 403"

    asyncio.run(play())


def test_a_plain_get_names_the_port_that_the_server_saw(daphne: int) -> None:
    """The client's own port in the record is the one in the server's view: the two can be tied by it."""
    records: list[Record] = []
    answer = asyncio.run(get(ClientRecorder(records.append), "127.0.0.1", daphne, "/"))
    assert (answer.status, answer.body) == (200, b"plain")
    headers = {name.lower(): value for name, value in answer.headers}
    assert headers["x-port"] == str(records[0].data["local"][1])
