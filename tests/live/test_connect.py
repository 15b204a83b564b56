"""`wslearn connect` as a person or a script runs it: a process of its own, its output, its exit code."""

import asyncio
import json
import signal
import subprocess
import sys
from typing import Any

import pytest

from tests.live.wild_server import Behaviour, Peer, wild_server


def run(behave: Behaviour, *options: str, stdin: bytes = b"", url: str = "") -> tuple[int, str, str, Peer | None]:
    """Run the command against a server; its exit code, output, errors, and what the server saw."""

    async def play() -> tuple[int, str, str, Peer | None]:
        async with wild_server(behave) as (served, peers):
            process = await start(url or served, *options)
            out, err = await asyncio.wait_for(process.communicate(stdin), 30)
            assert process.returncode is not None
            return process.returncode, out.decode(), err.decode(), peers[0] if peers else None

    return asyncio.run(play())


async def start(url: str, *options: str) -> asyncio.subprocess.Process:
    """The command with pipes."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "wslearn", "connect", url, *options]
    return await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)


def records(out: str) -> list[dict[str, Any]]:
    """The records of `--json` output; every line must be JSON with a kind."""
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[0]["kind"] == "header"
    return [line for line in lines if line["kind"] == "record"]


async def welcome(peer: Peer) -> None:
    """Accept, say hello in JSON, and answer the close."""
    await peer.accept()
    await peer.write(b'\x81\x0d{"hello": "a"}'[:15])
    await answer_close(peer)


async def answer_close(peer: Peer) -> None:
    """Read frames to the client's close frame, and answer it with 1000 as Daphne does."""
    while True:
        head = await peer.read(2)
        await peer.read(4 + (head[1] & 0x7F))
        if head[0] == 0x88:
            return await peer.write(bytes.fromhex("880203e8"))


async def accept(peer: Peer) -> None:
    """Accept and wait for the close."""
    await peer.accept()
    await answer_close(peer)


def test_lines_of_a_pipe_become_messages() -> None:
    """Each line is a message, commands do what they say, and at the end the connection is closed with 1000."""
    typed = b"hello\n\n//path\n/bytes 00ff\n/fragments a | b\r\n/ping x\n"

    async def pong(peer: Peer) -> None:
        await peer.accept()
        await peer.read(11 + 6 + 11 + 8 + 7 + 7 + 7)
        await peer.write(b"\x8a\x01x")
        await answer_close(peer)

    code, out, err, _ = run(pong, "--json", stdin=typed)
    frames = [record["data"] for record in records(out) if record["type"] == "frame" and record["dir"] == "receive"]
    assert [(frame["opcode"], frame.get("text")) for frame in frames[:4]] == [
        ("text", "hello"),
        ("text", ""),
        ("text", "/path"),
        ("binary", None),
    ]
    assert [frame["opcode"] for frame in frames[4:]] == ["text", "continuation", "ping", "close"]
    assert frames[-1]["code"] == 1000
    assert (code, err) == (0, "")


def test_last_answers_are_waited_for() -> None:
    """An answer that comes after the end of standard input is still shown."""

    async def late(peer: Peer) -> None:
        await peer.accept()
        await peer.read(6 + 2)
        await asyncio.sleep(0.1)
        await peer.write(b"\x81\x02yo")
        await answer_close(peer)

    code, out, _, _ = run(late, "--json", stdin=b"hi")
    assert [
        record["data"]["text"] for record in records(out) if record["dir"] == "send" and "text" in record["data"]
    ] == ["yo"]
    assert code == 0


def test_handshake_options_reach_the_server() -> None:
    """Subprotocols, headers and origin are in the request; secrets are masked in the output unless asked for."""

    async def choose(peer: Peer) -> None:
        await peer.accept(b"Sec-WebSocket-Protocol: v2\r\n")
        await answer_close(peer)

    options = ["--subprotocol", "v1", "--subprotocol", "v2", "--header", "Cookie: sessionid=verysecret"]
    _, out, _, peer = run(choose, "--json", *options, "--origin", "http://other.example")
    assert peer is not None
    assert b"Sec-WebSocket-Protocol: v1, v2\r\n" in peer.request
    assert b"Cookie: sessionid=verysecret\r\n" in peer.request
    assert b"Origin: http://other.example\r\n" in peer.request
    assert "verysecret" not in out
    assert records(out)[1]["data"]["subprotocol"] == "v2"
    _, out, _, _ = run(choose, "--json", *options, "--show-secrets")
    assert "verysecret" in out


def test_people_see_every_frame_and_the_close_explained() -> None:
    """Request, answer, frames with opcode and length, bytes in hex, and what the close code means."""

    async def speak(peer: Peer) -> None:
        await peer.accept()
        await peer.write(b"\x82\x03\x00\xff\x1b" + b"\x81\x07\x1b[31mhi" + bytes.fromhex("880203f3"))
        await peer.read_to_end()

    code, out, err, _ = run(speak, "--plain", "--timeout", "5")
    assert "/ws/" in out
    assert "101" in out
    assert "binary" in out
    assert "00 ff 1b" in out
    assert "1011" in out
    assert "\x1b" not in out
    assert "wslearn explain 1011" in out
    assert (code, err) == (0, "")


@pytest.mark.parametrize("options", [["--json"], ["--plain"], []])
def test_a_refusal_is_exit_code_1(options: list[str]) -> None:
    """A server that says no is not a fault of the command; its status and body are shown."""

    async def refuse(peer: Peer) -> None:
        await peer.read_request()
        await peer.write(b"HTTP/1.1 403 Access denied\r\nContent-Length: 4\r\n\r\nnope")

    code, out, err, _ = run(refuse, *options)
    assert code == 1
    assert "403" in out
    assert "Access denied" in out
    assert "Traceback" not in err


def test_a_lost_connection_is_exit_code_1() -> None:
    """TCP cut by the server: 1006, lost."""

    async def cut(peer: Peer) -> None:
        await peer.accept()

    code, out, _, _ = run(cut, "--json", stdin=b"")
    closed = records(out)[-1]
    assert (closed["type"], closed["data"]["code"]) == ("closed", 1006)
    assert code == 1


@pytest.mark.parametrize(
    ("url", "code", "says"),
    [
        ("http://localhost/", 2, "ws://"),
        ("ws://http://localhost/", 2, "two schemes"),
        ("ws://127.0.0.1:1/", 3, "nothing listens there"),
    ],
)
def test_a_url_that_leads_nowhere(url: str, code: int, says: str) -> None:
    """A wrong URL is 2, no TCP connection is 3; each with a sentence."""
    exit_code, out, err, _ = run(accept, "--plain", url=url)
    assert exit_code == code
    assert says in out + err
    assert "Traceback" not in err


@pytest.mark.parametrize("line", [b"/nope\n", b"/bytes xyz\n", b"/wait long\n", b"/close abc\n", b"\xff\xfe\n"])
def test_a_wrong_line_ends_a_script(line: bytes) -> None:
    """A script with a mistake stops there with exit code 2, after closing in good order."""
    code, _, err, peer = run(accept, "--json", stdin=b"first\n" + line + b"never\n")
    assert code == 2
    assert "Error:" in err
    assert "Traceback" not in err
    assert peer is not None
    assert peer.sent == bytes.fromhex("880203e8")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child there")
def test_ctrl_c_leaves_with_a_close_frame() -> None:
    """Exit code 130, no traceback, and the server got its close frame."""

    async def play() -> None:
        ended = asyncio.Event()

        async def behave(peer: Peer) -> None:
            await accept(peer)
            ended.set()

        async with wild_server(behave) as (url, _):
            process = await start(url, "--json")
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(b"hello\n")
            for _ in range(4):  # header, request, answer, frame: it is in the middle of its talk
                await process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, err = await asyncio.wait_for(process.communicate(), 30)
            assert process.returncode == 130
            assert b"Traceback" not in err
            assert ended.is_set()

    asyncio.run(play())


def test_it_ends_when_nobody_reads_its_output() -> None:
    """`wslearn connect … | head` ends by itself, quietly."""

    async def play() -> None:
        async def chatter(peer: Peer) -> None:
            await peer.accept()
            while True:
                await peer.write(b"\x81\x01x")
                await asyncio.sleep(0.01)

        async with wild_server(chatter) as (url, _):
            process = await start(url, "--json")
            assert process.stdout is not None
            await process.stdout.readline()
            process.stdout._transport.close()  # type: ignore[attr-defined]
            assert process.stderr is not None
            err = await asyncio.wait_for(process.stderr.read(), 30)
            assert await process.wait() == 1
            assert b"Traceback" not in err

    asyncio.run(play())
