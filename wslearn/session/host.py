"""The servers of a project folder: one, or a second one beside it; and the Redis that they share."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from wslearn.course.model import ServerSettings
from wslearn.errors import ServerNotStarted
from wslearn.server.process import Ready, Server, Serving
from wslearn.session.live import Live
from wslearn.session.redis import Redis

SETTINGS = "mysite.settings"
APPLICATION = "mysite.asgi:application"
LOOPBACK = "127.0.0.1"
MAIN = "server"
"""The name of the server that is meant where none is named."""
_START_TIMEOUT = 20.0

StartServer = Callable[[str], Server]


class Host:
    """Starts the servers of a folder when they are needed, and stops them.

    Args:
        folder: with `manage.py`.
        settings: of the lesson's Daphne.
        live: where the records go; told the versions when the first server is ready.
        start_server: makes a server process of a given name whose records go to `live`.

    Attributes:
        redis: begun with the first server, where the lesson's settings ask for it.
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
        self.redis = Redis()
        self._page_script: str | None = None
        self._servers: dict[str, Server] = {}
        self._ports: dict[str, int] = {}
        self._count = 0

    @property
    def folder(self) -> Path:
        """The folder that is served."""
        return self._folder

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the server sees."""
        return {**os.environ, **self._own_environment}

    @property
    def _own_environment(self) -> dict[str, str]:
        """Those that nobody but this session gives it."""
        return {**(self.redis.environment if self._settings.redis else {}), **self._settings.environment}

    @property
    def pid(self) -> int:
        """The number of the main server's process; it has been begun."""
        return self._servers[MAIN].pid

    def move(self, folder: Path) -> None:
        """Serve another folder from now on."""
        if folder != self._folder:
            self.stop()
            self._folder = folder

    def begin(self, name: str = MAIN) -> None:
        """Start a server, if none of this name runs; do not wait for it."""
        if name in self._servers:
            return
        self._count += 1
        server = self._servers[name] = self._start_server(f"{name}-{self._count}")
        server.serve(
            Serving(
                str(self._folder),
                host=self._settings.host or LOOPBACK,
                admit=self._settings.host,
                port=self._ports.get(name, 0),  # pages come back to the address that they know
                application=APPLICATION,
                settings=SETTINGS,
                daphne=dict(self._settings.daphne),
                environment=self._own_environment,
            )
        )
        if self._page_script is not None:
            server.record_pages(self._page_script)

    def record_pages(self, script: str) -> None:
        """Let the pages of these servers, and of those after them, load the script of this address first."""
        self._page_script = script
        for server in self._servers.values():
            server.record_pages(script)

    async def serving(self, name: str = MAIN) -> Ready:
        """Where the server of this name listens; starts one when there is none.

        Raises:
            ServerNotStarted: the project cannot be served.
        """
        self.begin(name)
        try:
            ready = await self._servers[name].until_ready(_START_TIMEOUT)
        except ServerNotStarted as error:
            self.stop(name)  # the next try begins anew, at another port
            before = self._ports.pop(name, None)
            if before is not None and error.message.startswith("Daphne cannot listen"):
                return await self.serving(name)  # while nobody listened there, somebody else took the port
            raise
        self._ports[name] = ready.port
        self._live.begin(ready.versions)
        return ready

    async def settled(self, timeout: float = 2.0) -> None:
        """Wait until the servers' records so far are in the trace."""
        if self._servers:
            syncs = [asyncio.wrap_future(server.sync()) for server in self._servers.values()]
            await asyncio.wait(syncs, timeout=timeout)
            # The records are handed over through the loop: let it run once more.
            await asyncio.sleep(0)

    def stop(self, name: str | None = None) -> None:
        """Stop the server of this name, or all, if they run; their last records are in the trace then."""
        for one in [name] if name else list(self._servers):
            if one in self._servers:
                self._servers.pop(one).stop()

    def close(self) -> None:
        """Stop all servers, and the Redis that was started for them."""
        self.stop()
        self.redis.close()
