"""Recordings in asciinema's own player."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")
pytest.importorskip("playwright", reason="the extra `dev` is not installed")

from playwright.sync_api import expect

from tests.live.cli.terminal import run

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLAYER = Path(__file__).parent / "node_modules" / "asciinema-player" / "dist" / "bundle"
_PLAY = """
(data) => new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement("div"));
    const player = AsciinemaPlayer.create({data}, host, {speed: 100, pauseOnMarkers: true, terminalFontFamily: "mono"});
    const markers = [];
    player.addEventListener("marker", (marker) => { markers.push(marker.label); player.play(); });
    player.addEventListener("ended", () => resolve(markers));
    player.play();
})
"""


@pytest.mark.parametrize("version", ["2", "3"])
def test_a_recording_plays_to_its_end(page: "Page", tmp_path: Path, version: str) -> None:
    """It stops at each step, goes on, and the last screen is the end of the lesson."""
    if not PLAYER.is_dir():
        pytest.skip("the npm packages are not installed: run `npm ci` in tests/browser")
    options = ["--record", "l3.cast", "--cast-version", version]
    code, _, errors = run(["lesson", "3", "--auto", "--step", "2", "--step", "3", *options], tmp_path, FORCE_COLOR="1")
    assert (code, errors) == (0, "")

    page.set_content("<!doctype html><title>cast</title><body></body>")
    page.add_style_tag(path=PLAYER / "asciinema-player.css")
    page.add_script_tag(path=PLAYER / "asciinema-player.min.js")
    markers = page.evaluate(_PLAY, (tmp_path / "l3.cast").read_text("utf-8"))

    assert markers == ["2. Out with dumps, in with loads", "3. The page's side"]
    expect(page.locator("body")).to_contain_text("expectations held")  # its letters come a frame later
