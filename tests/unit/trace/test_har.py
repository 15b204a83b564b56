"""HAR as browsers' tools read it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.trace.sample import HEADER, TRACE, frame, record
from wslearn.trace.har import to_har
from wslearn.trace.jsonl import Trace
from wslearn.trace.record import Record

NOON = 1795262400.0
"""2026-11-21T12:00:00Z in seconds since 1970."""


def _entry(*records: Record) -> Any:
    (entry,) = to_har(Trace(HEADER, records) if records else TRACE)["log"]["entries"]
    return entry


def test_the_whole_is_har_1_2() -> None:
    """Every field that the HAR 1.2 specification requires is there, and it is JSON."""
    log = json.loads(json.dumps(to_har(TRACE)))["log"]
    assert (log["version"], log["creator"]) == ("1.2", {"name": "wslearn", "version": "0.1.0"})
    (entry,) = log["entries"]
    assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= entry.keys()
    request, response = entry["request"], entry["response"]
    common = {"httpVersion", "cookies", "headers", "headersSize", "bodySize"}
    assert common | {"method", "url", "queryString"} <= request.keys()
    assert common | {"status", "statusText", "content", "redirectURL"} <= response.keys()
    assert request["queryString"] == [{"name": "a", "value": "1"}]
    assert response["headers"] == [{"name": "Upgrade", "value": "WebSocket"}]


def test_messages_are_the_clients_view() -> None:
    """What came from the client is `send`; times are seconds since 1970; binary is base64; pings are left out."""
    entry = _entry()
    assert entry["_resourceType"] == "websocket"
    assert entry["startedDateTime"] == "2026-11-21T12:00:00.001+00:00"
    sent, received = entry["_webSocketMessages"]
    assert sent == {"type": "send", "time": pytest.approx(NOON + 0.006), "opcode": 1, "data": "h\u00e9; #1\n<b>"}
    assert received == {"type": "receive", "time": pytest.approx(NOON + 0.009), "opcode": 2, "data": "AP8="}


def test_the_close_is_as_the_client_saw_it() -> None:
    """Code, reason and time of the end."""
    close = _entry()["_webSocketClose"]
    assert close == {"code": 4001, "reason": "", "timestamp": pytest.approx(NOON + 0.012)}


@pytest.mark.parametrize(
    "end",
    [
        record(2, "client", None, "closed", client="a", code=1006, reason="", by="lost"),
        record(2, "wire", None, "lost", clean=False),
    ],
)
def test_a_lost_connection_is_aborted(end: Record) -> None:
    """Without a closing handshake there is neither code nor reason."""
    assert _entry(end)["_webSocketClose"] == "aborted"


def test_a_close_frame_without_a_code_is_1005() -> None:
    """The page reads 1005, and so does HAR, when only Daphne saw the end."""
    end = frame(2, "receive", "close", lane="wire", bytes=b"", code=None, reason="")
    assert _entry(end)["_webSocketClose"]["code"] == 1005


def test_an_open_connection_has_no_close() -> None:
    """A trace that ends before the connection does tells no end."""
    assert "_webSocketClose" not in _entry(frame(1, "send", "text", text="hi"))


def test_fragments_are_one_message() -> None:
    """A letter cut in two by fragments is whole again, and the other direction does not disturb it."""
    entry = _entry(
        frame(1, "receive", "text", bytes=b"h\xc3", fin=False),
        frame(2, "send", "text", text="answer"),
        frame(3, "receive", "continuation", bytes=b"\xa9"),
    )
    assert [(message["type"], message["data"]) for message in entry["_webSocketMessages"]] == [
        ("receive", "answer"),
        ("send", "h\u00e9"),
    ]


def test_plain_http_is_an_ordinary_entry() -> None:
    """A GET has its body, as text where it is text and base64 else, and no WebSocket fields."""
    entry = _entry(
        record(1, "client", "receive", "http.request", conn="h1", client="a", method="GET", path="/", headers=[]),
        record(
            3,
            "client",
            "send",
            "http.response",
            conn="h1",
            client="a",
            status=200,
            reason="OK",
            headers=[["Content-Type", "image/png"]],
            body=b"\x89P",
        ),
    )
    assert entry["request"]["url"] == "http://localhost/"
    assert entry["response"]["content"] == {"size": 2, "mimeType": "image/png", "text": "iVA=", "encoding": "base64"}
    assert entry["timings"] == {"send": 0, "wait": 2.0, "receive": 0.0}
    assert "_webSocketMessages" not in entry


def test_a_damaged_header_still_exports() -> None:
    """Without a readable wall clock, times count from 1970; whatever the clock says, nothing raises."""
    for started in ("", "soon", "2026-11-21T12:00:00"):
        trace = replace(TRACE, header=replace(HEADER, started=started))
        assert to_har(trace)["log"]["entries"][0]["startedDateTime"].endswith("+00:00")
