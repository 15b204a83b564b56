"""Each verb of the client against python-websockets' own server, and against servers that do not answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import ServerConnection, serve

from tests.live.wild_server import Peer, of_type, recording_client, wild_server
from wslearn.client import Client
from wslearn.errors import ClientError, UsageError


async def echo(connection: ServerConnection) -> None:
    """Send everything back."""
    async for message in connection:
        await connection.send(message)


@asynccontextmanager
async def server(handler: Callable[[ServerConnection], Awaitable[None]] = echo) -> AsyncIterator[str]:
    """A WebSocket server of another implementation, by its URL."""
    async with serve(handler, "127.0.0.1", 0, compression=None, ping_interval=None) as running:
        port = next(iter(running.sockets)).getsockname()[1]
        yield f"ws://127.0.0.1:{port}/"


async def silent(peer: Peer) -> None:
    """Accept and never say anything again."""
    await peer.accept()
    await peer.read_to_end()


def test_messages_come_back_as_they_went() -> None:
    """Text is str, binary is bytes, fragments are one message."""

    async def play() -> None:
        async with server() as url:
            client, _ = recording_client()
            await client.connect(url)
            await client.send_text("h\u00e9 \U0001f40d")
            await client.send_bytes(b"\x00\xff")
            await client.send_fragments(["one ", "message"])
            assert [await client.receive() for _ in range(3)] == ["h\u00e9 \U0001f40d", b"\x00\xff", "one message"]
            assert await client.close() == await client.closed()

    asyncio.run(play())


@pytest.mark.parametrize(("code", "reason", "seen"), [(1000, "", 1000), (4001, "bye", 4001), (None, "", 1005)])
def test_close_with_and_without_a_code(code: int | None, reason: str, seen: int) -> None:
    """The server's echo is what the page sees; an empty close frame is 1005."""

    async def play() -> None:
        async with server() as url:
            client, records = recording_client()
            await client.connect(url)
            closed = await client.close(code, reason)
            assert (closed.code, closed.reason, closed.by, closed.clean) == (seen, reason, "client", True)
            ours, theirs = of_type(records, "frame")
            assert (ours.data["code"], ours.data["reason"], ours.dir) == (code, reason, "receive")
            assert theirs.dir == "send"
            assert of_type(records, "failed") == []
            assert not client.connected

    asyncio.run(play())


def test_drop_cuts_without_a_close_frame() -> None:
    """The server learns of it by the end of the TCP connection only; for the page it is 1006."""
    codes: list[int | None] = []

    async def until_lost(connection: ServerConnection) -> None:
        await connection.wait_closed()
        codes.append(connection.close_code)

    async def play() -> None:
        async with server(until_lost) as url:
            client, records = recording_client()
            await client.connect(url)
            await client.drop()
            await client.drop()
            assert (await client.closed()).code == 1006
            assert of_type(records, "frame") == []
            assert len(of_type(records, "closed")) == 1
        assert codes == [1006]

    asyncio.run(play())


def test_ping_waits_for_its_pong() -> None:
    """Both frames are recorded with their payload, and the time is that between them."""

    async def play() -> None:
        async with server() as url:
            client, records = recording_client()
            await client.connect(url)
            assert 0 < await client.ping(b"hello") < 10
            ping, pong = of_type(records, "frame")
            assert (ping.data["opcode"], ping.data["bytes"]) == ("ping", b"hello")
            assert (pong.data["opcode"], pong.data["bytes"]) == ("pong", b"hello")
            await client.drop()

    asyncio.run(play())


def test_a_frozen_client_answers_no_ping_until_it_thaws() -> None:
    """Frozen, nothing is read; thawed, all that waited is."""

    async def play() -> None:
        frozen = asyncio.Event()
        thaw = asyncio.Event()

        async def ping(connection: ServerConnection) -> None:
            await frozen.wait()
            pong = await connection.ping()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await asyncio.shield(pong)
            thaw.set()
            await pong

        async with server(ping) as url:
            client, records = recording_client()
            await client.connect(url)
            client.freeze()
            frozen.set()
            await thaw.wait()
            assert of_type(records, "frame") == []
            client.thaw()
            assert (await client.closed()).code == 1000

    asyncio.run(play())


@pytest.mark.parametrize(
    ("wait", "says"),
    [
        (lambda client: client.receive(0.05), "No message came for alice within 0.05 s."),
        (lambda client: client.closed(0.05), "The connection of alice did not end within 0.05 s."),
        (lambda client: client.ping(b"x", 0.05), "No pong came within 0.05 s."),
    ],
)
def test_every_wait_ends_and_says_what_was_waited_for(wait: Callable[[Client], Awaitable[object]], says: str) -> None:
    """A silent server makes an error with what and how long, and the connection can still be used."""

    async def play() -> None:
        async with wild_server(silent) as (url, _):
            client, _ = recording_client("alice")
            await client.connect(url)
            with pytest.raises(ClientError) as caught:
                await wait(client)
            assert caught.value.message == says
            assert client.connected
            await client.drop()

    asyncio.run(play())


@pytest.mark.parametrize("wait", [Client.receive, Client.closed, Client.ping])
def test_every_wait_can_be_cancelled(wait: Callable[[Client], Awaitable[object]]) -> None:
    """Ctrl-C while waiting ends the wait at once and leaves the connection usable."""

    async def play() -> None:
        async with wild_server(silent) as (url, _):
            client, _ = recording_client()
            await client.connect(url)
            task = asyncio.ensure_future(wait(client))
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await client.send_text("still here")
            await client.drop()

    asyncio.run(play())


def test_connecting_can_be_cancelled() -> None:
    """A handshake that hangs can be given up, and the TCP connection goes with it."""

    async def play() -> None:
        ended = asyncio.Event()
        asked = asyncio.Event()

        async def hang(peer: Peer) -> None:
            await peer.read_request()
            asked.set()
            await peer.read_to_end()
            ended.set()

        async with wild_server(hang) as (url, _):
            client, _ = recording_client()
            task = asyncio.create_task(client.connect(url))
            await asked.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with asyncio.timeout(5):
                await ended.wait()

    asyncio.run(play())


def test_after_the_end_nothing_can_be_sent() -> None:
    """Sending and receiving then say how the connection was closed; what came before can still be received."""

    async def say_and_go(connection: ServerConnection) -> None:
        await connection.send("last words")
        await connection.close(4002)

    async def play() -> None:
        async with server(say_and_go) as url:
            client, _ = recording_client("alice")
            await client.connect(url)
            await client.closed()
            assert await client.receive() == "last words"
            for attempt in (client.send_text("x"), client.send_raw(b"x"), client.receive(), client.receive()):
                with pytest.raises(ClientError, match="4002"):
                    await attempt
            assert (await client.close()).code == 4002

    asyncio.run(play())


def test_one_name_connects_again() -> None:
    """While connected a second connect is refused; after the end it makes a new connection of its own."""

    async def play() -> None:
        async with server() as url:
            client, records = recording_client("alice")
            await client.connect(url)
            with pytest.raises(ClientError, match="still connected"):
                await client.connect(url)
            await client.close()
            await client.connect(url)
            await client.send_text("again")
            assert await client.receive() == "again"
            await client.close()
            assert {record.conn for record in records} == {"alice#1", "alice#2"}

    asyncio.run(play())


def test_without_a_connection() -> None:
    """Every verb before connect says so."""

    async def play() -> None:
        client, records = recording_client("alice")
        for attempt in (client.send_text("x"), client.receive(), client.closed(), client.close(), client.ping()):
            with pytest.raises(ClientError, match="alice is not connected"):
                await attempt
        await client.drop()
        assert records == []

    asyncio.run(play())


def test_nothing_listens() -> None:
    """No TCP connection is told as such, with a record, and a page would see 1006."""

    async def play() -> None:
        async with server() as url:
            pass
        client, records = recording_client()
        handshake = await client.connect(url)
        assert (handshake.accepted, handshake.status, handshake.stage) == (False, None, "tcp")
        assert handshake.error is not None
        assert "nothing listens there" in handshake.error
        assert [record.type for record in records] == ["failed", "closed"]
        assert (await client.closed()).code == 1006

    asyncio.run(play())


@pytest.mark.parametrize(
    ("origin", "expected"), [("http://evil.example", ["http://evil.example"]), (None, []), ("", [""])]
)
def test_the_origin_is_what_one_says(origin: str | None, expected: list[str]) -> None:
    """Another origin, or none, as a test of the server's check."""

    async def play() -> None:
        async with server() as url:
            client, records = recording_client()
            await client.connect(url, origin=origin)
            await client.drop()
            headers = records[0].data["headers"]
            assert [value for name, value in headers if name == "Origin"] == expected

    asyncio.run(play())


def test_by_default_the_origin_is_the_server_itself() -> None:
    """As if a page of this server had opened the connection."""

    async def play() -> None:
        async with server() as url:
            client, records = recording_client()
            await client.connect(url)
            await client.drop()
            assert ["Origin", url.replace("ws:", "http:").rstrip("/")] in records[0].data["headers"]

    asyncio.run(play())


@pytest.mark.parametrize(
    "attempt",
    [
        lambda client: client.send_text("\ud83d"),
        lambda client: client.send_fragments([]),
        lambda client: client.ping(bytes(126)),
        lambda client: client.close(1005),
        lambda client: client.close(999),
        lambda client: client.close(4000, "x" * 124),
        lambda client: client.close(None, "why"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_harms_nothing(attempt: Callable[[Client], Awaitable[object]]) -> None:
    """The client does not break the rules by itself; the connection stays open and nothing was sent."""

    async def play() -> None:
        async with server() as url:
            client, records = recording_client()
            await client.connect(url)
            with pytest.raises(ClientError):
                await attempt(client)
            assert of_type(records, "frame") == []
            await client.send_text("fine")
            assert await client.receive() == "fine"
            await client.close()
            assert of_type(records, "failed") == []

    asyncio.run(play())


def test_bad_urls_and_headers_open_no_connection() -> None:
    """They are usage errors, before anything is sent or recorded."""

    async def play() -> None:
        client, records = recording_client()
        for attempt in (
            client.connect("http://localhost/"),
            client.connect("ws://localhost/", headers=[("X", "a\r\nY: b")]),
            client.connect("ws://localhost/", origin="a\r\nY: b"),
            client.connect("ws://localhost/", subprotocols=["a b"]),
        ):
            with pytest.raises(UsageError):
                await attempt
        assert records == []

    asyncio.run(play())
