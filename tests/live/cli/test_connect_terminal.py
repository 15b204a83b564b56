"""`wslearn connect` as a person at a terminal meets it: frames above the line, keys, and servers that misbehave."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

from tests.live.cli.terminal import Terminal
from tests.live.wild_server import Behaviour, Peer, wild_server

PROMPT = "Enter sends the lin"  # the line at the bottom, as far as 20 columns show it
NORMAL = bytes.fromhex("880203e8")


def close_code(data: bytes) -> int | None:
    """The code of the close frame at the end of what a client sent: masked, so two bytes behind a key of four."""
    assert data[-8:-6] == b"\x88\x82", data
    key, code = data[-6:-2], data[-2:]
    return int.from_bytes(bytes(one ^ other for one, other in zip(code, key, strict=False)))


class Script:
    """What a server sends, frame by frame, each when the test says so; then it hears out the client.

    Attributes:
        peer: the connection.
    """

    def __init__(self, *frames: bytes, answer: bytes = NORMAL) -> None:
        self._frames = frames
        self._answer = answer
        self._turn = asyncio.Semaphore(0)
        self._loop = asyncio.get_running_loop()
        self.peer: Peer | None = None

    async def __call__(self, peer: Peer) -> None:
        """Be the server."""
        self.peer = peer
        await peer.accept()
        for frame in self._frames:
            await self._turn.acquire()
            await peer.write(frame)
        while True:
            head = await peer.read(2)
            await peer.read(4 + (head[1] & 0x7F))
            if head[0] == 0x88:
                return await peer.write(self._answer)

    def go_on(self) -> None:
        """Send the next frame."""
        self._loop.call_soon_threadsafe(self._turn.release)


def meet(make: Callable[[], Behaviour], person: Callable[[str, Behaviour], None]) -> None:
    """Let a person, who is slow and sits in a thread, meet a server."""

    async def play() -> None:
        behave = make()
        async with wild_server(behave) as (url, _):
            await asyncio.to_thread(person, url, behave)

    asyncio.run(play())


def at_prompt(home: Path, url: str, *options: str, columns: int = 80) -> Terminal:
    """A terminal in which the command has connected."""
    terminal = Terminal(["connect", url, *options], home, columns=columns)
    terminal.see("101", PROMPT)
    return terminal


def test_frames_come_above_the_half_typed_line(tmp_path: Path) -> None:
    """What is typed is drawn again below a frame, goes on, and is sent whole."""

    def person(url: str, script: Behaviour) -> None:
        assert isinstance(script, Script)
        with at_prompt(tmp_path, url) as terminal:
            terminal.type("hel")
            terminal.see("hel")
            script.go_on()
            terminal.see("interrupting", "> hel")
            terminal.type("lo\r")
            terminal.see("hello", PROMPT)
            terminal.type("\x04")
            assert terminal.end() == 0
            assert script.peer is not None
            assert script.peer.got[0] == 0x81
            assert script.peer.got[1] & 0x7F == len("hello")

    meet(lambda: Script(b"\x81\x0cinterrupting"), person)


@pytest.mark.parametrize(("key", "exit_code"), [("\x03", 130), ("\x04", 0)])
def test_one_key_leaves_in_good_order(key: str, exit_code: int, tmp_path: Path) -> None:
    """Ctrl-C, also with something typed, and Ctrl-D: the server gets 1000 in a close frame."""

    def person(url: str, script: Behaviour) -> None:
        assert isinstance(script, Script)
        with at_prompt(tmp_path, url) as terminal:
            terminal.type("half" if key == "\x03" else "")
            terminal.type(key)
            assert terminal.end() == exit_code
            assert "Traceback" not in terminal.text
        assert script.peer is not None
        assert close_code(script.peer.got) == 1000

    meet(Script, person)


async def silent(peer: Peer) -> None:
    """A server that hears a request and never answers."""
    await peer.read_request()
    await peer.read_to_end()


def test_ctrl_c_before_the_server_answers(tmp_path: Path) -> None:
    """A server that accepts the TCP connection and says nothing: Ctrl-C is 130 at once."""

    def person(url: str, _: Behaviour) -> None:
        with Terminal(["connect", url, "--timeout", "600"], tmp_path) as terminal:
            terminal.see("GET /ws/")
            terminal.type("\x03")
            assert terminal.end() == 130
            assert "Traceback" not in terminal.text

    meet(lambda: silent, person)


def test_a_server_that_never_answers(tmp_path: Path) -> None:
    """After the timeout one sentence says so, and the exit code is 1."""

    def person(url: str, _: Behaviour) -> None:
        with Terminal(["connect", url, "--timeout", "0.3"], tmp_path) as terminal:
            assert terminal.end() == 1
            assert "no HTTP answer came within 0.3 s" in " ".join(terminal.text.split())

    meet(lambda: silent, person)


@pytest.mark.parametrize(
    ("frame", "says"),
    [(bytes.fromhex("c1026869"), "RSV1"), (bytes.fromhex("8101ff"), "not UTF-8"), (b"<html>" * 9, "RSV")],
)
def test_a_frame_that_breaks_the_rules(frame: bytes, says: str, tmp_path: Path) -> None:
    """It is said above the line and the command ends by itself with 1, the half-typed line given up."""

    def person(url: str, script: Behaviour) -> None:
        assert isinstance(script, Script)
        with at_prompt(tmp_path, url) as terminal:
            terminal.type("half")
            terminal.see("half")
            script.go_on()
            assert terminal.end() == 1
            assert says in terminal.text
            assert "1006" in terminal.text
            assert "Traceback" not in terminal.text

    meet(lambda: Script(frame), person)


EVIL = "\x1b]0;title\x07 \x1b[2J \x9b31m \u202eabc\x08\x7f\r\x00 end of evil"


def test_nothing_in_a_payload_reaches_the_terminal_raw(tmp_path: Path) -> None:
    """Escapes, control characters and direction marks are drawn as text: in messages, headers and close reasons."""
    payload = EVIL.encode()
    message = b"\x81" + bytes([len(payload)]) + payload
    reason = b"\x88" + bytes([len(payload) + 2]) + bytes.fromhex("0fa1") + payload

    def person(url: str, script: Behaviour) -> None:
        assert isinstance(script, Script)
        with at_prompt(tmp_path, url, columns=200) as terminal:
            script.go_on()
            terminal.see("end of evil")
            script.go_on()
            terminal.see("4001", "end of evil")
            terminal.end()
            for raw in ("\x1b]0;", "\x07", "\x9b", "\u202e", "\x7f", "\x00", "31m \u202e"):
                assert raw not in terminal.text
            assert r"\u202e" in terminal.text

    meet(lambda: Script(message, reason), person)


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_a_terminal_of_20_columns(options: list[str], tmp_path: Path) -> None:
    """A frame is drawn and a message sent there, too; Ctrl-D ends it with 0."""

    def person(url: str, script: Behaviour) -> None:
        assert isinstance(script, Script)
        with at_prompt(tmp_path, url, *options, columns=20) as terminal:
            terminal.type("hi")
            script.go_on()
            terminal.see("there", "> hi")
            terminal.type("\r")
            terminal.see("2 bytes")
            terminal.type("\x04")
            assert terminal.end() == 0
            assert "Traceback" not in terminal.text

    meet(lambda: Script(b"\x81\x05there"), person)
