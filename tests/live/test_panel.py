"""The panel of real commands, with a real WebSocket client as its page."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")

from tests.live.cli.terminal import Terminal
from tests.live.cli.terminal import run as run_to_end
from tests.live.panel_page import Address, is_kind, page, panel_of, running
from tests.live.recorded import SAMPLE, recorded
from tests.unit.trace.sample import HEADER
from wslearn.trace.jsonl import Writer, read
from wslearn.trace.playback import play_back

LESSON = ["lesson", "json", "--auto", "--step", "2", "--save", "trace.jsonl"]
# More than all buffers between the panel and a page that does not read.
ECHOES = 1500
PADDING = "x" * 300


def test_a_replay_is_served(tmp_path: Path) -> None:
    """`replay FILE --browser` serves every row, step and finding of the file, and lives until it is ended."""
    code, _, _ = run_to_end(LESSON, tmp_path)
    assert code == 0
    expected = len(list(play_back(read(tmp_path / "trace.jsonl"))))

    async def look() -> None:
        async with page(run) as seen:
            await seen.until(lambda item: item.get("i") == expected - 1)
            assert seen.items[0]["what"] == "replay"
            assert [item["i"] for item in seen.items[1:]] == list(range(expected))

    with running(["replay", "trace.jsonl"], tmp_path) as run:
        assert "GET /ws/" not in run.said  # a long file is drawn while the panel is there
        asyncio.run(look())
        assert run.process.poll() is None


def test_a_lesson_is_shown_while_it_plays(tmp_path: Path) -> None:
    """A page that is open from the beginning gets all of the lesson, the server's end too, and the run ends as ever."""

    async def look() -> None:
        async with page(run) as seen:
            await seen.until(is_kind("server", state="ended"))
            kinds = {item["kind"] for item in seen.items}
            assert {"hello", "step", "row", "finding", "server"} <= kinds
            assert all(item["passed"] for item in seen.items if item["kind"] == "finding")

    with running(LESSON, tmp_path) as run:
        asyncio.run(look())
        assert run.process.wait(60) == 0


def test_a_page_that_does_not_read_holds_up_nobody(tmp_path: Path) -> None:
    """Beside a stalled page a flood of echoes goes through and reaches another page; then it catches up on all."""

    async def look() -> None:
        async with page(run) as stalled, page(run) as reading:
            ready = await reading.until(is_kind("server", state="ready"))
            url = ready["page"].replace("http", "ws") + "ws/async-json/"
            async with connect(url) as client:
                for number in range(ECHOES):
                    await client.send(json.dumps({"number": number, "padding": PADDING}))
                    await client.recv()
            last = await reading.until(is_kind("row", row="disconnect"))
            await stalled.until(is_kind("row", i=last["i"]))
            assert any(item["kind"] == "behind" for item in stalled.items)
            rows = [item["i"] for item in stalled.items if "i" in item]
            assert rows == list(range(len(rows)))

    with running(["trace", "asgi:application", "--port", "0"], SAMPLE, tmp_path) as run:
        asyncio.run(look())


def test_a_page_goes_on_where_it_stood(tmp_path: Path) -> None:
    """After a reconnect with from=N nothing comes twice and nothing is left out."""
    assert run_to_end(LESSON, tmp_path)[0] == 0

    async def look() -> None:
        async with page(run) as first:
            await first.until(lambda item: item.get("i") == 5)
        async with page(run, start=6) as again:
            await again.until(lambda item: item.get("i") == 12)
            assert next(item["i"] for item in again.items if "i" in item) == 6

    with running(["replay", "trace.jsonl"], tmp_path) as run:
        asyncio.run(look())


def test_two_clients_of_the_page_share_a_group(tmp_path: Path) -> None:
    """Two clients connect from the panel; what one says reaches both, and the tree of its group_send shows it."""

    async def look() -> None:
        async with page(run) as seen:
            await seen.until(is_kind("server", state="ready"))
            for line in ("panel: connect /ws/chat/", "panel2: connect /ws/chat/", "panel: send hello"):
                assert not (await seen.ask(act=line))["error"]
            await seen.until(lambda item: item.get("client") == "panel2" and "websocket.send" in item["types"])
            await seen.until(lambda item: item.get("client") == "panel" and "websocket.send" in item["types"])
            fan = await seen.until(lambda item: "fans" in item)
            tree = (await seen.ask(ask="tree", id=fan["fans"]))["tree"]
            assert len(tree["children"]) == 2
            assert str(tree).count("TEXT hello") == 2

    with running(["trace", "asgi:application", "--port", "0"], SAMPLE, tmp_path) as run:
        asyncio.run(look())


def test_connect_has_a_panel_too(tmp_path: Path) -> None:
    """`connect URL --browser` shows the frames of the connection, and its pages may connect to the same server."""

    async def look(run: Address) -> None:
        async with page(run) as seen:
            await seen.until(lambda item: item.get("client") == "client" and "handshake.response" in item["types"])
            assert (await seen.ask(act="panel: connect /ws/json/"))["text"] == "panel is connected."
            assert (await seen.ask(act="panel: send-json {}"))["text"] == "Sent."
            await seen.until(lambda item: item.get("client") == "panel" and item["row"] == "message")

    with recorded() as (_, ready, _):
        url = f"ws://{ready.host}:{ready.port}/ws/json/"
        with Terminal(["connect", url, "--browser"], tmp_path) as terminal:
            terminal.see("101", "Switching")
            asyncio.run(look(panel_of(terminal.text)))


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipe in a folder there")
def test_the_browser_of_the_environment_is_opened(tmp_path: Path) -> None:
    """$BROWSER gets the panel's address, token and all; the other tests show that WSLEARN_NO_OPEN keeps it shut."""
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    script = tmp_path / "browser.py"
    script.write_text(f"import sys; open({str(opened)!r}, 'w').write(sys.argv[1])")
    with Writer.create(tmp_path / "t.jsonl") as writer:
        writer.write(HEADER)
    browser = f"{sys.executable} {script} %s"
    with running(["replay", "t.jsonl"], tmp_path, BROWSER=browser, WSLEARN_NO_OPEN="") as run:
        assert opened.read_text() == f"{run.panel.origin}/#{run.panel.token}"
