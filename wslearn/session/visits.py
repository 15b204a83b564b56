"""The project's pages in a browser of this session's own, and what they report."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from wslearn.errors import ClientError
from wslearn.pages.browser import Browser
from wslearn.pages.program import find_program
from wslearn.pages.server import Pages
from wslearn.session.live import Live
from wslearn.session.means import lacking

# Seconds until a page runs its first line; a busy machine takes long. A page that is no HTML never does.
_LOADED = 30.0


class Visits:
    """Starts what is needed with the first page that is opened, and ends it with `stop`.

    Args:
        live: where the pages' records go.
        record: makes the server add the script of this address to its pages; called before the first page is asked for.
    """

    def __init__(self, live: Live, record: Callable[[str], None]) -> None:
        self._live = live
        self._record = record
        self._pages: Pages | None = None
        self._browser: Browser | None = None

    async def open(self, name: str, origin: str, path: str) -> None:
        """Load a page in a tab of this name, up to its script's first line; its records name it as their client.

        Args:
            origin: of the project, `http://127.0.0.1:8000`.
            path: of the page.

        Raises:
            ClientError: there is no browser that can be driven.
            EnvironmentProblem: there is one, and it does not start.
        """
        pages, browser = await self._started(f"{origin}{path}")
        pages.allow(origin)
        there = pages.expect(name)
        await browser.open(name, f"{origin}{path}")
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOADED):
                await there.wait()

    async def leave(self, name: str) -> None:
        """Close the tab of this name, if there is one."""
        if self._browser is not None:
            await self._browser.close(name)

    async def stop(self) -> None:
        """End the browser."""
        if self._browser is not None:
            await self._browser.stop()
        if self._pages is not None:
            await self._pages.stop()
        self._pages = self._browser = None

    async def _started(self, address: str) -> tuple[Pages, Browser]:
        if self._pages is None or self._browser is None:
            program = find_program()
            if program is None:
                raise ClientError(lacking("browser") or "", f"Or open it in a browser of yours: {address}")
            self._browser = Browser(program)
            # A learner's own browser may be recorded at the same time (--browser).
            self._pages = Pages(src="visit")
            await self._pages.start(self._live.take)
            self._record(self._pages.script_url)
        return self._pages, self._browser
