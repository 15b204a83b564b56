"""Lines from standard input, as they are typed or piped, without holding up the event loop."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from wslearn.errors import UsageError

CHUNK = 65536


async def typed_lines(fd: int) -> AsyncIterator[str]:
    """The lines of a file descriptor, without their line ends, until it ends.

    A thread reads it, for no event loop can wait for a file or for a Windows console. It reads the descriptor itself:
    a thread that still waits when the program ends must not hold the lock of `sys.stdin`.

    Raises:
        UsageError: a line is not UTF-8.
    """
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[bytes | None] = asyncio.Queue()

    def hand_on(line: bytes | None) -> None:
        with suppress(RuntimeError):  # the loop has ended, and nobody wants it any more
            loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=_read, args=(fd, hand_on), daemon=True).start()
    number = 0
    while (line := await lines.get()) is not None:
        number += 1
        yield _decode(line, number)


def _read(fd: int, hand_on: Callable[[bytes | None], None]) -> None:
    """Hand on line by line; None at the end."""
    begun = b""
    with suppress(OSError):
        while chunk := os.read(fd, CHUNK):
            *whole, begun = (begun + chunk).split(b"\n")
            for line in whole:
                hand_on(line)
    if begun:
        hand_on(begun)
    hand_on(None)


def _decode(line: bytes, number: int) -> str:
    try:
        return line.removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        raise UsageError(
            f"Line {number} of standard input is not UTF-8.", "Save it as UTF-8, or send bytes with /bytes HEX."
        ) from None
