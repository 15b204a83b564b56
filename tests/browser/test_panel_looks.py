"""Accessible in every theme, whole on a phone, safe with any payload, and small."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")
pytest.importorskip("playwright", reason="the extra `dev` is not installed")

from playwright.sync_api import expect
from rich.style import Style

from tests.browser import axe
from tests.browser.panel_view import panel_on
from tests.browser.traces import conversation_trace, hostile_trace, long_trace
from wslearn import paths
from wslearn.render.theme import ROLES, STYLES

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
TYPESCRIPT = HERE / "node_modules" / "typescript" / "bin" / "tsc"


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_axe_finds_nothing_serious(page: "Page", tmp_path: Path, theme: str) -> None:
    """Contrast, names, roles and order hold with each view open, and in the list of keys."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        panel.at("#theme").select_option(theme)
        panel.press("Home", "j", "j")
        axe.load(page)
        for key in ("Enter", "s", "f"):
            panel.press(key)
            panel.at("#pane [role=tabpanel]:visible > *").first.wait_for()
            assert axe.serious(page) == []
        panel.press("?")
        assert axe.serious(page) == []


@pytest.mark.parametrize("theme", ["light", "projector"])
def test_a_phone_shows_all_of_it(page: "Page", tmp_path: Path, theme: str) -> None:
    """At 360 px nothing stands out at the side, lanes stand one below the other, and each line is read to its end."""
    page.set_viewport_size({"width": 360, "height": 740})
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        panel.at("#theme").select_option(theme)
        panel.settle()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
        assert page.evaluate("() => document.getElementById('table').scrollWidth") <= 360
        rows = panel.everything()
        page.set_viewport_size({"width": 1280, "height": 740})
        panel.settle()
        panel.settle()
        assert rows == panel.everything()


@pytest.mark.parametrize("width", [360, 800, 1280, 1920])
def test_no_row_is_lower_than_its_text(page: "Page", tmp_path: Path, width: int) -> None:
    """A row's place is reckoned, not measured: what it holds fits into it."""
    page.set_viewport_size({"width": width, "height": 900})
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        panel.press("Home")
        cut = page.evaluate(
            """() => [...document.querySelectorAll('#rows > .item')]
                .filter(item => item.scrollHeight > item.clientHeight + 1).map(item => item.textContent)"""
        )
        assert cut == []


def test_hostile_payloads_are_shown_and_never_run(page: "Page", tmp_path: Path) -> None:
    """Script tags, terminal escapes, overrides, lone surrogates and 10 MB in every lane: texts, and nothing else."""
    with panel_on(page, hostile_trace(tmp_path)) as panel:
        panel.open()
        items = panel.everything()
        text = "\n".join(line for item in items for line in item.lines)
        assert "<script>document.title='RUN'</script>" in text
        assert "10,000,003 characters" in text
        assert re.search(r"\\x1b\[2J.*\\u202e.*\\ud800", text)
        assert not re.search("[\x1b\u202e]", text)
        for key in ("Home", *["j", "Enter"] * len(items), "s", "f"):
            panel.press(key)
            if key == "Enter":
                panel.at("#view-detail > *").first.wait_for()
        assert panel.at("#main script, #main img, #main b").count() == 0
        assert "RUN" not in page.title()


def test_nothing_is_asked_of_another_server(page: "Page", tmp_path: Path) -> None:
    """Every request goes to the panel's own address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        origin = panel.address.partition("/#")[0]
        assert [url for url in asked if not url.startswith((origin, "data:"))] == []
        assert len(asked) > 10


def test_a_hundred_thousand_rows(page: "Page", tmp_path: Path) -> None:
    """They take less than 100 MB, a few of them are elements, and any of them is there at once."""
    count = 100_000
    with panel_on(page, long_trace(tmp_path, count)) as panel:
        panel.open()
        expect(panel.at("#count")).to_have_text(f"{count:,} lines", timeout=120_000)
        panel.settle()
        assert f"message {count - 1}'" in panel.at("#rows > .item").last.inner_text()
        panel.scroll(panel.top() // 2)
        assert panel.at("#rows > .item").count() < 100
        assert re.search(r"message [45]\d{4}'", panel.at("#rows > .item").first.inner_text())
        heap = page.context.new_cdp_session(page).send("Runtime.getHeapUsage")
        assert heap["usedSize"] + heap["backingStorageSize"] < 100_000_000


@pytest.mark.parametrize(("theme", "selector"), [("light", ":root"), ("dark", ":root[data-theme=dark]")])
def test_lanes_have_the_colours_of_the_terminal(theme: str, selector: str) -> None:
    """The panel's lanes, good, bad and warn are those of `render/theme.py`; every role of it has a class here."""
    style = (paths.panel_assets() / "panel.css").read_text("utf-8")
    block = style.partition(f"\n{selector} {{")[2].partition("}")[0]
    for role in (*(role for role in ROLES if role.startswith("lane.")), "good", "bad", "warn"):
        colour = Style.parse(STYLES[theme][role]).color
        assert colour is not None
        assert f"--{role.removeprefix('lane.')}: {colour.get_truecolor().hex};" in block
    drawn = [role for role in ROLES if not role.startswith(("lane.", "code.", "rule", "added", "removed"))]
    assert [role for role in drawn if f"r-{role.replace('.', '-')}" not in style.replace(".number", "r-number")] == []


def test_assets_are_small_and_write_no_markup() -> None:
    """At most 150 KB in all, no file over 400 lines, and no way for a payload to become markup."""
    files = list(paths.panel_assets().iterdir())
    assert sum(file.stat().st_size for file in files) <= 150_000
    scripts = {file.name: file.read_text("utf-8") for file in files if file.suffix == ".js"}
    assert [name for name, text in scripts.items() if len(text.splitlines()) > 400] == []
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc")
    assert [name for name, text in scripts.items() if forbidden.search(text)] == []


@pytest.mark.parametrize("config", ["tsconfig.json", "tsconfig.page.json"])
def test_types_hold(config: str) -> None:
    """`tsc --checkJs` has nothing to say about the panel's JavaScript, nor about the script that records pages."""
    axe.needs(TYPESCRIPT)
    node = shutil.which("node")
    assert node is not None
    run = subprocess.run([node, str(TYPESCRIPT), "-p", str(HERE / config)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
