"""Outputs without what differs from run to run: addresses, paths, names that Channels and WebSocket draw by lot.

What can be left out where it is shown is left out there, by the kernel. Here the rest is replaced by something of the
same length, so that tables keep their shape; within a cell the same name stays the same.
"""

import re
import tempfile
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from wslearn.breaking import BREAK, breakable
from wslearn.notebook.frame import MEASURED, VERSIONS

_CODE = re.compile("<code>.*?</code>", re.DOTALL)
_BETWEEN = re.compile("(?<=>)[^<>]+(?=<)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FIRST_PORT = 50_000

Rule = tuple[re.Pattern[str], Callable[["Names", re.Match[str]], str]]


class Names:
    """Stand-ins, as things come: the first random name of a cell is `aaaa…`, its first port 50000."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._ports: dict[str, int] = {}

    def letters(self, name: str) -> str:
        """As many letters as the name has, others for each name."""
        number = self._names.setdefault(name, len(self._names))
        return _LETTERS[number % len(_LETTERS)] * len(name)

    def port(self, port: str) -> str:
        """A port of five digits, another one for each port."""
        return str(_FIRST_PORT + self._ports.setdefault(port, len(self._ports)))


def steady(notebook: Any) -> None:
    """Make the outputs of an executed notebook such that another run has the same ones, in place."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        names = Names()
        for output in cell.get("outputs", ()):
            _steady_output(output, names)
    count = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            count += 1
            _number(cell, count)


def is_passed_over(cell: Any) -> bool:
    """Whether the outputs of a cell may differ: it prints versions, or what chance decides."""
    return bool({VERSIONS, MEASURED}.intersection(cell.get("metadata", {}).get("tags", ())))


def is_about_versions(cell: Any) -> bool:
    """Whether a cell prints versions."""
    return VERSIONS in cell.get("metadata", {}).get("tags", ())


def steadied(text: str, names: Names) -> str:
    """A text without what differs from run to run."""
    for pattern, replaced in _RULES:
        text = pattern.sub(partial(replaced, names), text)
    return text


def _steady_output(output: Any, names: Names) -> None:
    if output.output_type == "stream":
        output.text = steadied(output.text, names)
    elif output.output_type == "error":
        output.evalue = steadied(output.evalue, names)
        # Frames show where this Python is installed, and differ between versions of it.
        output.traceback = [f"{output.ename}: {output.evalue}"]
    else:
        output.metadata = {}
        texts = {kind: text for kind, text in output.data.items() if isinstance(text, str)}
        output.data = {kind: _steady_text(text, names) for kind, text in texts.items()}


def _steady_text(text: str, names: Names) -> str:
    """One form of an output; in HTML, names stand whole while they are looked for."""
    if BREAK not in text:
        return steadied(text, names)
    return _CODE.sub(_broken, steadied(text.replace(BREAK, ""), names))


def _broken(code: re.Match[str]) -> str:
    """A piece of code as it was, its long words breakable again."""
    return _BETWEEN.sub(lambda between: breakable(unescape(between[0])), code[0])


def _number(cell: Any, count: int) -> None:
    cell.execution_count = count
    for output in cell.outputs:
        if "execution_count" in output:
            output.execution_count = count


def _rule(pattern: str, replaced: Callable[[Names, re.Match[str]], str]) -> Rule:
    return re.compile(pattern), replaced


_QUOTE = "(?:'|\"|&#x27;|&#39;|&quot;)"
_TEMPORARY = re.escape(str(Path(tempfile.gettempdir()).resolve()))

_RULES: tuple[Rule, ...] = (
    # A listening port, and the one that a client was given.
    _rule(
        r"((?:127\.0\.0\.1|localhost|\[::1\])(?:&#x27;|&#39;|&quot;|['\"])?(?:, |:))(\d{4,5})\b",
        lambda n, f: f[1] + n.port(f[2]),
    ),
    # The folder that the project is served from.
    _rule(_TEMPORARY + r"[\\/](?:wslearn-\w{8}[\\/]?)?", lambda n, f: ""),
    # channels.layers and channels_redis: random letters, and a hexadecimal uuid for the process.
    _rule(r"(specific\.)([0-9a-f]{32})", lambda n, f: f[1] + n.letters(f[2])),
    _rule(r"(specific\.[\w.]*!)(\w+)", lambda n, f: f[1] + n.letters(f[2])),
    _rule(rf"(?i)(sec-websocket-key{_QUOTE}, b?{_QUOTE})([\w+/]+)", lambda n, f: f[1] + n.letters(f[2])),
    # Sec-WebSocket-Key and -Accept: 16 and 20 bytes in Base64 (RFC 6455, section 4.1).
    _rule(r"(?<![\w+/])([\w+/]{22})==", lambda n, f: n.letters(f[1]) + "=="),
    _rule(r"(?<![\w+/])([\w+/]{27})=(?!=)", lambda n, f: n.letters(f[1]) + "="),
    # The login of a client, 32 letters and digits (django.contrib.sessions).
    _rule(r"(sessionid=)([a-z0-9]+)", lambda n, f: f[1] + n.letters(f[2])),
    # Autobahn's own pings: 8 bytes of time and a count; as hex, and as a bytes literal in a finding.
    _rule(r"\b((?:[0-9a-f]{2} ){8})(?=00 00 00 \d\d\b)", lambda n, f: "00 " * 8),
    _rule(rf"(opcode = {_QUOTE}p[io]ng{_QUOTE}, bytes = )b({_QUOTE}).*?\2", lambda n, f: f"{f[1]}b''"),
    # Where Python is installed, and with it the length of what is left out of a traceback in a log.
    _rule(r"(Traceback \(most recent call last\):).*? characters (?:\.\.\.|…)", lambda n, f: f"{f[1]} …"),
    _rule(r"( running at )(?:[^\n<]|<(?=Future|Task))*", lambda n, f: f"{f[1]}…"),
    # How long it took: of Django's tests, and of a check that waits as long as something happens.
    _rule(r"(tests? in )\d+\.\d+s", lambda n, f: f"{f[1]}0.000s"),
    _rule(r"( within )\d+(?:\.\d+)? s\b", lambda n, f: f"{f[1]}1 s"),
    _rule(r"\b0x([0-9a-f]{8,16})\b", lambda n, f: "0x" + n.letters(f[1])),
    _rule(r"(ipykernel_)\d+/\d+", lambda n, f: f[1] + "1/1"),
)
