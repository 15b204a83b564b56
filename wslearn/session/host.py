"""The server of a project folder, one process at a time."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from wslearn.course.model import ServerSettings
from wslearn.errors import ServerNotStarted
from wslearn.server.process import Ready, Server, Serving
from wslearn.session.live import Live

SETTINGS = "mysite.settings"
APPLICATION = "mysite.asgi:application"
LOOPBACK = "127.0.0.1"
_START_TIMEOUT = 20.0

StartServer = Callable[[str], Server]


class Host:
    """Starts the server of a folder when it is needed, and stops it.

    Args:
        folder: with `manage.py`.
        settings: of the lesson's Daphne.
        live: where the records go; told the versions when the first server is ready.
        start_server: makes a server process of a given name whose records go to `live`.
    """

    def __init__(
        self,
        folder: Path,
        settings: ServerSettings,
        live: Live,
        start_server: StartServer,
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._live = live
        self._start_server = start_server
        self._page_script: str | None = None
        self._server: Server | None = None
        self._count = 0

    @property
    def folder(self) -> Path:
        """The folder that is served."""
        return self._folder

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the server sees."""
        return {**os.environ, **self._settings.environment}

    def move(self, folder: Path) -> None:
        """Serve another folder from now on."""
        if folder != self._folder:
            self.stop()
            self._folder = folder

    def begin(self) -> None:
        """Start a server, if none runs; do not wait for it."""
        if self._server is not None:
            return
        self._count += 1
        self._server = self._start_server(f"server-{self._count}")
        self._server.serve(
            Serving(
                str(self._folder),
                host=self._settings.host or LOOPBACK,
                admit=self._settings.host,
                application=APPLICATION,
                settings=SETTINGS,
                daphne=dict(self._settings.daphne),
                environment=dict(self._settings.environment),
            )
        )

        if self._page_script is not None:
            self._server.record_pages(self._page_script)

    def record_pages(self, script: str) -> None:
        """Let the pages of this server, and of those after it, load the script of this address first."""
        self._page_script = script
        if self._server is not None:
            self._server.record_pages(script)

    async def serving(self) -> Ready:
        """Where the server listens; starts one when there is none.

        Raises:
            ServerNotStarted: the project cannot be served.
        """
        self.begin()
        server = self._server
        assert server is not None
        try:
            ready = await server.until_ready(_START_TIMEOUT)
        except ServerNotStarted:
            self.stop()  # the next try begins anew
            raise
        self._live.begin(ready.versions)
        return ready

    async def settled(self, timeout: float = 2.0) -> None:
        """Wait until the server's records so far are in the trace."""
        if self._server is not None:
            await asyncio.wait([asyncio.wrap_future(self._server.sync())], timeout=timeout)
            # The records are handed over through the loop: let it run once more.
            await asyncio.sleep(0)

    def stop(self) -> None:
        """Stop the server, if one runs; its last records are in the trace then."""
        if self._server is not None:
            self._server.stop()
            self._server = None
