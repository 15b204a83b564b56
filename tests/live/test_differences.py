"""What the table of differences says about Daphne, seen on a real Daphne with no probe in it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from wslearn.protocol.differences import DIFFERENCES

pytestmark = pytest.mark.live

APPLICATION = """
import sys

ACCEPT = {"type": "websocket.accept"}
FALSY = [{"text": ""}, {"text": 0}, {"bytes": b""}]
DONE = {"type": "websocket.send", "text": "done"}
SENT = {
    "accept-headers": [{**ACCEPT, "headers": [(b"x-said", b"1")]}, DONE],
    "subprotocol-not-offered": [{**ACCEPT, "subprotocol": "other"}],
    "close-reason": [ACCEPT, {"type": "websocket.close", "code": 4123, "reason": "said"}],
    "close-before-accept": [{"type": "websocket.close", "code": 4123}],
    "denial-response": [{"type": "websocket.http.response.start", "status": 401, "headers": []}],
    "falsy-not-sent": [ACCEPT, *({"type": "websocket.send", **payload} for payload in FALSY), DONE],
    "unknown-type": [ACCEPT, {"type": "websocket.sned", "text": "typo"}, DONE],
    "no-answer": [],
    "return-stays-open": [ACCEPT, DONE],
}


async def application(scope, receive, send):
    name = scope["path"].strip("/")
    await receive()
    if name == "exception-500":
        raise RuntimeError(name)
    for event in SENT.get(name, [ACCEPT]):
        await send(event)
    if name == "exception-1011":
        raise RuntimeError(name)
    while name != "return-stays-open":
        event = await receive()
        print("SAW", name, sorted(event.items()), file=sys.stderr, flush=True)
        if event["type"] == "websocket.disconnect":
            await send(DONE)
            print("SAW", name, "returned", file=sys.stderr, flush=True)
            return
"""


class Daphne(NamedTuple):
    """A running Daphne, its output read line by line."""

    process: subprocess.Popen[str]
    address: str

    def connect(self, name: str, *subprotocols: str) -> ClientConnection:
        """A client at the path of that difference."""
        offered = [Subprotocol(subprotocol) for subprotocol in subprotocols] or None
        return connect(f"ws://{self.address}/{name}", subprotocols=offered, proxy=None, open_timeout=20)

    def saw(self, name: str) -> str:
        """The next line that the application printed about this connection."""
        assert self.process.stderr is not None
        return next(line for line in self.process.stderr if line.startswith(f"SAW {name} "))


@pytest.fixture
def daphne(tmp_path: Path) -> Iterator[Daphne]:
    """Daphne on a free port, with the application of this file."""
    (tmp_path / "saying.py").write_text(APPLICATION, encoding="utf-8")
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", "0", "saying:application"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        found = (re.search(r"Listening on TCP address (\S+)", line) for line in process.stderr)
        yield Daphne(process, next(match[1] for match in found if match))
        process.kill()


def _next(client: ClientConnection) -> str | bytes:
    return client.recv(timeout=10)


def test_accept_headers(daphne: Daphne) -> None:
    """The headers of websocket.accept are not in the answer."""
    with daphne.connect("accept-headers") as client:
        assert client.response is not None
        assert "x-said" not in client.response.headers


@pytest.mark.parametrize("name", ["falsy-not-sent", "unknown-type"])
def test_not_sent(daphne: Daphne, name: str) -> None:
    """Falsy payloads and unknown event types send nothing: the message after them is the first."""
    with daphne.connect(name) as client:
        assert _next(client) == "done"


def test_close_reason(daphne: Daphne) -> None:
    """The code of websocket.close arrives, its reason does not."""
    with daphne.connect("close-reason") as client, pytest.raises(ConnectionClosed):
        _next(client)
    assert (client.close_code, client.close_reason) == (4123, "")


@pytest.mark.parametrize(("name", "status"), [("close-before-accept", 403), ("exception-500", 500)])
def test_refused(daphne: Daphne, name: str, status: int) -> None:
    """A close before the accept is 403, an exception before it is 500; no code can arrive."""
    with pytest.raises(InvalidStatus) as refusal:
        daphne.connect(name)
    assert refusal.value.response.status_code == status


def test_no_answer(daphne: Daphne) -> None:
    """What Daphne cannot do is never answered: the connection ends without HTTP, as when nobody answers."""

    def ending(name: str) -> type[Exception]:
        with pytest.raises(InvalidMessage) as failure:
            daphne.connect(name, "chat")
        return failure.type

    with ThreadPoolExecutor() as threads:
        endings = threads.map(ending, ["no-answer", "subprotocol-not-offered", "denial-response"])
    assert list(endings) == [InvalidMessage] * 3


def test_exception_is_1011(daphne: Daphne) -> None:
    """An exception after the accept closes with 1011."""
    with daphne.connect("exception-1011") as client, pytest.raises(ConnectionClosed):
        _next(client)
    assert client.close_code == 1011


def test_the_clients_close_code_and_reason(daphne: Daphne) -> None:
    """The application sees the client's code but no reason, and may send in vain; the client gets 1000 back."""
    with daphne.connect("client-close-code") as client:
        client.close(4001, "said")
    assert client.close_code == 1000
    assert "[('code', 4001), ('type', 'websocket.disconnect')]" in daphne.saw("client-close-code")
    assert "returned" in daphne.saw("client-close-code")


def test_a_close_frame_without_a_code(daphne: Daphne) -> None:
    """An empty close frame gives code None, where the specification asks for 1005."""
    with daphne.connect("disconnect-code-none") as client:
        client.socket.sendall(bytes.fromhex("8880 00000000"))
        assert "('code', None)" in daphne.saw("disconnect-code-none")


def test_fragments(daphne: Daphne) -> None:
    """A message in three frames is one event."""
    with daphne.connect("fragments-joined") as client:
        client.send(["a", "b", "c"])
        assert "('text', 'abc')" in daphne.saw("fragments-joined")


def test_a_message_too_big(daphne: Daphne) -> None:
    """1 MiB arrives, a byte more ends the connection with 1006 on both sides."""
    with daphne.connect("message-too-big") as client:
        client.send("x" * 1_048_576)
        assert "('type', 'websocket.receive')" in daphne.saw("message-too-big")
        client.send("x" * 1_048_577)
        assert "('code', 1006)" in daphne.saw("message-too-big")
        with pytest.raises(ConnectionClosed):
            _next(client)
        assert client.close_code == 1006


def test_an_application_that_returned(daphne: Daphne) -> None:
    """The socket stays open, and pings are still answered, after the application is gone."""
    with daphne.connect("return-stays-open") as client:
        assert _next(client) == "done"
        assert client.ping().wait(10)


def test_every_difference_is_seen_here() -> None:
    """A difference that is added to the table must get a test above."""
    assert set(DIFFERENCES) == {
        *("accept-headers", "falsy-not-sent", "unknown-type", "close-reason", "close-before-accept", "exception-500"),
        *("no-answer", "subprotocol-not-offered", "denial-response", "exception-1011", "client-close-code"),
        *("disconnect-no-reason", "send-after-close", "disconnect-code-none", "fragments-joined", "message-too-big"),
        "return-stays-open",
    }
