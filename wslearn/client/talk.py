"""A conversation from typed lines: send each, hear all, and end in good order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from wslearn.client.client import Client
from wslearn.client.outcome import Closed
from wslearn.client.script import read_line, run_line
from wslearn.errors import ClientError, WslearnError

QUIET = 0.5
"""Seconds without a message after which the answers to the last line are taken to be complete."""


async def talk(
    client: Client,
    lines: AsyncIterator[str],
    *,
    timeout: float,
    on_error: Callable[[WslearnError], None] | None = None,
) -> Closed:
    """Send line by line until the lines or the connection end; then wait for the last answers and close with 1000.

    Args:
        client: connected.
        lines: see `script`.
        timeout: seconds for a pong, and at most for the last answers.
        on_error: told of a line that could not be done, which is then skipped; so are empty lines. Without it the
            error is raised, and an empty line is an empty message.

    Raises:
        UsageError, ClientError: of a line, where there is no `on_error`. The connection is closed with 1000 before.
    """
    ear = _Ear(client)
    hearing = asyncio.create_task(ear.hear())
    speaking = asyncio.create_task(_speak(client, lines, timeout, on_error))
    try:
        await asyncio.wait({hearing, speaking}, return_when=asyncio.FIRST_COMPLETED)
        if speaking.done():
            speaking.result()
            await ear.until_quiet(timeout)
    finally:
        # Also on Ctrl-C: whatever happened, the server gets its close frame.
        speaking.cancel()
        if client.connected:
            await client.close()
        hearing.cancel()
        await asyncio.gather(hearing, speaking, return_exceptions=True)
    return await client.closed()


async def _speak(
    client: Client, lines: AsyncIterator[str], timeout: float, on_error: Callable[[WslearnError], None] | None
) -> None:
    async for text in lines:
        if on_error is not None and not text:
            continue
        try:
            await run_line(client, read_line(text), timeout)
        except WslearnError as error:
            if not client.connected and isinstance(error, ClientError):
                return  # the connection ended first; how it ended says more
            if on_error is None:
                raise
            on_error(error)


class _Ear:
    """Takes every message from the client, so that none piles up there, and knows when there was one."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._heard = asyncio.Event()
        self._ended = False

    async def hear(self) -> None:
        """Hear until the connection ends."""
        with suppress(ClientError):
            while True:
                await self._client.receive(timeout=None)
                self._heard.set()
        self._ended = True
        self._heard.set()

    async def until_quiet(self, timeout: float) -> None:
        """Wait until nothing was heard for `QUIET` seconds, at most `timeout` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while not self._ended and await self._hears_something():
                    pass

    async def _hears_something(self) -> bool:
        self._heard.clear()
        try:
            async with asyncio.timeout(QUIET):
                return await self._heard.wait()
        except TimeoutError:
            return False
