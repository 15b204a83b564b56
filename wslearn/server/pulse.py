"""Watching whether a server's event loop runs, for faces that say so."""

import asyncio
import time
from collections.abc import Callable

from wslearn.server.process import Server

EVERY = 0.4
"""Seconds between two questions."""
_SILENCE = 3.0


async def watch_pulse(server: Server, held: Callable[[float], None]) -> None:
    """Ask until the server ends.

    Args:
        server: which listens already, or will.
        held: told after every question for how many seconds the loop has run nothing; 0 while it runs. A process from
            which nothing at all has come for 3 s is held, too: something holds all its threads.
    """
    await asyncio.wait([asyncio.wrap_future(server.ready)])
    while not server.ended.done():
        server.ask_pulse()
        await asyncio.sleep(EVERY)
        silence = time.monotonic() - server.heard
        if not server.ended.done():
            held(silence if silence > _SILENCE else server.held)
