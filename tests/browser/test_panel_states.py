"""What the panel's page says of a server that is held, dead or restarting, and of itself when it falls behind."""

import asyncio
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")
pytest.importorskip("playwright", reason="the extra `dev` is not installed")

from playwright.sync_api import expect
from websockets.asyncio.client import connect

from tests.browser.panel_view import Panel
from tests.live.cli.terminal import Terminal
from tests.live.panel_page import panel_of, running
from tests.live.recorded import SAMPLE, recorded

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

TRACE = ["trace", "asgi:application", "--port", "0"]
# More than Chromium and all buffers before it take for a page that does nothing.
ECHOES = 800
PADDING = "x" * 1000
_NOTES_WHAT_IS_BEHIND = """() => {
    window.behind = [];
    const line = document.getElementById('behind');
    new MutationObserver(() => window.behind.push(line.textContent)).observe(line, {childList: true});
}"""


def _connect(panel: Panel, path: str) -> None:
    """Connect the panel's own client."""
    panel.open("ready")
    panel.press("w")
    panel.at("#send-path").fill(path)
    panel.at("#send-connect button").click()
    expect(panel.at("#told")).to_have_text("panel is connected.")


def _send(panel: Panel, text: str) -> None:
    panel.at("#send-payload").fill(text)
    panel.at("#send-message button").click()


def test_a_held_loop_is_told(page: "Page", tmp_path: Path) -> None:
    """While code holds the event loop the head says so, and rows open as ever; then it says that it runs again."""
    there = tmp_path / "there"
    with running(TRACE, SAMPLE, tmp_path) as run:
        panel = Panel(page, run.panel)
        _connect(panel, "/ws/held/")
        _send(panel, str(there))
        expect(panel.at("#server[data-state=blocked]")).to_contain_text("event loop has run nothing", timeout=30_000)
        panel.at("#rows .row").filter(has_text="websocket.receive").first.click()
        panel.at("#tab-detail").click()
        expect(panel.at("#view-detail section[data-lane=asgi]")).to_contain_text("websocket.receive")
        there.touch()
        expect(panel.at("#server[data-state=answers]")).to_contain_text("runs again", timeout=30_000)
        assert panel.errors == []


def test_a_server_that_ended_is_told(page: "Page", tmp_path: Path) -> None:
    """After `os._exit` the head tells the exit status, the last words are a row, and a client is refused in words."""
    with running(TRACE, SAMPLE, tmp_path) as run:
        panel = Panel(page, run.panel)
        _connect(panel, "/ws/commands/")
        _send(panel, "exit")
        ended = "The server ended by itself with exit status 7."
        expect(panel.at("#server[data-state=ended]")).to_contain_text(ended, timeout=30_000)
        expect(panel.at("#rows .row").filter(has_text="last words")).to_have_count(1)
        panel.at("#send-connect button").click()
        expect(panel.at("#told.error")).to_contain_text("No server listens now.")
        assert panel.errors == []


def test_a_restart_is_told(page: "Page", tmp_path: Path) -> None:
    """`server restart` at the prompt: the head and the rows say ended, starting and ready, without a reload."""
    with Terminal(["lesson", "json", "--step", "1", "--browser", "--no-predict"], tmp_path) as terminal:
        terminal.see("Ctrl-D ends")
        panel = Panel(page, panel_of(terminal.text)).open()
        expect(panel.at("#server[data-state=ready]")).to_be_visible()
        page.evaluate("() => { window.same = true; }")
        terminal.type("server restart\r")
        told = panel.at("#rows .server")
        expect(told.filter(has_text="wslearn has stopped the server.")).to_have_count(1, timeout=30_000)
        expect(told.last).to_contain_text("Daphne is ready", timeout=30_000)
        expect(panel.at("#server[data-state=ready]")).to_be_visible()
        assert page.evaluate("() => window.same")
        terminal.type("\x04")
        terminal.end()
    assert [error for error in panel.errors if "WebSocket" not in error] == []


def test_a_server_of_somebody_else_is_told(page: "Page", tmp_path: Path) -> None:
    """`connect` shows one side only, and says so: nothing is waited for."""
    with recorded() as (_, ready, _):
        url = f"ws://{ready.host}:{ready.port}/ws/json/"
        with Terminal(["connect", url, "--browser"], tmp_path) as terminal:
            terminal.see("101", "Switching")
            panel = Panel(page, panel_of(terminal.text)).open("101 Switching Protocols")
            expect(panel.at("#server[data-state=elsewhere]")).to_contain_text("wslearn did not start this server")


def test_a_page_that_stalls_falls_behind_and_catches_up(page: "Page", tmp_path: Path) -> None:
    """While the page stands still the server answers on; then the head counts down how far it is behind."""
    dialogs: list[Dialog] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog))
    with running(TRACE, SAMPLE, tmp_path) as run:
        panel = Panel(page, run.panel).open("ready")
        page.evaluate(_NOTES_WHAT_IS_BEHIND)
        url = panel.at("#server-text").inner_text().partition("http://")[2].strip("/")
        with page.expect_event("dialog"):
            page.evaluate("() => { setTimeout(() => alert('nothing runs here'), 0); }")
        _in_thread(_flood(f"ws://{url}/ws/async-json/"))
        dialogs[0].accept()
        expect(panel.at("#rows .row").filter(has_text="websocket.disconnect")).to_have_count(1, timeout=60_000)
        behind = [text for text in page.evaluate("() => window.behind") if text]
        assert behind
        assert all(text.startswith("behind by ") for text in behind)
        expect(panel.at("#behind")).to_be_hidden()
        numbers = [int(text.removeprefix("behind by ").replace(",", "")) for text in behind]
        assert numbers[-1] < max(numbers) > ECHOES / 4
        assert panel.errors == []


async def _flood(url: str) -> None:
    async with connect(url) as client:
        for number in range(ECHOES):
            await client.send(json.dumps({"number": number, "padding": PADDING}))
            await client.recv()


def _in_thread(work: "asyncio._CoroutineLike[None]") -> None:
    """Playwright has this thread's event loop."""
    thread = threading.Thread(target=asyncio.run, args=(work,))
    thread.start()
    thread.join()
