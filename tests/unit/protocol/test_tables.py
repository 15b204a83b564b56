"""What must hold for every entry of the tables."""

import re
from dataclasses import fields
from typing import Any

import pytest

from wslearn.protocol.close_codes import CLOSE_CODES, RANGES, describe_code
from wslearn.protocol.differences import DIFFERENCES
from wslearn.protocol.error_texts import ERROR_TEXTS
from wslearn.protocol.events import EVENTS
from wslearn.protocol.handshake import OUTCOMES
from wslearn.protocol.lessons import LESSON_NUMBERS
from wslearn.protocol.opcodes import BY_NAME, OPCODES, opcode_name
from wslearn.protocol.ready_states import READY_STATES

ENTRIES: list[Any] = [
    *CLOSE_CODES.values(),
    *RANGES,
    *DIFFERENCES.values(),
    *ERROR_TEXTS.values(),
    *EVENTS.values(),
    *OUTCOMES.values(),
    *OPCODES.values(),
    *READY_STATES.values(),
]


def _texts(entry: Any) -> dict[str, str]:
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {name: value for name, value in values.items() if isinstance(value, str)}


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_is_complete(entry: Any) -> None:
    """Every entry names a lesson of the course and its source, and leaves only `daphne` empty."""
    assert entry.lesson in LESSON_NUMBERS
    assert entry.source
    assert [name for name, text in _texts(entry).items() if not text and name != "daphne"] == []


def test_prose_reads_as_sentences() -> None:
    """Advice, causes and fixes are sentences: a capital letter or a name first, no doubled blanks."""
    prose = [text for entry in ENTRIES for name, text in _texts(entry).items() if name not in ("pattern", "sample")]
    assert [text for text in prose if "  " in text or text != text.strip()] == []


def test_close_codes_cover_all_that_a_frame_can_hold() -> None:
    """Each number from 0 to 4999 has exactly one entry, and none beyond (RFC 6455 §7.4.2)."""
    for code in range(5000):
        entries = [entry for entry in (*CLOSE_CODES.values(), *RANGES) if entry.first <= code <= entry.last]
        assert [describe_code(code)] == entries, code
    assert describe_code(5000) is None
    assert describe_code(-1) is None


def test_codes_that_never_stand_in_a_frame() -> None:
    """1004, 1005, 1006 and 1015 must not be set in a close frame (RFC 6455 §7.4.1); the other single codes may."""
    assert [code for code, entry in CLOSE_CODES.items() if not entry.on_wire] == [1004, 1005, 1006, 1015]


def test_opcode_names_are_those_of_the_records() -> None:
    """Numbers and names are RFC 6455 §5.2's, as CONTRIBUTING.md names them in records; others are `reserved-N`."""
    names = {0: "continuation", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
    assert {number: opcode_name(number) for number in names} == names
    assert {opcode.number: name for name, opcode in BY_NAME.items()} == names
    assert opcode_name(3) == "reserved-3"


def test_the_six_websocket_events_have_all_their_keys() -> None:
    """The keys are those of the ASGI specification, and only `code` of a disconnect is required."""
    keys = {name: {key.name for key in event.keys} for name, event in EVENTS.items() if name.startswith("websocket.")}
    assert keys == {
        "websocket.connect": set(),
        "websocket.accept": {"subprotocol", "headers"},
        "websocket.receive": {"text", "bytes"},
        "websocket.send": {"text", "bytes"},
        "websocket.disconnect": {"code", "reason"},
        "websocket.close": {"code", "reason"},
    }
    required = {(name, key.name) for name in keys for key in EVENTS[name].keys if key.required}
    assert required == {("websocket.disconnect", "code")}


def test_a_key_says_what_counts_when_it_is_absent() -> None:
    """A key that is not required has a default; a required one has none."""
    for event in EVENTS.values():
        for key in event.keys:
            assert bool(key.default) != key.required, (event.type, key.name)


def test_error_patterns_cannot_run_away() -> None:
    """A long line of one character is searched in no time by every pattern: none backtracks without end."""
    for character in "a'\"(/ \\.:":
        for error in ERROR_TEXTS.values():
            assert error.find(character * 20_000) is None, error.id


def test_messages_of_differences_quote_events_that_exist() -> None:
    """Every event type that a difference names is in the table of events, or is Daphne's unknown one."""
    text = " ".join(f"{entry.said} {entry.sent} {entry.why}" for entry in DIFFERENCES.values())
    named = set(re.findall(r"websocket\.[a-z.]+[a-z]", text))
    assert named - set(EVENTS) == {"websocket.http.response.start"}
