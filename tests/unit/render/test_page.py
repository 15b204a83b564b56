"""What a page did, in JavaScript's own words, with nothing in it that could act."""

from typing import Any

import pytest

from tests.unit.render.samples import record
from wslearn.render.cells import always, lines_of
from wslearn.render.page import script_text
from wslearn.render.signs import UNICODE
from wslearn.trace.record import Repr


def drawn(type_: str, **data: Any) -> list[str]:
    """The lines of a report."""
    return [
        "".join(part.text for part in line) for line in lines_of(record("client", f"page.{type_}", **data), UNICODE)
    ]


@pytest.mark.parametrize(
    ("type_", "data", "lines"),
    [
        ("new", {"url": "ws://h/a", "protocols": []}, ['new WebSocket("ws://h/a")']),
        ("new", {"url": "ws://h/a", "protocols": ["chat"]}, ['new WebSocket("ws://h/a", ["chat"])']),
        (
            "new",
            {"url": Repr("undefined"), "error": {"class": "SyntaxError", "message": "bad"}},
            ["new WebSocket(undefined)", "✗ SyntaxError: bad"],
        ),
        ("open", {"state": 1}, ["onopen, readyState 1 OPEN"]),
        ("error", {"state": 3}, ["onerror, readyState 3 CLOSED"]),
        ("send", {"text": '{"a": 1}', "state": 1}, ["send('{\"a\": 1}')"]),
        ("send", {"object": "Object", "other": "[object Object]", "state": 1}, ["send([object Object])"]),
        ("send", {"object": "Blob", "length": 5, "state": 1}, ["send(Blob, 5 bytes)"]),
        ("send", {"text": "x", "state": 3}, ['send("x")', "nothing was sent, readyState 3 CLOSED"]),
        ("send", {"text": "x", "cut": 70_000, "state": 1}, ['send("x" … 70,000 in all)']),
        (
            "message",
            {"object": "ArrayBuffer", "length": 2, "bytes": b"\x01\xff"},
            ["onmessage data: ArrayBuffer, 2 bytes: 01 ff"],
        ),
        ("close", {"code": 1006, "reason": "", "wasClean": False}, ['onclose code 1006, reason "", wasClean false']),
        ("closing", {"code": 1000, "reason": "bye", "state": 2}, ['close(1000, "bye"), readyState 2 CLOSING']),
        ("closing", {"state": 2}, ["close(), readyState 2 CLOSING"]),
        ("parse", {"text": "[1]", "value": [1]}, ['JSON.parse("[1]") → [1]', "string → array"]),
        (
            "parse",
            {"text": "{", "error": {"class": "SyntaxError", "message": "m"}},
            ['JSON.parse("{")', "✗ SyntaxError: m"],
        ),
        (
            "parse",
            {"other": "undefined", "error": {"class": "SyntaxError", "message": "m"}},
            ["JSON.parse(undefined)", "✗ SyntaxError: m"],
        ),
        (
            "stringify",
            {"value": {"a": Repr("undefined"), "b": None, "c": True}, "text": "{}"},
            ['JSON.stringify({"a": undefined, "b": null, "c": true}) → "{}"', "object → string"],
        ),
        ("stringify", {"value": Repr("undefined")}, ["JSON.stringify(undefined) → undefined", "undefined → undefined"]),
        ("print", {"level": "warn", "text": "careful"}, ["console.warn: careful"]),
        (
            "exception",
            {"class": "ReferenceError", "message": "Websocket is not defined", "file": "http://h/page/?q=1", "line": 3},
            ["✗ ReferenceError: Websocket is not defined", "page, line 3, in the page"],
        ),
        ("gap", {"count": 3}, ["3 reports of the page were left out: there were too many"]),
    ],
)
def test_every_report(type_: str, data: dict[str, Any], lines: list[str]) -> None:
    """The call as it stands in the code, or the event by the name of its handler."""
    assert drawn(type_, **data) == lines


@pytest.mark.parametrize(
    "type_", ["new", "send", "message", "close", "closing", "parse", "stringify", "print", "exception"]
)
def test_nothing_acts(type_: str) -> None:
    """Terminal escapes, overrides, surrogates and wrong shapes of a damaged file are shown."""
    evil = "\x1b[31m\u202e\ud800<script>"
    for value in (evil, [evil], {evil: evil}, Repr(evil), 5, None, 1e300, b"\xff", ({evil},)):
        keys = (
            "url",
            "protocols",
            "text",
            "other",
            "object",
            "code",
            "reason",
            "value",
            "error",
            "message",
            "class",
            "file",
        )
        text = "".join(drawn(type_, **{**dict.fromkeys(keys, value), "state": value, "length": 1, "bytes": value}))
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\ud800" not in text


def test_quotes_are_javascripts() -> None:
    """JSON text stands in single quotes, where it has none itself, so that it can be read."""
    assert script_text('{"a": "\\\\"}') == '\'{"a": "\\\\\\\\"}\''
    assert script_text('it\'s "q"') == '"it\'s \\"q\\""'


def test_what_is_missing_is_always_drawn() -> None:
    """A page that cannot be recorded is told of in any choice of lanes."""
    unseen = record("wire", "unseen", path="/a/", why="What this page does is not recorded.")
    assert always(unseen)
    assert always(record("client", "page.gap", count=1))
    assert [part.text for part in lines_of(unseen, UNICODE)[0]] == ["/a/: ", "What this page does is not recorded."]
