"""Where this machine has a browser that can be driven."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

VARIABLE = "WSLEARN_CHROMIUM"
"""The environment variable that names the program, where it is not found or another one is wanted."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "brave-browser",
)
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
)


def find_program(environment: Mapping[str, str] = os.environ) -> str | None:
    """The path of a browser of the Chromium family that `Browser` can drive, or None.

    On Windows there is none: a program there cannot be given the two pipes that it is driven through by the standard
    library alone. Its pages are opened in the person's own browser, as everywhere where none is found.

    Args:
        environment: PATH, and `WSLEARN_CHROMIUM`, which decides alone when it is set.
    """
    if sys.platform == "win32":
        return None
    path = environment.get("PATH", os.defpath)
    if VARIABLE in environment:
        return shutil.which(environment[VARIABLE], path=path)
    on_path = (shutil.which(name, path=path) for name in _NAMES)
    return next((found for found in (*on_path, *_applications()) if found), None)


def _applications() -> Iterator[str]:
    """Where macOS has its programs, outside PATH; elsewhere there are no such files. Written for it, not run on it."""
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (str(folder / name) for name in _MAC if (folder / name).is_file())
