"""`wslearn explain`."""

import io
import json
import sys

import pytest

from wslearn.cli.app import run
from wslearn.protocol.lessons import LESSON_NUMBERS


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_an_explanation_has_all_its_parts(capsys: pytest.CaptureFixture[str]) -> None:
    """A close code: who makes it, the specification, Daphne, what to do, the source."""
    assert run(["explain", "1006"]) == 0
    text = capsys.readouterr().out
    for part in ("1006: no close frame", "Who makes it", "The specification says", "With Daphne", "What to do"):
        assert part in text
    assert "RFC 6455 §7.4.1" in text


def test_an_event_shows_its_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """An event's keys stand with type, default and how Daphne differs, and its lesson can be typed."""
    assert run(["explain", "websocket.close"]) == 0
    text = capsys.readouterr().out
    assert "code: int, 1000 if absent" in text
    assert "With Daphne: Dropped" in text
    assert "wslearn lesson 2 (events)" in text


def test_words_are_joined(capsys: pytest.CaptureFixture[str]) -> None:
    """A topic of several words needs no quotes."""
    assert run(["explain", "readyState", "1"]) == 0
    assert "readyState 1: OPEN" in capsys.readouterr().out


def test_json_is_one_object_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` prints one line with its kind, and the same facts."""
    assert run(["explain", "--json", "403"]) == 0
    line, rest = capsys.readouterr().out.split("\n")
    value = json.loads(line)
    assert rest == ""
    assert (value["v"], value["kind"], value["about"], value["topic"]) == (1, "explanation", "HTTP status", "403")
    assert value["lesson"] == {"id": "handshake", "number": LESSON_NUMBERS["handshake"]}
    assert {"label": "What to do", "text": value["sections"][-1]["text"]} in value["sections"]


def test_a_log_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`wslearn explain -` searches what is piped in, whatever bytes stand around the error."""
    log = b"\xff\xfe\x00 noise\nValueError: No route found for path 'ws/x'.\nmore noise\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(log)))
    assert run(["explain", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["topic"] == "no-route"


def test_without_a_topic_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """`wslearn explain` alone lists the topics of every kind."""
    assert run(["explain"]) == 0
    text = capsys.readouterr().out
    for topic in ("1006", "403", "websocket.close", "readyState 1", "opcode 9", "close-reason", "no-route"):
        assert topic in text


def test_terminal_escapes_in_a_topic_are_not_executed(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown topic is quoted with its control characters escaped."""
    assert run(["explain", "\x1b]0;owned\x07\u202eabc"]) == 2
    message = capsys.readouterr().err
    assert "\x1b" not in message
    assert "\u202e" not in message
    assert r"\x1b]0;owned\x07\u202eabc" in message


def test_a_long_unknown_text_is_quoted_short(capsys: pytest.CaptureFixture[str]) -> None:
    """A pasted text in which nothing is known is not printed back whole."""
    assert run(["explain", "q" * 5000]) == 2
    assert len(capsys.readouterr().err) < 300
