"""The verbs of a play as lines of the API that cells use (`wslearn.kernel`): `await socket.send_text("hi")`."""

import builtins
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wslearn.course.said import variable
from wslearn.course.verb import DEFAULT_CLIENT, DEFAULT_PAGE, Verb
from wslearn.notebook.cell import literal

_TAKEN = {*dir(builtins), "guess", "server", "wslearn"}
_NUMBERED = re.compile(r"(\w*?[A-Za-z_])(\d+)")

Line = Callable[[str, str, Mapping[str, Any]], str]
"""A line, from a variable, `, name=…` of the client or nothing, and a verb's arguments."""


def lines(verbs: Sequence[Verb], crowds: Collection[str]) -> list[str]:
    """A line for each verb, and the import that they need.

    Args:
        verbs: of one play.
        crowds: names of clients that are many; `guest` is the list `guests`.
    """
    imports = ["import asyncio\n"] if any(verb.many for verb in verbs) else []
    return [*imports, *(_crowd(verb) if verb.many else _one(verb, crowds) for verb in verbs)]


def crowds_of(verbs: Sequence[Verb]) -> set[str]:
    """The clients that are spoken to as a crowd: `guest` of `guest*30`."""
    return {verb.client for verb in verbs if verb.many}


def _one(verb: Verb, crowds: Collection[str]) -> str:
    numbered = _NUMBERED.fullmatch(verb.client)
    if numbered and numbered[1] in crowds:
        return _said(verb, f"{numbered[1]}s[{int(numbered[2]) - 1}]")
    name = variable(verb)
    return _said(verb, f"{name}_" if name in _TAKEN else name)


def _crowd(verb: Verb) -> str:
    """`guest*30: connect …` makes the list `guests`; any other verb is said to all of them at once."""
    if verb.name != "connect":
        said = _said(replace(verb, many=0), verb.client).removeprefix("await ")
        return f"await asyncio.gather(*[{said} for {verb.client} in {verb.client}s])"
    opened = _connect("", f', name=f"{verb.client}{{number}}"', verb.arguments).removeprefix(" = ")
    return f"{verb.client}s = [{opened} for number in range(1, {verb.many + 1})]"


def _said(verb: Verb, name: str) -> str:
    usual = DEFAULT_PAGE if verb.name == "open" else DEFAULT_CLIENT
    who = "" if verb.client == usual else f", name={literal(verb.client)}"
    return _LINES[verb.name](name, who, verb.arguments)


def _connect(name: str, who: str, a: Mapping[str, Any]) -> str:
    options = who
    if a["origin"] is not None:
        options += f", origin={literal(None if a['origin'] == 'none' else a['origin'])}"
    options += f", headers=[{', '.join(map(_pair, a['headers']))}]" if a["headers"] else ""
    options += f", subprotocols={literal(list(a['subprotocols']))}" if a["subprotocols"] else ""
    options += f", user={literal(a['as'])}" if a["as"] is not None else ""
    options += "".join(f", {key}={literal(a[key])}" for key in ("server", "through") if a[key] is not None)
    options += ", trust=True" if a["trust"] else ""
    return f"{name} = await server.connect({literal(a['path'])}{options})"


def _pair(header: tuple[str, str]) -> str:
    return f"({literal(header[0])}, {literal(header[1])})"


def _close(name: str, who: str, a: Mapping[str, Any]) -> str:
    reason = f", {literal(a['reason'])}" if a["reason"] else ""
    return f"await {name}.close({a['code']}{reason})"


def _server(name: str, who: str, a: Mapping[str, Any]) -> str:
    return f"await server.{a['action']}({literal(a['server']) if a['server'] else ''})"


def _hex(a: Mapping[str, Any]) -> str:
    return f'bytes.fromhex("{a["data"].hex(" ")}")'


def _manage(name: str, who: str, a: Mapping[str, Any]) -> str:
    return f"print(await server.manage({literal(' '.join(map(_quoted, a['words'])))}))"


def _quoted(word: str) -> str:
    """A word as `shlex.split` reads it; double quotes where that is possible: single ones stand in Python code."""
    if re.fullmatch(r"[\w@%+=:,./-]+", word):
        return word
    return '"' + re.sub(r'(["\\$`])', r"\\\1", word) + '"'


_RECEIVED: Line = lambda name, who, a: f"print(await {name}.receive())"  # noqa: E731

_LINES: Mapping[str, Line] = {
    "connect": _connect,
    "send": lambda name, who, a: f"await {name}.send_text({literal(a['text'])})",
    "send-json": lambda name, who, a: f"await {name}.send_json({literal(a['value'])})",
    "send-bytes": lambda name, who, a: f"await {name}.send_bytes({_hex(a)})",
    "send-fragments": lambda name, who, a: f"await {name}.send_fragments({literal(list(a['parts']))})",
    "send-raw": lambda name, who, a: f"await {name}.send_raw({_hex(a)})",
    "expect": _RECEIVED,
    "expect-json": lambda name, who, a: f"print(await {name}.receive_json())",
    "expect-bytes": _RECEIVED,
    "expect-message": _RECEIVED,
    "expect-same": _RECEIVED,
    "expect-close": lambda name, who, a: f"print(await {name}.closed())",
    "expect-rejected": lambda name, who, a: f"print({name}.handshake)",
    "expect-nothing": lambda name, who, a: f"await {name}.receive_nothing({a['seconds']:g})",
    "wait": lambda name, who, a: f"await server.wait({literal(a['pattern'].text)})",
    "ping": lambda name, who, a: f"await {name}.ping({literal(a['text'] or 'ping')})",
    "close": _close,
    "drop": lambda name, who, a: f"await {name}.drop()",
    "freeze": lambda name, who, a: f"await {name}.freeze()",
    "get": lambda name, who, a: f"await server.get({literal(a['path'])}{who})",
    "open": lambda name, who, a: f"{name} = await server.open({literal(a['path'])}{who})",
    "leave": lambda name, who, a: f"await {name}.leave()",
    "manage": _manage,
    "server": _server,
    "redis": lambda name, who, a: f"await server.redis({literal(a['action'])})",
}
