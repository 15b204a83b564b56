"""`wslearn connect` and messages of many megabytes: shown shortened, kept whole, and the memory stays bounded."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="the memory that a process took at most is told by Unix only")
pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

from tests.live.cli.terminal import Terminal
from tests.live.wild_server import Peer, wild_server

MEGA = 1_000_000
NORMAL = bytes.fromhex("880203e8")
# The unit of ru_maxrss is a kilobyte, on macOS a byte.
MEASURED = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, *sys.argv[1:]])
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(most // (2**20 if sys.platform == "darwin" else 2**10), file=sys.stderr)
sys.exit(code)
"""


async def write_big(peer: Peer, megabytes: int) -> None:
    """One text message: `begin`, many x, `end`."""
    rest = megabytes * MEGA - len("beginend")
    await peer.write(bytes.fromhex("817f") + (megabytes * MEGA).to_bytes(8, "big") + b"begin")
    peer.sent = b""
    for _ in range(100):
        await peer.write(b"x" * (rest // 100))
        peer.sent = b""
    await peer.write(b"x" * (rest % 100) + b"end")


async def hear_out(peer: Peer) -> None:
    """Read to the client's close frame, and answer it."""
    while True:
        head = await peer.read(2)
        await peer.read(4 + (head[1] & 0x7F))
        if head[0] == 0x88:
            return await peer.write(NORMAL)


def piped(megabytes: int, times: int, option: str) -> tuple[str, int]:
    """The output when so many big messages come one after the other, and the megabytes that the command took."""

    async def behave(peer: Peer) -> None:
        await peer.accept()
        for _ in range(times):
            await write_big(peer, megabytes)
            # Its answer to this ping says that the message has been read: a real client is not buried, either.
            await peer.write(bytes.fromhex("8900"))
            await peer.read(6)
        await peer.write(NORMAL)
        await peer.read_to_end()

    async def play() -> tuple[str, int]:
        async with wild_server(behave) as (url, _):
            command = [sys.executable, "-c", MEASURED, "-m", "wslearn", "connect", url, option]
            pipe = subprocess.PIPE
            process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
            assert process.stdout is not None
            assert process.stderr is not None
            reading: list[Awaitable[bytes]] = [process.stdout.read(), process.stderr.read()]
            out, err = await asyncio.wait_for(asyncio.gather(*reading), 60)
            assert process.stdin is not None
            process.stdin.close()
            assert await process.wait() == 0, err
            return out.decode(), int(err)

    return asyncio.run(play())


def test_a_message_of_100_mb_is_kept_whole() -> None:
    """With --json every character of it is in its line, and its length."""
    out, _ = piped(100, 1, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    message = next(line["data"] for line in lines if line.get("data", {}).get("opcode") == "text")
    assert message["length"] == len(message["text"]) == 100 * MEGA
    assert message["text"].startswith("beginx")
    assert message["text"].endswith("xend")


def test_big_messages_do_not_pile_up() -> None:
    """30 times 10 MB are shown with little more memory than one of them takes."""
    out, took = piped(10, 30, "--plain")
    assert out.count("10,000,000 characters") == 30
    assert len(out) < 30_000
    assert took < 250


def test_a_message_of_100_mb_at_a_terminal(tmp_path: Path) -> None:
    """Its beginning, its length and its end are shown, and the prompt goes on."""

    async def behave(peer: Peer) -> None:
        await peer.accept()
        await write_big(peer, 100)
        await hear_out(peer)

    def person(url: str) -> None:
        with Terminal(["connect", url], tmp_path) as terminal:
            terminal.see("beginxxx", "100,000,000", "xxend", "Ctrl-D closes")
            terminal.type("\x04")
            assert terminal.end() == 0
            assert len(terminal.text) < 20_000

    async def play() -> None:
        async with wild_server(behave) as (url, _):
            await asyncio.to_thread(person, url)

    asyncio.run(play())
