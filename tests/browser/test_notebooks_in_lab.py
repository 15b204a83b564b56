"""The committed notebooks in JupyterLab: nothing is blank, tables are read without scrolling, light and dark."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LAB = """
import asyncio, sys
from pathlib import Path
from wslearn.notebook.lab import run_lab

asyncio.run(run_lab(Path(sys.argv[1]), sys.argv[2], lambda address: print(address, flush=True), browser=False))
"""
# Of Lab itself: all cells are drawn, not only those in sight; and nothing asks for news.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
# What is drawn of an output: how high, how wide beside its place, how small its letters, and whether it says anything.
LOOK = """(outputs) => outputs.map((output) => {
    const tables = [...output.querySelectorAll('.wslearn table')];
    const words = [...output.querySelectorAll('.wslearn td, .wslearn th')];
    return {
        height: output.getBoundingClientRect().height,
        says: output.innerText.trim().length > 0 || output.querySelector('svg') !== null,
        over: Math.max(0, ...tables.map((table) => table.getBoundingClientRect().right
            - output.closest('.jp-Notebook').getBoundingClientRect().right)),
        letters: Math.min(99, ...words.map((word) => parseFloat(getComputedStyle(word).fontSize))),
    };
})"""


@contextmanager
def lab(name: str, home: Path, theme: str) -> Iterator[str]:
    """The address of a JupyterLab of its own with one notebook, and settings of nobody else."""
    work, settings = home / "work", home / "settings"
    work.mkdir()
    shutil.copy(NOTEBOOKS / name, work)
    for extension, content in {**SETTINGS, "apputils-extension/themes": {"theme": theme}}.items():
        file = settings / "@jupyterlab" / f"{extension}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), "utf-8")
    configured = home / "CONFIG" / "jupyter_server_config.json"
    configured.parent.mkdir()
    configured.write_text(json.dumps({"ServerApp": {"allow_root": True}}), "utf-8")  # as in a container
    places = {f"JUPYTER_{kind}_DIR": str(home / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    environment = {
        **os.environ,
        **places,
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "IPYTHONDIR": str(home / "ipython"),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", LAB, str(work), name],
        env={**environment, "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize(
    ("name", "theme"), [("03_json.ipynb", "JupyterLab Light"), ("10_groups.ipynb", "JupyterLab Dark")]
)
def test_a_notebook_is_read_as_it_is_opened(page: "Page", tmp_path: Path, name: str, theme: str) -> None:
    """No output is blank, no table stands out at 1280 px or is too small, and axe-core finds nothing serious."""
    axe.needs(axe.SCRIPT)
    expected = _displayed(NOTEBOOKS / name)
    page.set_viewport_size({"width": 1280, "height": 900})
    with lab(name, tmp_path, theme) as address:
        page.goto(address)
        page.wait_for_function(f"document.querySelectorAll('{OUTPUTS}').length >= {expected}", timeout=60_000)
        seen: list[dict[str, Any]] = page.eval_on_selector_all(OUTPUTS, LOOK)
        if folder := os.environ.get("WSLEARN_SCREENSHOTS"):
            page.locator(".wslearn table").first.scroll_into_view_if_needed()
            page.screenshot(path=f"{folder}/{name}.png")
        assert page.evaluate("document.body.dataset.jpThemeName") == theme
        axe.load(page)
        assert axe.serious(page, ".wslearn") == []
    assert [one for one in seen if not one["says"] or one["height"] < 8] == []
    assert [one for one in seen if one["over"] > 0 or one["letters"] < 12] == []


def _displayed(file: Path) -> int:
    """How many outputs a notebook has."""
    cells = json.loads(file.read_text("utf-8"))["cells"]
    return sum(len(cell.get("outputs", [])) for cell in cells)
