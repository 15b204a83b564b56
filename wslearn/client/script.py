"""Typed lines into what the client does: `wslearn connect` reads its standard input with this."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from wslearn.client.client import TIMEOUT, Client
from wslearn.errors import UsageError

COMMANDS = {
    "/bytes": "HEX: a binary message",
    "/fragments": "TEXT | TEXT …: one text message in several frames",
    "/raw": "HEX: these bytes onto the TCP connection as they are",
    "/ping": "[TEXT]: a ping, and wait for its pong",
    "/wait": "SECONDS: do nothing for so long",
    "/close": "[CODE [REASON]]: close; without a code the close frame is empty",
    "/drop": "cut the TCP connection",
    "/freeze": "stop reading",
    "/thaw": "read again",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One typed line.

    Attributes:
        command: of `COMMANDS`, or empty for a text message.
        rest: what stands behind it; the message itself where there is no command.
    """

    command: str
    rest: str


def read_line(text: str) -> Line:
    """Tell a command from a message; `//` at the beginning is a message that begins with one slash.

    Raises:
        UsageError: there is no such command.
    """
    if not text.startswith("/"):
        return Line("", text)
    if text.startswith("//"):
        return Line("", text[1:])
    command, _, rest = text.partition(" ")
    if command not in COMMANDS:
        raise UsageError(
            f"There is no command {command!a}.",
            f"Known are {', '.join(COMMANDS)}. To send the line itself, begin it with two slashes.",
        )
    return Line(command, rest)


async def run_line(client: Client, line: Line, timeout: float = TIMEOUT) -> None:
    """Do what a line says; `timeout` is for a pong.

    Raises:
        UsageError: an argument cannot be read.
        ClientError: it could not be done.
    """
    if line.command == "/ping":
        await client.ping(line.rest.encode("utf-8", "replace") or None, timeout)
    else:
        await _VERBS[line.command](client, line.rest)


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise UsageError(f"{text!a} is not hexadecimal.", "Write two digits a byte: 00 ff 1b.") from None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86_400:
        raise UsageError(f"{text!a} is no number of seconds.", "Write /wait 0.5 .")
    return seconds


async def _close(client: Client, text: str) -> None:
    code, _, reason = text.strip().partition(" ")
    if code and not (code.isascii() and code.isdigit()):
        raise UsageError(f"{code!a} is no close code.", "Write /close 4001 REASON .")
    await client.close(int(code) if code else None, reason)


async def _frozen(client: Client, frozen: bool) -> None:
    if frozen:
        client.freeze()
    else:
        client.thaw()


_VERBS: dict[str, Callable[[Client, str], Awaitable[object]]] = {
    "": lambda client, text: client.send_text(text),
    "/bytes": lambda client, text: client.send_bytes(_hex(text)),
    "/fragments": lambda client, text: client.send_fragments([part.strip() for part in text.split("|")]),
    "/raw": lambda client, text: client.send_raw(_hex(text)),
    "/wait": lambda client, text: asyncio.sleep(_seconds(text)),
    "/close": _close,
    "/drop": lambda client, text: client.drop(),
    "/freeze": lambda client, text: _frozen(client, True),
    "/thaw": lambda client, text: _frozen(client, False),
}
