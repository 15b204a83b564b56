"""The panel's door and what comes through it: attacks that are tried for real."""

import asyncio
import http.client
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")

from tests.live.cli.terminal import run as run_to_end
from tests.live.panel_page import Running, is_kind, page, running
from tests.live.recorded import SAMPLE
from tests.unit.trace.sample import HEADER, TRACE
from wslearn.trace.jsonl import Writer
from wslearn.trace.record import Lane, Record

SECRET = "wJalrXUtnFEMI"
HOSTILE = "<script>alert(1)</script>\u202e\u200b\x1b]0;title\x07\ud800\x00&amp;'\""
FORBIDDEN = set("\u202e\u200b\x1b\x07\ud800\x00")


def saved(folder: Path, *entries: Any) -> Path:
    """A trace in a file."""
    with Writer.create(folder / "t.jsonl") as writer:
        for entry in (HEADER, *entries):
            writer.write(entry)
    return folder / "t.jsonl"


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A panel on a small saved trace."""
    folder = tmp_path_factory.mktemp("replay")
    with running(["replay", str(saved(folder, *TRACE.entries))], folder) as run:
        yield run


def get(run: Running, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """A plain GET of the panel: status, headers, body."""
    return fetch(urlsplit(run.panel.origin).netloc, path, **headers)


def fetch(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """A plain GET: status, headers, body."""
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = b"" if answer.status == 101 else answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def opened(run: Running, origin: str | None, token: str | None = None, **headers: str) -> tuple[int, str]:
    """The status of a handshake for the stream, and the sentence where it is refused."""
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    named = {} if origin is None else {"Origin": origin}
    token = run.panel.token if token is None else token
    status, _, body = get(run, f"/stream?token={token}", **upgrade, **named, **headers)
    return status, body.decode()


def test_a_stream_needs_the_token(replay: Running) -> None:
    """Another program of this machine finds the port, and not the token."""
    for token in ("", "x", replay.panel.token[:-1], replay.panel.token + "x"):
        status, why = opened(replay, replay.panel.origin, token)
        assert (status, "token" in why) == (403, True)
    assert opened(replay, replay.panel.origin) == (101, "")


def test_a_page_of_another_site_gets_no_stream(replay: Running) -> None:
    """Its Origin gives it away, though it knew the token; no Origin at all is no browser."""
    for origin in ("http://evil.example", "http://127.0.0.1:1", "null", None):
        status, why = opened(replay, origin)
        assert (status, why.startswith("A page of ")) == (403, True)


def test_a_rebound_name_gets_nothing(replay: Running) -> None:
    """A name that points to this machine gets neither the stream, though Host and Origin agree, nor the page."""
    port = urlsplit(replay.panel.origin).port
    host = f"rebound.example:{port}"
    assert opened(replay, f"http://{host}", Host=host)[0] == 403
    for path in ("/", f"/trace.jsonl?token={replay.panel.token}"):
        status, _, body = get(replay, path, Host=host)
        assert (status, b"does not answer to the name" in body) == (403, True)


def test_the_page_is_closed_to_the_world(replay: Running) -> None:
    """The page itself is public, and its headers let nothing in and nothing out."""
    status, headers, _ = get(replay, "/")
    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


def test_only_known_files(replay: Running) -> None:
    """No path leads out of the panel's folder."""
    for path in ("/../server.py", "/%2e%2e/server.py", "/server.py", "//etc/passwd", "/index.html/", "/\\", "/page.js"):
        assert get(replay, path)[0] == 404
    assert get(replay, "/index.html")[0] == 200


def test_downloads_need_the_token(replay: Running) -> None:
    """The trace as a file, and as a page; nothing without the token."""
    for path in ("/trace.jsonl", "/trace.html"):
        assert get(replay, path)[0] == 403
        assert get(replay, f"{path}?token=x")[0] == 403
        status, headers, body = get(replay, f"{path}?token={replay.panel.token}")
        assert (status, headers["Content-Disposition"].startswith("attachment")) == (200, True)
        assert b"EchoConsumer" in body
    assert "script" not in get(replay, f"/trace.html?token={replay.panel.token}")[2].decode().split("</style>")[1]


def hostile_records() -> Iterator[Record]:
    """A hostile text in every lane, and 10 MB of it in one."""
    payloads: list[tuple[Lane, str, dict[str, Any]]] = [
        ("client", "frame", {"client": HOSTILE, "opcode": "text", "text": HOSTILE, "length": 9}),
        ("wire", "frame", {"opcode": "text", "text": HOSTILE * 200_000, "length": 9, "mask": HOSTILE}),
        ("wire", "frame", {"opcode": "binary", "bytes": HOSTILE.encode("utf-8", "surrogatepass"), "length": 9}),
        ("asgi", "websocket.receive", {"type": "websocket.receive", "text": HOSTILE, HOSTILE: {HOSTILE: 1}}),
        ("asgi", HOSTILE, {"type": HOSTILE}),
        ("consumer", "print", {"stream": "stdout", "text": HOSTILE}),
        ("consumer", "exception", {"class": HOSTILE, "message": HOSTILE, "traceback": HOSTILE}),
        ("json", "loads", {"text": HOSTILE, "value": {HOSTILE: [HOSTILE]}}),
        ("json", "loads", {"text": json.dumps(HOSTILE), "value": HOSTILE}),
        ("layer", "group_send", {"group": HOSTILE, "message": {HOSTILE: HOSTILE}}),
    ]
    for seq, (lane, type_, data) in enumerate(payloads, start=1):
        yield Record("server-1", seq, seq * 100_000_000, lane, "receive", type_, data, "c1")


def texts(value: Any) -> Iterator[str]:
    """All strings in a value, keys too."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from (key, *texts(inside))
    elif isinstance(value, list):
        for inside in value:
            yield from texts(inside)
    elif isinstance(value, str):
        yield value


def test_hostile_payloads_arrive_as_text(tmp_path: Path) -> None:
    """In rows, details and trees of every lane there is no character that acts, and nothing is long."""

    async def look() -> None:
        async with page(run) as seen:
            await seen.until(lambda item: "group_send" in item.get("types", ()))
            rows = [item for item in seen.items if item["kind"] == "row"]
            assert {lane for row in rows for lane, _ in row["cells"]} == {
                *("client", "wire", "asgi", "consumer", "json", "layer")
            }
            answers = [await seen.ask(ask="detail", row=row["i"]) for row in rows]
            tree = await seen.ask(ask="tree", id=next(row["fans"] for row in rows if "fans" in row))
            for item in (*seen.items, *answers, tree):
                found = "".join(texts(item))
                assert not FORBIDDEN & set(found.replace("\n", ""))
                assert len(found) < 300_000

    with running(["replay", str(saved(tmp_path, *hostile_records()))], tmp_path) as run:
        asyncio.run(look())


@pytest.mark.parametrize("shown", [False, True])
def test_secrets_are_masked_as_in_the_terminal(tmp_path: Path, shown: bool) -> None:
    """A cookie stands nowhere: not in a row, a detail or a saved file; with --show-secrets everywhere."""

    async def look() -> list[str]:
        async with page(run) as seen:
            await seen.until(is_kind("server", state="ready"))
            await seen.ask(act=f"panel: connect /ws/json/?token={SECRET} --header Cookie:sessionid={SECRET}")
            row = await seen.until(is_kind("row", row="handshake"))
            detail = await seen.ask(ask="detail", row=row["i"])
            await seen.until(is_kind("row", row="accept"))
            saved = get(run, f"/trace.jsonl?token={run.panel.token}")[2].decode()
            exported = get(run, f"/trace.html?token={run.panel.token}")[2].decode()
            return [json.dumps(row), json.dumps(detail), saved, exported]

    arguments = ["trace", "asgi:application", "--port", "0", *(["--show-secrets"] if shown else [])]
    with running(arguments, SAMPLE, tmp_path) as run:
        for text in asyncio.run(look()):
            assert (SECRET in text) is shown


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8 without setting it up")
def test_another_host_is_let_in_by_wslearn(tmp_path: Path) -> None:
    """With --host the page answers, and is recorded, under an address that the settings do not name, and it is said."""
    assert run_to_end(["scaffold", "own", "--lesson", "3"], tmp_path)[0] == 0
    arguments = ["trace", "--port", "0", "--host", "127.0.0.7", "--plain"]

    async def look() -> None:
        async with page(run) as seen:
            ready = await seen.until(is_kind("server", state="ready"))
            assert urlsplit(ready["page"]).hostname == urlsplit(run.panel.origin).hostname == "127.0.0.7"
            asked = {"Sec-Fetch-Dest": "document"}
            status, _, body = await asyncio.to_thread(fetch, urlsplit(ready["page"]).netloc, "/json/", **asked)
            assert (status, b'src="http://127.0.0.7:' in body) == (200, True)

    with running(arguments, tmp_path / "own", tmp_path) as run:
        asyncio.run(look())
        assert "whoever reaches this machine there can use the project" in " ".join(run.said.split())
