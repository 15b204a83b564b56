"""The conversation with one page, over a connection that the test holds."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.unit.panel.test_backlog import prints
from tests.unit.trace.sample import TRACE
from wslearn.errors import ClientError
from wslearn.panel.backlog import Backlog
from wslearn.panel.stream import BATCH, About, Doer, Stream
from wslearn.trace.jsonl import dump_line


class Gone(Exception):
    """The page went away."""


class Wire:
    """A connection whose page reads only when it is let."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self._said: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._more = asyncio.Condition()

    async def send(self, message: str) -> None:
        """Take a message, once the page reads."""
        await self.reads.wait()
        async with self._more:
            self.items += json.loads(message)
            self._more.notify_all()

    async def recv(self) -> str | bytes:
        """What the page says next."""
        said = await self._said.get()
        if said is None:
            raise Gone
        return said

    def say(self, *messages: dict[str, Any] | bytes | None) -> None:
        """Say something; None goes away."""
        for message in messages:
            self._said.put_nowait(json.dumps(message) if isinstance(message, dict) else message)

    async def until(self, wanted: Callable[[list[dict[str, Any]]], bool]) -> None:
        """Wait for items."""
        async with asyncio.timeout(10), self._more:
            await self._more.wait_for(lambda: bool(self.items) and wanted(self.items))

    def kinds(self, kind: str) -> list[dict[str, Any]]:
        """The items of a kind."""
        return [item for item in self.items if item["kind"] == kind]


def talk(
    backlog: Backlog, page: Callable[[Wire], Awaitable[None]], start: int = 0, do: Doer | None = None
) -> list[dict[str, Any]]:
    """Let a page talk until it is done; all that it got."""

    async def both() -> list[dict[str, Any]]:
        wire = Wire()
        stream = Stream(wire, backlog, lambda: About("trace", "t"), do)
        running = asyncio.create_task(stream.run(start))
        await page(wire)
        wire.say(None)
        with pytest.raises(Gone):
            await running
        return wire.items

    return asyncio.run(both())


def filled(count: int) -> Backlog:
    """So many rows."""
    backlog = Backlog()
    backlog.rows([prints(number) for number in range(count)])
    return backlog


def test_everything_then_what_is_new() -> None:
    """First a hello, then all rows, then those that come."""
    backlog = filled(3)

    async def page(wire: Wire) -> None:
        await wire.until(lambda items: len(items) == 4)
        backlog.rows([prints(3)])
        await wire.until(lambda items: items[-1].get("i") == 3)

    items = talk(backlog, page)
    assert (items[0]["kind"], items[0]["first"]) == ("hello", 0)
    assert [item["i"] for item in items[1:]] == [0, 1, 2, 3]


def test_a_page_comes_back() -> None:
    """`from=N` goes on there; an index that is not there yet begins at the end."""

    async def page(wire: Wire) -> None:
        await wire.until(lambda items: items[-1].get("i") == 4)

    items = talk(filled(5), page, start=3)
    assert items[0]["first"] == 3
    assert [item["i"] for item in items[1:]] == [3, 4]

    async def early(wire: Wire) -> None:
        await wire.until(bool)

    assert talk(filled(5), early, start=99)[0]["first"] == 5


def test_a_slow_page_falls_behind_and_catches_up() -> None:
    """A page that stops reading holds up nobody; later it is told how far behind it is, and loses nothing."""
    backlog = filled(1)
    count = 5 * BATCH

    async def page(wire: Wire) -> None:
        await wire.until(lambda items: items[-1].get("i") == 0)
        wire.reads.clear()
        backlog.rows([prints(number) for number in range(1, count)])
        wire.reads.set()
        await wire.until(lambda items: items[-1] == {"kind": "behind", "items": 0})

    items = talk(backlog, page)
    assert [item["i"] for item in items if item["kind"] == "row"] == list(range(count))
    told = [item["items"] for item in items if item["kind"] == "behind"]
    assert told == sorted(told, reverse=True)
    assert told[0] > BATCH


def test_acts_are_done_in_order_beside_all_else() -> None:
    """An act that takes long keeps no detail waiting; what cannot be done is told."""
    done: list[str] = []
    release = asyncio.Event()

    async def do(line: str) -> str:
        if line == "panel: ping":
            await release.wait()
        done.append(line)
        if "drop" in line:
            raise ClientError("It cannot.", "Connect.")
        return "Done."

    async def page(wire: Wire) -> None:
        wire.say({"act": "panel: ping"}, {"act": "panel: drop"}, {"ask": "detail", "row": 0})
        await wire.until(lambda items: items[-1]["kind"] == "detail")
        assert done == []
        release.set()
        await wire.until(lambda items: len([item for item in items if item["kind"] == "told"]) == 2)

    items = talk(filled(1), page, do=do)
    assert done == ["panel: ping", "panel: drop"]
    told = [(item["text"], item["error"]) for item in items if item["kind"] == "told"]
    assert told == [("Done.", False), ("It cannot. Connect.", True)]


def test_nonsense_and_no_server_are_told() -> None:
    """A page that asks for what is not there gets a sentence and stays."""

    async def page(wire: Wire) -> None:
        wire.say({"no": 1}, b"piece", {"load": "end"}, {"act": "panel: ping"})
        await wire.until(lambda items: len([item for item in items if item["kind"] == "told"]) == 4)

    assert all(item["error"] for item in talk(filled(0), page) if item["kind"] == "told")


def test_a_file_is_shown_and_left_again() -> None:
    """A loaded trace takes the place of the live one, on this page only; `live` goes back to all of it."""
    lines = "".join(f"{dump_line(entry)}\n" for entry in (TRACE.header, *TRACE.entries)).encode()

    async def page(wire: Wire) -> None:
        await wire.until(lambda items: items[-1].get("i") == 1)
        wire.say({"load": "begin", "name": "a.jsonl"}, lines[:500], lines[500:], {"load": "end"})
        await wire.until(lambda items: items[-1]["kind"] == "finding")
        wire.say({"load": "live"})
        await wire.until(lambda items: items[-1].get("i") == 1)

    items = talk(filled(2), page)
    hellos = [(item["what"], item["title"]) for item in items if item["kind"] == "hello"]
    assert hellos == [("trace", "t"), ("file", "a.jsonl"), ("trace", "t")]


def test_a_file_that_is_no_trace() -> None:
    """It is told, and what was shown stays."""

    async def page(wire: Wire) -> None:
        wire.say({"load": "begin", "name": "a.jsonl"}, b"no trace", {"load": "end"})
        await wire.until(lambda items: items[-1]["kind"] == "told")

    items = talk(filled(1), page)
    assert "a.jsonl is not a trace" in items[-1]["text"]
    assert [item["kind"] for item in items].count("hello") == 1
