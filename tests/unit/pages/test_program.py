"""Finding a browser."""

import sys
from pathlib import Path

import pytest

from wslearn.pages.program import find_program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="none is looked for on Windows")


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_chromium_before_chrome(tmp_path: Path) -> None:
    """Of two browsers on PATH the one of our list's beginning is taken."""
    program(tmp_path, "google-chrome")
    chromium = program(tmp_path, "chromium")
    assert find_program({"PATH": str(tmp_path)}) == chromium


def test_named(tmp_path: Path) -> None:
    """WSLEARN_CHROMIUM decides alone, by name or by path."""
    program(tmp_path, "chromium")
    mine = program(tmp_path, "my-browser")
    assert find_program({"PATH": str(tmp_path), "WSLEARN_CHROMIUM": "my-browser"}) == mine
    assert find_program({"PATH": str(tmp_path), "WSLEARN_CHROMIUM": mine}) == mine


def test_named_and_not_there(tmp_path: Path) -> None:
    """A name that is not there finds nothing, not another browser."""
    program(tmp_path, "chromium")
    assert find_program({"PATH": str(tmp_path), "WSLEARN_CHROMIUM": "gone"}) is None
