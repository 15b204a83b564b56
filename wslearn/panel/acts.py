"""What a page may ask for, read from its messages. Whatever is in them, it is one of these or refused in a sentence."""

import json
import re
from dataclasses import dataclass
from typing import Any

from wslearn.errors import UsageError

VERBS = ("connect", "send", "send-json", "send-bytes", "send-fragments", "ping", "close", "drop")
"""The verbs that a page may type: none that runs a command or stops a server."""

_LINE = re.compile(rf"panel[0-9]{{0,2}}: (?:{'|'.join(VERBS)})(?: .*)?", re.DOTALL | re.ASCII)
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class AskDetail:
    """Everything about the row of an index."""

    row: int


@dataclass(frozen=True, slots=True)
class AskTree:
    """The fan-out of a group_send, named by its identity."""

    id: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Act:
    """A line of a play, done by a client of the panel's own."""

    line: str


@dataclass(frozen=True, slots=True)
class Load:
    """`begin` a file, its `end`, or back to what is `live`."""

    what: str
    name: str = ""


Ask = AskDetail | AskTree | Act | Load


def read_message(text: str) -> Ask:
    """A page's message.

    Raises:
        UsageError: it is none of those that there are.
    """
    try:
        return _ask(json.loads(text))
    except (ValueError, RecursionError):
        raise UsageError("The panel did not understand its page.", "Reload the page.") from None


def _ask(message: Any) -> Ask:
    match message:
        case {"ask": "detail", "row": int(row)}:
            return AskDetail(row)
        case {"ask": "tree", "id": [str(src), int(seq)]}:
            return AskTree((src, seq))
        case {"act": str(line)}:
            return Act(_checked(line))
        case {"load": "begin", "name": str(name)}:
            return Load("begin", name[:200])
        case {"load": "end" | "live" as what}:
            return Load(what)
    raise ValueError


def _checked(line: str) -> str:
    if len(line) > _LONGEST:
        raise UsageError("This message is too long for the panel.", f"Send at most {_LONGEST:,} characters.")
    if not _LINE.fullmatch(line):
        raise UsageError("The panel's own client cannot do this.", f"It can: {', '.join(VERBS)}.")
    return line
