"""Expectations become findings that say what was expected, what was done, and what to try."""

from tests.unit.trace.observers import Talk
from wslearn.trace.expectations import judge, pending
from wslearn.trace.patterns import parse_expectations
from wslearn.trace.record import Finding, Record


def _client_of(conn: str | None) -> str | None:
    return {"c1": "alice", "c2": "bob"}.get(conn or "")


def _judge(text: str, records: list[Record]) -> tuple[Finding, ...]:
    return judge(parse_expectations(text, "l.md:1"), records, _client_of)


def _pending(text: str, records: list[Record]) -> bool:
    return pending(parse_expectations(text, "l.md:1"), records, _client_of)


def _passed(text: str, records: list[Record]) -> list[bool]:
    return [finding.passed for finding in _judge(text, records)]


def _talk() -> Talk:
    talk = Talk()
    talk.open()
    talk.echo()
    return talk


def test_lines_match_in_order() -> None:
    """Each after the record of the line before; the evidence is the record."""
    talk = _talk()
    findings = _judge("asgi websocket.connect\nasgi websocket.accept send\njson loads\njson dumps", talk.records)
    assert [finding.passed for finding in findings] == [True] * 4
    evidence = [finding.evidence[0] for finding in findings]
    by_id = {record.id: record for record in talk.records}
    assert [by_id[one].type for one in evidence] == ["websocket.connect", "websocket.accept", "loads", "dumps"]
    assert [finding.source for finding in findings] == [f"l.md:{line}" for line in (1, 2, 3, 4)]
    assert {finding.hint for finding in findings} == {""}


def test_the_wrong_order_fails_and_says_so() -> None:
    """It was there, but earlier than it had to be."""
    _, late = _judge("json dumps\njson loads", _talk().records)
    assert not late.passed
    assert "earlier" in late.did
    assert "json.loads after json.dumps" in late.expected


def test_a_repeated_line_needs_a_second_record() -> None:
    """One record does not serve two lines."""
    talk = _talk()
    assert _passed("json loads\njson loads", talk.records) == [True, False]
    talk.echo()
    assert _passed("json loads\njson loads", talk.records) == [True, True]


def test_records_are_judged_by_time() -> None:
    """The server's records come later than the client's; that is not their order."""
    talk = _talk()
    pattern = "client handshake.request\nasgi websocket.connect\nclient handshake.response\njson loads"
    assert _passed(pattern, [*talk.client.records, *talk.server.records]) == [True] * 4
    assert _passed(pattern, [*talk.server.records, *talk.client.records]) == [True] * 4


def test_other_values_are_shown() -> None:
    """The record that came nearest, with the values that were not expected."""
    talk = _talk()
    (finding,) = _judge('json loads value=2 text="1"', talk.records)
    assert (finding.passed, finding.did) == (False, "it was there, but with value = 1")
    assert finding.expected == "json.loads with value = 2, text = '1'"
    (loads,) = [record for record in talk.records if record.type == "loads"]
    assert finding.evidence == (loads.id,)
    assert "json.loads" in finding.hint


def test_an_exception_is_named() -> None:
    """What did not come because code raised is told with the exception."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    error = talk.server.consumer("exception", enter, "AttributeError", message="no encode")
    (finding,) = _judge("json dumps", talk.records)
    assert finding.did == "AttributeError was raised: 'no encode'"
    assert finding.evidence == (error.id,)


def test_another_clients_record_is_not_this_ones() -> None:
    """With a client's name only its connection counts, and the finding says whose it was."""
    talk = _talk()
    (finding,) = _judge("bob: json loads", talk.records)
    assert "not on the connection of bob" in finding.did
    assert _passed("alice: json loads", talk.records) == [True]


def test_nothing_recorded() -> None:
    """An empty trace is a finding too."""
    (finding,) = _judge("json loads", [])
    assert (finding.passed, finding.did, finding.evidence) == (False, "nothing was recorded", ())


def test_no_looks_between_its_neighbours_only() -> None:
    """Before and after them the record may stand."""
    talk = _talk()
    talk.echo()
    between = "json loads\nno json loads\nasgi websocket.send send"
    assert _passed(between, talk.records) == [True, True, True]
    assert _passed("json loads\nno json loads\njson loads\nno json loads", talk.records) == [True] * 4
    failed = _judge("json loads\nno json dumps\nasgi websocket.send send", talk.records)[1]
    assert not failed.passed
    assert failed.expected.startswith("no json.dumps after json.loads")
    assert "json.dumps" in failed.did
    assert failed.hint


def test_no_at_the_end_looks_to_the_end() -> None:
    """Without a line after it, until the last record; a failed neighbour is no neighbour."""
    talk = _talk()
    assert _passed("json loads\nno client frame send", talk.records) == [True, False]
    assert _passed("json loads\nno client frame send\nconsumer print", talk.records) == [True, False, False]
    assert _passed("no consumer exception", talk.records) == [True]


def test_the_lessons_own_words_come_first() -> None:
    """`did:` and `try:` replace the general ones, when it failed."""
    words = "\n  did: you sent a number\n  try: json.dumps it"
    (failed,) = _judge(f"json loads value=2{words}", _talk().records)
    assert (failed.did, failed.hint) == ("you sent a number", "json.dumps it")
    (passed,) = _judge(f"json loads value=1{words}", _talk().records)
    assert passed.passed
    assert "number" not in passed.did
    assert passed.hint == ""


def test_payloads_in_a_finding_are_escaped() -> None:
    """A terminal escape or a right-to-left override in a payload is shown, not sent to the terminal."""
    talk = Talk()
    talk.open()
    talk.server.json("loads", None, value="\x1b[31m\u202e")
    (finding,) = _judge("json loads value=2", talk.records)
    assert finding.did.isprintable()
    assert "\\x1b" in finding.did


def test_pending_until_every_positive_line_is_there() -> None:
    """Live, the session waits for what is expected, and not for what must not come."""
    talk = Talk()
    talk.open()
    text = "json loads\nasgi websocket.send send\nno consumer exception"
    assert _pending(text, talk.records)
    talk.echo()
    assert not _pending(text, talk.records)
    assert not _pending("no json loads", talk.records)
