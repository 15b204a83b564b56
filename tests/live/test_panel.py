"""The panel of real commands, with a real WebSocket client as its page."""

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")

from tests.live.cli.terminal import run as run_to_end
from tests.live.panel_page import is_kind, page, running
from wslearn.trace.jsonl import read
from wslearn.trace.playback import play_back

LESSON = ["lesson", "json", "--auto", "--step", "2", "--save", "trace.jsonl"]


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
        assert run.finish()[0] == 0
