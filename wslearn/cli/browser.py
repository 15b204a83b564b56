"""The options `--browser`, `--host`, `--panel-port` of four commands, and the panel that they open."""

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wslearn.panel.backlog import Backlog
    from wslearn.panel.server import Panel
    from wslearn.panel.stream import About
    from wslearn.session.live import Listener
    from wslearn.trace.record import Entry
    from wslearn.trace.row import Row

BrowserOption = Annotated[bool, typer.Option("--browser", help="Show it live in your browser, too.")]
PanelPortOption = Annotated[
    int, typer.Option("--panel-port", min=0, max=65535, help="For --browser: the panel's port; 0 finds a free one.")
]

NO_OPEN = "WSLEARN_NO_OPEN"
"""Set to anything, no browser is started: the addresses are only printed."""


@dataclass(frozen=True, slots=True)
class Browser:
    """The options as they were typed."""

    wanted: bool = False
    panel_port: int = 0


def page_script(panel: "Panel | None") -> str | None:
    """The address of the script that reports what a page does."""
    return panel.page_script if panel else None


@asynccontextmanager
async def open_panel(
    browser: Browser, about: "About", path: str | None = None, backlog: "Backlog | None" = None
) -> "AsyncIterator[Panel | None]":
    """The panel, as long as it is needed; None where none was asked for.

    Args:
        about: what is shown.
        path: of the project's page, `/hello/`.
        backlog: what is shown from the beginning.

    Raises:
        EnvironmentProblem: its port cannot be had.
    """
    if not browser.wanted:
        yield None
        return
    from wslearn.panel.server import Panel

    async with Panel(about, path, port=browser.panel_port, backlog=backlog) as panel:
        yield panel


class Addresses:
    """A listener that tells the two addresses and opens them, each once.

    Args:
        panel: opened now.
        say: prints a sentence.
    """

    def __init__(self, panel: "Panel", say: Callable[[str], None]) -> None:
        self._panel = panel
        self._say = say
        self._told = False
        say(f"The panel: {panel.address}")
        open_in_browser(panel.address)

    def entry(self, entry: "Entry") -> None:
        """Once the server is ready, its page is told, and opened."""
        if self._panel.page is not None and not self._told:
            self._told = True
            self._say(f"The page: {self._panel.page}")
            open_in_browser(self._panel.page)

    def rows(self, rows: "Sequence[Row]") -> None:
        """They say nothing of addresses."""


def show_addresses(panel: "Panel", face: object, listen: "Callable[[Listener], None]") -> None:
    """Tell the panel's address on a face now, and the page's when there is one; open both."""
    from wslearn.cli.drawn_face import DrawnFace
    from wslearn.session.face import Note

    def say(sentence: str) -> None:
        if isinstance(face, DrawnFace):
            face.show(Note(sentence))
        else:
            # Standard output holds nothing but the trace.
            sys.stderr.write(f"{sentence}\n")
            sys.stderr.flush()

    listen(Addresses(panel, say))


def open_in_browser(address: str) -> None:
    """Open an address, in a thread: some browsers are waited for."""
    import threading
    import webbrowser

    if not os.environ.get(NO_OPEN) and _has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _has_screen() -> bool:
    """Without a screen a browser in text mode would take over this terminal; $BROWSER is what somebody wants."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
