"""How the rest of a verb's line is read. Each function gives the verb's arguments by name.

What is wrong is a `ValueError` with half a sentence; `verbs.parse_verb` makes the whole one of it.
"""

import json
import re
import shlex
from collections.abc import Mapping
from typing import Any

from wslearn.course.json_text import stringify
from wslearn.trace.patterns import parse_pattern

Arguments = Mapping[str, Any]

PROXIES = ("plain", "half", "upgrade", "hurried", "tls")
"""The ways through the session's nginx that `connect --through` may name; see `wslearn.session.nginx`."""

LONGEST_CONTROL = 125
"""Bytes of payload that a control frame may have (RFC 6455 section 5.5); a close frame's code takes two of them."""


def nothing(rest: str, source: str) -> Arguments:
    """No arguments."""
    if rest.strip():
        raise ValueError("takes nothing after it")
    return {}


def text(rest: str, source: str) -> Arguments:
    """`text`: the rest as it is, perhaps empty."""
    return {"text": rest}


def json_value(rest: str, source: str) -> Arguments:
    """`value`: what the JSON says; `text`: the same as `JSON.stringify` writes it."""
    if not rest.strip():
        raise ValueError("needs a JSON value")
    try:
        value = json.loads(rest, parse_constant=_no_constant)
        return {"value": value, "text": stringify(value)}
    except json.JSONDecodeError as error:
        raise ValueError(f"needs JSON, and this is none: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("got JSON that is nested too deep") from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"needs JSON, and JSON has no {name}")


def hexadecimal(rest: str, source: str) -> Arguments:
    """`data`: bytes, written as pairs of hex digits, with or without blanks and `0x`."""
    digits = "".join(rest.split()).removeprefix("0x")
    try:
        return {"data": bytes.fromhex(digits)}
    except ValueError as error:
        raise ValueError("needs pairs of hex digits, such as 00 ff") from error


def raw_hexadecimal(rest: str, source: str) -> Arguments:
    """`data`: at least one byte."""
    if not rest.strip():
        raise ValueError("needs at least one byte in hex")
    return hexadecimal(rest, source)


def fragments(rest: str, source: str) -> Arguments:
    """`parts`: the texts between the `|`, without the blanks around them; two or more."""
    parts = tuple(part.strip() for part in rest.split("|"))
    if len(parts) < 2:
        raise ValueError("needs two texts or more with | between them")
    return {"parts": parts}


def connect(rest: str, source: str) -> Arguments:
    """`path`, `origin` (None: the usual one; `"none"`: none), `headers` (pairs), `subprotocols`, `as`, `server`,
    `through` (of `PROXIES`, or None) and `trust` (whether the proxy's certificate is trusted)."""
    words = _words(rest)
    found: dict[str, Any] = dict.fromkeys(("path", "origin", "as", "server", "through"))
    found |= {"headers": (), "subprotocols": (), "trust": False}
    while words:
        word = words.pop(0)
        if word == "--trust":
            found["trust"] = True
        elif word.startswith("--"):
            name, equals, value = word.partition("=")
            _option(found, name, value if equals else _value_of(name, words))
        elif found["path"] is None:
            found["path"] = word
        else:
            raise ValueError(f"takes one path, and found {word!r} after it")
    _check_path(found["path"])
    return found


def _option(found: dict[str, Any], name: str, value: str) -> None:
    if name == "--origin":
        found["origin"] = value
    elif name == "--header":
        header, colon, content = value.partition(":")
        if not (colon and header.strip()):
            raise ValueError("needs a header as NAME:VALUE")
        found["headers"] = (*found["headers"], (header.strip(), content.strip()))
    elif name == "--subprotocol":
        found["subprotocols"] = (*found["subprotocols"], value)
    elif name == "--as":
        found["as"] = value
    elif name == "--server":
        found["server"] = _server_name(value)
    elif name == "--through":
        if value not in PROXIES:
            raise ValueError(f"goes through {', '.join(PROXIES)}, and found {value!r}")
        found["through"] = value
    else:
        raise ValueError(f"has no option {name}")


def _value_of(name: str, words: list[str]) -> str:
    if not words:
        raise ValueError(f"needs a value after {name}")
    return words.pop(0)


def path(rest: str, source: str) -> Arguments:
    """`path`: begins with a slash."""
    words = rest.split()
    if len(words) > 1:
        raise ValueError("takes one path")
    _check_path(words[0] if words else None)
    return {"path": words[0]}


def _check_path(found: str | None) -> None:
    if not found:
        raise ValueError("needs a path, such as /ws/json/")
    if not found.startswith("/"):
        raise ValueError(f"needs a path that begins with a slash, and found {found!r}")


def close_code(rest: str, source: str) -> Arguments:
    """`code`: the close code that the page sees, 1000 to 4999."""
    return {"code": _code(rest.strip())}


def close(rest: str, source: str) -> Arguments:
    """`code` (1000 unless told; None for `none`: an empty close frame) and `reason` (perhaps empty)."""
    code, _, reason = rest.strip().partition(" ")
    if code == "none":
        if reason:
            raise ValueError("cannot send a reason without a code")
        return {"code": None, "reason": ""}
    reason = reason.strip()
    if len(reason.encode("utf-8", "surrogatepass")) > LONGEST_CONTROL - 2:
        raise ValueError(f"takes a reason of at most {LONGEST_CONTROL - 2} bytes")
    return {"code": _code(code) if code else 1000, "reason": reason}


def _code(word: str) -> int:
    if not re.fullmatch("[1-4][0-9]{3}", word):
        raise ValueError(f"needs a close code from 1000 to 4999, and found {word!r}" if word else "needs a close code")
    return int(word)


def status(rest: str, source: str) -> Arguments:
    """`status`: of the handshake response; None for `none`, no HTTP answer at all."""
    word = rest.strip()
    if word == "none":
        return {"status": None}
    if not re.fullmatch("[1-5][0-9]{2}", word):
        raise ValueError("needs an HTTP status such as 403, or none")
    return {"status": int(word)}


def seconds(rest: str, source: str) -> Arguments:
    """`seconds`: more than 0, at most 600."""
    word = rest.strip()
    if not re.fullmatch(r"\d{0,4}\.?\d{1,4}", word, re.ASCII) or not 0 < float(word) <= 600:
        raise ValueError("needs a number of seconds, such as 0.5")
    return {"seconds": float(word)}


def pattern(rest: str, source: str) -> Arguments:
    """`pattern`: of the trace.

    Raises:
        LessonError: it is none.
    """
    if not rest.strip():
        raise ValueError("needs a pattern, such as: asgi return")
    return {"pattern": parse_pattern(rest.strip(), source)}


def ping(rest: str, source: str) -> Arguments:
    """`text`: of the ping frame, at most 125 bytes, perhaps empty."""
    if len(rest.encode("utf-8", "surrogatepass")) > LONGEST_CONTROL:
        raise ValueError(f"takes at most {LONGEST_CONTROL} bytes")
    return {"text": rest}


def manage(rest: str, source: str) -> Arguments:
    """`words`: what comes after `manage.py`."""
    words = tuple(_words(rest))
    if not words:
        raise ValueError("needs a command of manage.py, such as check")
    return {"words": words}


def server(rest: str, source: str) -> Arguments:
    """`action`: `stop`, `start` or `restart`; `server`: its name, or None."""
    action, _, name = rest.strip().partition(" ")
    if action not in ("stop", "start", "restart"):
        raise ValueError("needs stop, start or restart")
    return {"action": action, "server": _server_name(name.strip()) if name.strip() else None}


def _server_name(word: str) -> str:
    if not re.fullmatch("[a-z]+", word):
        raise ValueError(f"needs the name of a server in small letters, such as two, and found {word!r}")
    return word


def redis(rest: str, source: str) -> Arguments:
    """`action`: `stop`, `start` or `keys`."""
    word = rest.strip()
    if word not in ("stop", "start", "keys"):
        raise ValueError("needs stop, start or keys")
    return {"action": word}


def _words(rest: str) -> list[str]:
    try:
        return shlex.split(rest)
    except ValueError as error:
        raise ValueError("has a quotation mark that is not closed") from error
