"""The options `--browser`, `--host`, `--panel-port` of four commands, and the panel that they open."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wslearn.pages.server import Pages
    from wslearn.panel.backlog import Backlog
    from wslearn.panel.server import Panel
    from wslearn.panel.stream import About
    from wslearn.server.process import Server
    from wslearn.session.guests import Guests
    from wslearn.session.live import Live
    from wslearn.trace.record import Entry, Record
    from wslearn.trace.row import Row

BrowserOption = Annotated[bool, typer.Option("--browser", help="Show it live in your browser, too.")]
PanelPortOption = Annotated[
    int, typer.Option("--panel-port", min=0, max=65535, help="For --browser: the panel's port; 0 finds a free one.")
]
HostOption = Annotated[
    str | None, typer.Option("--host", help="For --browser: listen at this address of yours, for others too.")
]

NO_OPEN = "WSLEARN_NO_OPEN"
"""Set to anything, no browser is started: the addresses are only printed."""


@dataclass(frozen=True, slots=True)
class Browser:
    """The options as they were typed."""

    wanted: bool = False
    panel_port: int = 0
    host: str | None = None


def browser_options(wanted: bool, panel_port: int, host: str | None) -> Browser:
    """The options, checked.

    Raises:
        UsageError: the host is no address of one machine, or there is no browser to listen for.
    """
    import ipaddress

    from wslearn.errors import UsageError

    if host is not None:
        if not wanted:
            raise UsageError("--host is for --browser.", "Give both: --browser --host 192.168.0.7")
        try:
            single = not ipaddress.IPv4Address(host).is_unspecified
        except ValueError:
            single = False
        if not single:
            raise UsageError(f"{host!r} is no address to listen at.", "Name one of this machine's: --host 192.168.0.7")
    return Browser(wanted, panel_port, host)


def host_notice(host: str) -> str:
    """What `--host` means, in two sentences."""
    return (
        f"Listening at {host}: whoever reaches this machine there can use the project, not on this machine only. "
        "wslearn lets that host in; your settings stay as they are."
    )


@asynccontextmanager
async def open_window(
    browser: Browser, about: "About", path: str | None = None, backlog: "Backlog | None" = None
) -> "AsyncIterator[Window]":
    """The panel, as long as it is needed.

    Args:
        about: what is shown.
        path: of the project's page, `/hello/`.
        backlog: what is shown from the beginning.

    Raises:
        EnvironmentProblem: its port cannot be had.
    """
    from wslearn.panel.server import LOOPBACK, Panel

    async with Panel(about, path, browser.host or LOOPBACK, browser.panel_port, backlog) as panel:
        window = Window(panel, browser.host)
        try:
            yield window
        finally:
            await window.close()


class Window:
    """A panel, and what a command does for it; a listener that tells and opens the project's page.

    Attributes:
        panel: a listener for the live trace.
        say: prints a sentence, once there is a face.
    """

    def __init__(self, panel: "Panel", host: str | None = None) -> None:
        self.panel = panel
        self._host = host
        self.say: Callable[[str], None] = lambda sentence: None
        self._live: Live | None = None
        self._pages: Pages | None = None
        self._pulses: set[asyncio.Task[None]] = set()
        self._guests: Guests | None = None
        self._told = False

    def attach(self, live: "Live", url: str | None = None) -> None:
        """Keep the live trace for the panel, and let its pages connect as clients of their own.

        Args:
            live: before anything was told.
            url: `ws://host:port` of the server; None for the one that is traced.
        """
        from wslearn.session.guests import Guests

        self._live = live
        live.listen(self.panel)
        live.listen(self)
        self._guests = Guests(live, lambda: url or self.panel.socket_address())
        self.panel.do = self._guests.do

    async def record_pages(self) -> None:
        """Let the pages of every server that starts from now on tell the live trace what their JavaScript does.

        Raises:
            EnvironmentProblem: there is no port for it.
        """
        from wslearn.pages.server import Pages

        self._pages = Pages(self._host) if self._host else Pages()
        await self._pages.start(self._take)

    def _take(self, record: "Record") -> None:
        if self._live is not None:
            self._live.take(record)

    def show(self, face: object) -> None:
        """Tell the panel's address on a face, and open it; the page's once its server is ready."""
        self.say = _say_on(face)
        if self._host is not None:
            self.say(host_notice(self._host))
        self.say(f"The panel: {self.panel.address}")
        open_in_browser(self.panel.address)

    def entry(self, entry: "Entry") -> None:
        """Once the server is ready, its pages may report, and its page is told, and opened."""
        from wslearn.trace.record import Record

        if not isinstance(entry, Record) or entry.type != "server.ready":
            return
        if self._pages is not None:
            self._pages.allow(f"http://{entry.data['host']}:{entry.data['port']}")
        if self.panel.page is not None and not self._told:
            self._told = True
            self.say(f"The page: {self.panel.page}")
            open_in_browser(self.panel.page)

    def rows(self, rows: "Sequence[Row]") -> None:
        """They say nothing of addresses."""

    def server_started(self, server: "Server") -> None:
        """A server process begins: say so, record its pages, and watch whether its event loop runs."""
        from wslearn.panel.news import STARTING
        from wslearn.server.pulse import watch_pulse

        if self._pages is not None:
            server.record_pages(self._pages.script_url)
        # Soon: the end of a server before it is on its way through the loop.
        asyncio.get_running_loop().call_soon(self.panel.tell, STARTING)
        task = asyncio.create_task(watch_pulse(server, self.panel.held))
        self._pulses.add(task)
        task.add_done_callback(self._pulses.discard)

    async def close(self) -> None:
        """End the clients, and watch no more."""
        for task in self._pulses:
            task.cancel()
        if self._guests is not None:
            await self._guests.close()
        if self._pages is not None:
            await self._pages.stop()


def _say_on(face: object) -> Callable[[str], None]:
    """Prints a sentence: on a drawn face, else on standard error, as standard output holds nothing but the trace."""
    from wslearn.cli.drawn_face import DrawnFace
    from wslearn.session.face import Note

    def say(sentence: str) -> None:
        if isinstance(face, DrawnFace):
            face.show(Note(sentence))
        else:
            sys.stderr.write(f"{sentence}\n")
            sys.stderr.flush()

    return say


def open_in_browser(address: str) -> None:
    """Open an address, in a thread: some browsers are waited for."""
    import threading
    import webbrowser

    if can_open():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def can_open() -> bool:
    """Whether a browser may be opened, and would not take over this terminal."""
    return not os.environ.get(NO_OPEN) and _has_screen()


def _has_screen() -> bool:
    """Without a screen a browser in text mode would take over this terminal; $BROWSER is what somebody wants."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
