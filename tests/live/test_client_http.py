"""The plain HTTP GET."""

import asyncio
import time

import pytest

from tests.live.wild_server import Peer, wild_server
from wslearn.client import ClientRecorder, HttpAnswer, get
from wslearn.errors import ClientError, UsageError
from wslearn.trace.record import Record

Asked = tuple[HttpAnswer | ClientError, list[Record], bytes]


def ask(answer: bytes, stay: bool = False, timeout: float = 5.0) -> Asked:
    """GET from a server that answers with these bytes; also what was recorded and what the server got."""

    async def behave(peer: Peer) -> None:
        await peer.read_request()
        await peer.write(answer)
        if stay:
            await peer.read_to_end()

    async def play() -> Asked:
        records: list[Record] = []
        async with wild_server(behave) as (url, peers):
            port = int(url.split(":")[2].split("/")[0])
            try:
                result: HttpAnswer | ClientError = await get(
                    ClientRecorder(records.append), "127.0.0.1", port, "/a?b", [("Cookie", "x=1")], timeout=timeout
                )
            except ClientError as error:
                result = error
            return result, records, peers[0].request

    return asyncio.run(play())


def test_request_and_answer_are_recorded_as_they_were() -> None:
    """The server read just the headers of the record; the answer's body is bytes."""
    answer, (request, response), got = ask(b"HTTP/1.1 404 Not Found\r\nX-A: 1\r\nContent-Length: 2\r\n\r\n\x00\xff")
    assert isinstance(answer, HttpAnswer)
    assert (answer.status, answer.reason, answer.body) == (404, "Not Found", b"\x00\xff")
    line, *headers = got.decode().removesuffix("\r\n\r\n").split("\r\n")
    assert line == "GET /a?b HTTP/1.1"
    assert [f"{name}: {value}" for name, value in request.data["headers"]] == headers
    assert (request.type, request.dir, request.conn) == ("http.request", "receive", "client#1")
    assert request.data["local"][0] == "127.0.0.1"
    assert request.data["local"][1] > 0
    assert (response.type, response.dir, response.data["body"]) == ("http.response", "send", b"\x00\xff")
    assert ["X-A", "1"] in response.data["headers"]


@pytest.mark.parametrize(
    ("answer", "stay", "says"),
    [
        (b"", False, "closed connection without response"),
        (b"SSH-2.0\r\n", False, "SSH-2.0"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000, True, "100 headers"),
        (b"HTTP/1.1 200 OK\r\n", True, "within 0.3 s"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal", True, "within 0.3 s"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal", False, "3 bytes"),
    ],
)
def test_no_whole_answer(answer: bytes, stay: bool, says: str) -> None:
    """A server that breaks HTTP or never ends makes a sentence and a `failed` record, in time."""
    started = time.monotonic()
    error, records, _ = ask(answer, stay, timeout=0.3)
    assert isinstance(error, ClientError)
    assert says in error.message
    assert [record.type for record in records] == ["http.request", "failed"]
    assert records[1].data["error"] == error.message
    assert time.monotonic() - started < 5


def test_a_bad_path_is_not_sent() -> None:
    """A blank or a line break in the path is a usage error."""
    for path in ("/a b", "/a\r\nX: y", "/\u20ac"):
        with pytest.raises(UsageError):
            asyncio.run(get(ClientRecorder(lambda record: None), "127.0.0.1", 9, path))
