"""A pattern says which record; an `expect` block is a list of them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.errors import LessonError
from wslearn.trace.patterns import holds, matches, parse_expectations, parse_pattern
from wslearn.trace.record import Direction, Lane, Record


def _record(
    data: Any, lane: Lane = "asgi", type_: str = "websocket.receive", dir_: Direction | None = "receive"
) -> Record:
    return Record("server-1", 1, 1, lane, dir_, type_, data, "c1")


def _client_of(conn: str | None) -> str | None:
    return "alice" if conn == "c1" else None


def _matches(line: str, record: Record) -> bool:
    return matches(parse_pattern(line, "l.md:1"), record, _client_of)


def _condition(condition: str, data: Any) -> bool:
    return _matches(f"asgi websocket.receive {condition}", _record(data))


def test_the_examples_of_the_contract() -> None:
    """CONTRIBUTING.md's own three lines are read as it says."""
    found = parse_expectations(
        """client: asgi websocket.receive receive text~'{"a"'
consumer exception class=AttributeError message~"no attribute 'encode'"
    try: turn the number into text first
no wire frame send opcode=text
""",
        "03_json/lesson.md:41",
        ["text-not-int"],
    )
    received, raised, frame = found
    assert (received.pattern.client, received.pattern.lane, received.pattern.dir) == ("client", "asgi", "receive")
    assert [(c.key, c.operator, c.value) for c in raised.pattern.conditions] == [
        ("class", "=", "AttributeError"),
        ("message", "~", "no attribute 'encode'"),
    ]
    assert raised.hint == "turn the number into text first"
    assert [expectation.negated for expectation in found] == [False, False, True]
    assert [expectation.source for expectation in found] == [f"03_json/lesson.md:{line}" for line in (41, 42, 44)]
    assert frame.concepts == ("text-not-int",)


def test_what_a_page_prints_is_its_own() -> None:
    """A client's record of no connection is the one's that it names; one of a connection is that connection's."""
    printed = Record("page-1", 1, 1, "client", None, "page.print", {"client": "ada", "text": "hi"}, None)
    assert _matches("ada: client page.print", printed)
    assert not _matches("alice: client page.print", printed)
    assert not _matches("ada: asgi websocket.receive", _record({"client": "ada"}))


def test_lane_type_direction_and_client_must_be_equal() -> None:
    """Each of the four tells records apart."""
    record = _record({})
    assert _matches("asgi websocket.receive", record)
    assert _matches("alice: asgi websocket.receive receive", record)
    assert not _matches("bob: asgi websocket.receive", record)
    assert not _matches("asgi websocket.receive send", record)
    assert not _matches("asgi websocket.connect", record)
    assert not _matches("wire frame", record)


def test_a_type_may_be_called_like_a_direction() -> None:
    """`layer send` is a type; a second `send` is the direction."""
    assert parse_pattern("layer send", "l.md:1").dir is None
    assert parse_pattern("layer send send channel?", "l.md:1").dir == "send"


@pytest.mark.parametrize(
    ("condition", "data"),
    [
        ("code=4001", {"code": 4001}),
        ("code=null", {"code": None}),
        ("text=hello", {"text": "hello"}),
        ('text="3"', {"text": "3"}),
        ("text='a b'", {"text": "a b"}),
        ("text=''", {"text": ""}),
        ('value={"a": [1, 2]}', {"value": {"a": (1, 2)}}),
        ("value=NaN", {"value": float("nan")}),
        ("fin=true", {"fin": True}),
        ("bytes=0x00ff", {"bytes": b"\x00\xff"}),
        ("bytes=hé", {"bytes": "hé".encode()}),
        ("text~ell", {"text": "hello"}),
        ("text~1011", {"text": "code 1011"}),
        ("bytes~ell", {"bytes": b"hello"}),
        ("headers~x-a", {"headers": [["X-A", "1"], ["x-a", "2"]]}),
        ("error.class=ValueError", {"error": {"class": "ValueError"}}),
        ("headers.x-a=1b", {"headers": [["Host", "h"], ["X-A", "1b"]]}),
        ("headers.x-a=1b", {"headers": [(b"x-a", b"1b")]}),
        ("subprotocols.1=b", {"subprotocols": ["a", "b"]}),
        ("text?", {"text": None}),
        ("bytes!", {"text": "a"}),
        ("headers.cookie!", {"headers": [["Host", "h"]]}),
    ],
)
def test_conditions_that_hold(condition: str, data: dict[str, Any]) -> None:
    """Values are compared as a lesson means them."""
    assert _condition(condition, data)


@pytest.mark.parametrize(
    ("condition", "data"),
    [
        ("code=4001", {"code": 4000}),
        ("code=4001", {}),
        ("text=3", {"text": "3"}),
        ('text="3"', {"text": 3}),
        ("fin=true", {"fin": 1}),
        ("value=1", {"value": True}),
        ('value={"a": 1}', {"value": {"a": 1, "b": 2}}),
        ("value=[1]", {"value": [1, 2]}),
        ("bytes=0x00", {"bytes": b"0x00"}),
        ("text~x", {"text": "hello"}),
        ("text~x", {}),
        ("error.class=ValueError", {"error": None}),
        ("subprotocols.2=b", {"subprotocols": ["a", "b"]}),
        ("text?", {}),
        ("text!", {"text": None}),
        ("text?", "an event that is no dict"),
    ],
)
def test_conditions_that_do_not_hold(condition: str, data: Any) -> None:
    """Neither a near value nor a missing key is enough."""
    assert not _condition(condition, data)


def test_all_conditions_must_hold() -> None:
    """Two conditions are one and the other."""
    assert _condition("text=a code=1", {"text": "a", "code": 1})
    assert not _condition("text=a code=2", {"text": "a", "code": 1})


def test_no_holds_when_nothing_matches() -> None:
    """A prediction's choice may say that something is not there."""
    sent = [_record({"text": "a"}, type_="websocket.send", dir_="send")]
    assert holds(parse_pattern("no wire frame send", "l.md:1"), sent, _client_of)
    assert not holds(parse_pattern("no asgi websocket.send", "l.md:1"), sent, _client_of)
    assert holds(parse_pattern("asgi websocket.send", "l.md:1"), sent, _client_of)


def test_an_event_that_the_application_made_up() -> None:
    """A misspelt event type can be expected, with its direction; without it, it is the lesson's own mistake."""
    assert parse_pattern("asgi websocket.sned send", "l.md:1").type == "websocket.sned"
    with pytest.raises(LessonError, match=r"websocket\.sned"):
        parse_pattern("asgi websocket.sned", "l.md:1")


@pytest.mark.parametrize(
    ("line", "what", "hint"),
    [
        ("", "ends where a lane", "LANE TYPE"),
        ("alice: no", "ends where a lane", "LANE TYPE"),
        ("client", "ends where a record type", "LANE TYPE"),
        ("wirre frame", "'wirre' is no lane", "Did you mean wire?"),
        ("consumer exeption", "no record type 'exeption'", "Did you mean exception?"),
        ("asgi websocket.recieve", "no record type", "Did you mean websocket.receive?"),
        ("json loads value={a}", "not JSON", "single quotes"),
        ('json loads text="a', "not JSON", "single quotes"),
        ("json loads text='a", "not closed", "double"),
        ("json loads text='a'b", "closing quote", "blank"),
        ('json loads text="a"b', "after the JSON value", "blank"),
        ("json loads text", "'text' is not KEY=VALUE", "LANE TYPE"),
        ("json loads text=", "no value", "quotes"),
        ("json loads text?b", "must stand alone", "blank"),
    ],
)
def test_a_damaged_pattern_says_where_and_what(line: str, what: str, hint: str) -> None:
    """File, line, what is wrong, and what to write instead."""
    with pytest.raises(LessonError) as caught:
        parse_pattern(line, "02/lesson.md:7")
    assert caught.value.message.startswith("02/lesson.md:7: ")
    assert what in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("wire frame\n\n# words\nwire fram", 13, "'fram'"),
        ("  try: later", 10, "no pattern above"),
        ("wire frame\n  hint: x", 11, "'hint'"),
        ("wire frame\n  wire frame", 11, "did: or try:"),
    ],
)
def test_a_damaged_block_names_the_line(text: str, line: int, what: str) -> None:
    """Lines are counted from the block's first, empty ones and comments too."""
    with pytest.raises(LessonError, match=what) as caught:
        parse_expectations(text, "a.md:10")
    assert caught.value.message.startswith(f"a.md:{line}: ")


@given(st.text())
def test_any_line_is_a_pattern_or_a_lesson_error(line: str) -> None:
    """Nothing that stands in a lesson ends in a traceback."""
    problem = ""
    try:
        parse_pattern(f"json loads {line}", "a.md:1")
    except LessonError as error:
        problem = error.message
    assert not problem or problem.startswith("a.md:1: ")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda kids: st.lists(kids)))
def test_what_is_written_as_json_matches_itself(value: Any) -> None:
    """Any JSON value can be expected."""
    assert _condition(f"value={json.dumps(value)}", {"value": value})
