"""What a page may ask for."""

import json

import pytest

from wslearn.errors import UsageError
from wslearn.panel.acts import Act, AskDetail, AskTree, Load, read_message


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ({"ask": "detail", "row": 7}, AskDetail(7)),
        ({"ask": "tree", "id": ["server-1", 9]}, AskTree(("server-1", 9))),
        ({"act": "panel: send hello"}, Act("panel: send hello")),
        ({"act": "panel12: send two\nlines"}, Act("panel12: send two\nlines")),
        ({"act": "panel: ping"}, Act("panel: ping")),
        ({"load": "begin", "name": "a.jsonl"}, Load("begin", "a.jsonl")),
        ({"load": "end"}, Load("end")),
        ({"load": "live"}, Load("live")),
    ],
)
def test_what_there_is(message: object, meant: object) -> None:
    """Each message is read as what it asks for."""
    assert read_message(json.dumps(message)) == meant


@pytest.mark.parametrize(
    "line",
    [
        "panel: server stop",
        "panel: manage shell",
        "panel: send-raw ff",
        "panel: freeze",
        "client: send x",
        "alice: send x",
        "send x",
        "panel:send x",
        "panel: sendx",
        "panel999: send x",
        "panel: send " + "x" * 200_000,
        "",
    ],
)
def test_no_other_line_is_done(line: str) -> None:
    """Nothing that runs a command, stops a server or speaks as somebody else gets through."""
    with pytest.raises(UsageError):
        read_message(json.dumps({"act": line}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        '{"ask": "detail"}',
        '{"ask": "detail", "row": "1"}',
        '{"ask": "tree", "id": [1, 2, 3]}',
        '{"act": 5}',
        '{"load": "no"}',
        "[" * 100_000,
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    """Whatever a page sends, it is a sentence and no traceback."""
    with pytest.raises(UsageError):
        read_message(text)
