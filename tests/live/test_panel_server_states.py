"""The panel stays live while the traced server is held, dead or restarting, and says so."""

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="the helper for terminals is in the same module")

from tests.live.cli.terminal import Terminal
from tests.live.panel_page import Page, is_kind, page, panel_of, running
from tests.live.recorded import SAMPLE

TRACE = ["trace", "asgi:application", "--port", "0"]


async def connected(page: Page, path: str) -> None:
    """Wait for the server and connect the page's own client."""
    await page.until(is_kind("server", state="ready"))
    assert (await page.ask(act=f"panel: connect {path}"))["text"] == "panel is connected."


def test_a_held_loop(tmp_path: Path) -> None:
    """While code holds the event loop the panel says so, and answers; when it runs again, it says that too."""
    there = tmp_path / "there"

    async def look() -> None:
        async with page(run) as seen:
            await connected(seen, "/ws/held/")
            await seen.ask(act=f"panel: send {there}")
            blocked = await seen.until(is_kind("server", state="blocked"))
            assert "event loop has run nothing" in blocked["text"]
            row = await seen.until(is_kind("row", row="message"))
            detail = await seen.ask(ask="detail", row=row["i"])
            assert str(there) in detail["records"][0]["python"]
            async with page(run) as late:
                await late.until(is_kind("server", state="blocked"))
            there.touch()
            await seen.until(is_kind("server", state="answers"))

    with running(TRACE, SAMPLE, tmp_path) as run:
        asyncio.run(look())


def test_a_server_that_ends_itself(tmp_path: Path) -> None:
    """After `os._exit` in a consumer the panel shows all up to it, tells the exit status, and stays."""

    async def look() -> None:
        async with page(run) as seen:
            await connected(seen, "/ws/commands/")
            await seen.ask(act="panel: send exit")
            ended = await seen.until(is_kind("server", state="ended"))
            assert ended["text"] == "The server ended by itself with exit status 7."
            await seen.until(lambda item: "last words" in str(item.get("cells")))
            told = await seen.ask(act="panel2: connect /ws/commands/")
            assert told["error"]
            assert told["text"].startswith("No server listens now.")
        async with page(run) as late:
            await late.until(is_kind("server", state="ended"))

    with running(TRACE, SAMPLE, tmp_path) as run:
        asyncio.run(look())
        assert run.process.poll() is None


def test_a_restart(tmp_path: Path) -> None:
    """`server restart` at the prompt: ended, starting, ready with the new page, on the same open stream."""

    async def look(terminal: Terminal) -> None:
        async with page(panel_of(terminal.text)) as seen:
            await seen.until(is_kind("server", state="ready"))
            terminal.type("server restart\r")
            await seen.until(is_kind("server", state="ended"))
            await seen.after(len(seen.items), is_kind("server", state="ready"))
            states = [item["state"] for item in seen.items if item["kind"] == "server"]
            assert states == ["starting", "ready", "ended", "starting", "ready"]

    with Terminal(["lesson", "json", "--step", "1", "--browser", "--no-predict"], tmp_path) as terminal:
        terminal.see("Ctrl-D ends")
        asyncio.run(look(terminal))
        terminal.type("\x04")
        terminal.end()
