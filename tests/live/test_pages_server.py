"""Who may report what a page does: hostile pages and programs at the door, and nothing for them inside."""

import asyncio
import http.client
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from wslearn import paths
from wslearn.pages.server import Pages
from wslearn.trace.record import Record

ORIGIN = "http://127.0.0.1:8000"
OPEN = {"i": 1, "e": "page.open", "t": 1, "s": 1, "c": None, "d": {"state": 1}}


@asynccontextmanager
async def pages() -> AsyncIterator[tuple[Pages, "asyncio.Queue[Record]"]]:
    """A running one, which takes reports of `ORIGIN`, and its records."""
    records: asyncio.Queue[Record] = asyncio.Queue()
    server = Pages()
    await server.start(records.put_nowait)
    server.allow(ORIGIN)
    try:
        yield server, records
    finally:
        await server.stop()


def stream(server: Pages) -> str:
    """Where the script reports to."""
    return server.script_url.replace("http", "ws").replace("page.js", "page")


def link(server: Pages, origin: str | None = ORIGIN, **options: Any) -> connect:
    """What the script opens."""
    return connect(stream(server), additional_headers={"Origin": origin} if origin else {}, **options)


def message(*reports: Any) -> str:
    """Reports as the script sends them."""
    return json.dumps({"now": 1, "lost": 0, "reports": reports})


def fetch(address: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a GET."""
    authority, _, path = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(authority, timeout=10)
    connection.request("GET", "/" + path, headers={"Host": host or authority})
    answer = connection.getresponse()
    found = (answer.status, dict(answer.getheaders()), answer.read())
    connection.close()
    return found


def test_the_script_is_given_for_the_key_alone() -> None:
    """Its own bytes, never kept by the browser; nothing without the key, by another name, or at another path."""

    async def scenario() -> None:
        async with pages() as (server, _):
            url = server.script_url
            status, headers, body = await asyncio.to_thread(fetch, url)
            assert (status, body) == (200, paths.page_script().read_bytes())
            assert headers["Cache-Control"] == "no-store"
            assert headers["Content-Type"].startswith("text/javascript")
            for refused in (url + "x", url.partition("?")[0], url.replace("page.js?key=", "page.js?key=%00")):
                assert (await asyncio.to_thread(fetch, refused))[0] == 403
            # DNS rebinding: the name of another site that points to this machine.
            assert (await asyncio.to_thread(fetch, url, "evil.example:80"))[0] == 403
            assert (await asyncio.to_thread(fetch, url.replace("page.js", "stream")))[0] == 404

    asyncio.run(scenario())


def test_reports_become_records() -> None:
    """Of the traced server's pages, whichever of its two names the person typed."""

    async def scenario() -> None:
        async with pages() as (server, records):
            for origin in (ORIGIN, "http://localhost:8000"):
                async with link(server, origin) as page:
                    await page.send(message(OPEN))
                    record = await asyncio.wait_for(records.get(), 10)
                    assert (record.lane, record.type, record.data["state"]) == ("client", "page.open", 1)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("origin", "change"),
    [
        ("http://evil.example", str),
        ("http://127.0.0.1:8001", str),
        ("null", str),
        (None, str),
        (ORIGIN, lambda address: address[:-1]),
        (ORIGIN, lambda address: address.partition("?")[0]),
    ],
)
def test_nobody_else_may_report(origin: str | None, change: Callable[[str], str]) -> None:
    """A page of another origin, a program without one, a wrong key: 403 before anything is read."""

    async def scenario() -> None:
        async with pages() as (server, _):
            headers = {"Origin": origin} if origin else {}
            with pytest.raises(InvalidStatus) as refused:
                await connect(change(stream(server)), additional_headers=headers)
            assert refused.value.response.status_code == 403

    asyncio.run(scenario())


async def _ended(page: ClientConnection) -> int:
    """The close code after which nothing more comes; nothing ever comes before it."""
    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(page.recv(), 10)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


@pytest.mark.parametrize(
    ("hostile", "code"),
    [
        ("no JSON", 1008),
        (b"\xff\x00", 1008),
        (message({**OPEN, "d": {"client": "teacher"}}), 1008),
        ("[" * 400_000, 1008),
        ("x" * 10_000_000, 1009),
    ],
    ids=["no JSON", "bytes", "another's name", "deep", "10 MB"],
)
def test_a_hostile_report_ends_the_connection(hostile: str | bytes, code: int) -> None:
    """What our script would not send is refused; other pages go on reporting."""

    async def scenario() -> None:
        async with pages() as (server, records), link(server) as good:
            bad = await link(server)

            async def send() -> None:
                await bad.send(hostile)

            sending = asyncio.ensure_future(send())
            assert await _ended(bad) == code
            await asyncio.gather(sending, return_exceptions=True)
            await good.send(message(OPEN))
            assert (await asyncio.wait_for(records.get(), 10)).type == "page.open"
            assert records.empty()

    asyncio.run(scenario())


def test_pages_without_end_are_refused() -> None:
    """Only so many at a time; each one that goes makes room."""

    async def scenario() -> None:
        async with pages() as (server, records):
            links = await asyncio.gather(*(_opened(link(server)) for _ in range(50)))
            assert await _ended(await link(server)) == 1008
            await links[0].close()
            async with link(server) as page:
                await page.send(message(OPEN))
                await asyncio.wait_for(records.get(), 10)
            await asyncio.gather(*(page.close() for page in links))

    asyncio.run(scenario())


def _opened(opening: connect) -> Coroutine[Any, Any, ClientConnection]:
    async def opened() -> ClientConnection:
        return await opening

    return opened()
