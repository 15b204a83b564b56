"""What the rest of a verb's line means."""

from typing import Any

import pytest

from wslearn.course.verbs import parse_verb
from wslearn.errors import UsageError


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("send hi there", {"text": "hi there"}),
        ("send  two blanks ", {"text": " two blanks "}),
        ("send", {"text": ""}),
        ("send # no comment", {"text": "# no comment"}),
        ("send alice: hi", {"text": "alice: hi"}),
        ('send-json {"a": 1.0}', {"value": {"a": 1.0}, "text": '{"a":1}'}),
        ("send-bytes 00 fF", {"data": b"\x00\xff"}),
        ("send-bytes 0x00ff", {"data": b"\x00\xff"}),
        ("send-bytes", {"data": b""}),
        ("send-raw 8880", {"data": b"\x88\x80"}),
        ("send-fragments a b | c |", {"parts": ("a b", "c", "")}),
        ("expect hello", {"text": "hello"}),
        ("expect-json [1]", {"value": [1], "text": "[1]"}),
        ("expect-bytes ff", {"data": b"\xff"}),
        ("expect-message", {}),
        ("expect-close 1006", {"code": 1006}),
        ("expect-rejected 403", {"status": 403}),
        ("expect-rejected none", {"status": None}),
        ("expect-nothing 0.5", {"seconds": 0.5}),
        ("ping", {"text": ""}),
        ("ping are you there", {"text": "are you there"}),
        ("close", {"code": 1000, "reason": ""}),
        ("close none", {"code": None, "reason": ""}),
        ("close 4001 had enough", {"code": 4001, "reason": "had enough"}),
        ("drop ", {}),
        ("get /a/?b=c", {"path": "/a/?b=c"}),
        ('manage check --tag "a b"', {"words": ("check", "--tag", "a b")}),
        ("server restart", {"action": "restart", "server": None}),
        ("server stop two", {"action": "stop", "server": "two"}),
        ("redis keys", {"action": "keys"}),
    ],
)
def test_arguments(line: str, arguments: dict[str, Any]) -> None:
    """Each verb's arguments by name, as CONTRIBUTING.md lists them."""
    assert dict(parse_verb(line, "prompt").arguments) == arguments


def test_connect_takes_its_options_in_any_order() -> None:
    """Options may stand before and after the path, with = or a blank, and several times where that makes sense."""
    line = 'connect --header "X-A: b c" /ws/ --subprotocol p --subprotocol=q --origin none --as ada --header N:V:W'
    line += " --server two --trust --through tls"

    assert dict(parse_verb(line, "prompt").arguments) == {
        "path": "/ws/",
        "origin": "none",
        "headers": (("X-A", "b c"), ("N", "V:W")),
        "subprotocols": ("p", "q"),
        "as": "ada",
        "server": "two",
        "through": "tls",
        "trust": True,
    }


@pytest.mark.parametrize(
    "line",
    [
        "connect",
        "connect ws/json/",
        "connect /a/ /b/",
        "connect /a/ --header novalue",
        "connect /a/ --origin",
        "connect /a/ --what x",
        "connect /a/ --through two",
        'connect /a/ --as "x',
        "send-json",
        "send-json {",
        "send-json NaN",
        "send-json " + "[" * 100_000,
        "send-json " + "9" * 10_000,
        "send-bytes 0",
        "send-bytes xy",
        "send-raw",
        "send-fragments one",
        "expect-message now",
        "expect-close",
        "expect-close 999",
        "expect-close 5000",
        "expect-rejected",
        "expect-rejected 99",
        "expect-nothing",
        "expect-nothing 0",
        "expect-nothing -1",
        "expect-nothing 601",
        "expect-nothing nan",
        "wait",
        "wait nolane type",
        "ping " + "é" * 63,
        "close 4001 " + "é" * 62,
        "close none because",
        "close now",
        "drop it",
        "get",
        "get page",
        "get /a /b",
        "manage",
        "server",
        "server kill",
        "server stop Two",
        "connect /a/ --server 2",
        "redis",
        "redis flushall",
    ],
)
def test_wrong_arguments_name_the_verb_and_its_syntax(line: str) -> None:
    """A usage error that says how the verb is written."""
    with pytest.raises(UsageError) as caught:
        parse_verb(line, "prompt")

    assert caught.value.message.endswith(".")
    assert f"It is written: {line.split()[0]}" in caught.value.hint
