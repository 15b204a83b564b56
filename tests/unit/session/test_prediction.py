"""What a trace says of a prediction, and a guess beside it."""

import random

import pytest

from tests.unit.trace.sample import record
from wslearn.course.model import Choice, Predict
from wslearn.session.prediction import align, decide
from wslearn.trace.patterns import parse_pattern

# Connect at 2 ms, accept at 5, the handshake response at 4 and again at 9, return at 7.
RECORDS = [
    record(9, "client", "send", "handshake.response", status=101),
    record(2, "asgi", "receive", "websocket.connect"),
    record(5, "asgi", "send", "websocket.accept"),
    record(4, "client", "send", "handshake.response", status=101),
    record(7, "asgi", None, "return"),
]
CONNECT, ACCEPT = "asgi websocket.connect", "asgi websocket.accept"
RESPONSE, RETURN = "client handshake.response", "asgi return"


def asking(*patterns: str, ordered: bool = True) -> Predict:
    """A prediction with these patterns, as they are shown."""
    choices = [Choice(when, parse_pattern(when, "x:1"), "so", number) for number, when in enumerate(patterns)]
    return Predict("What?", tuple(choices), ordered)


def happened(predict: Predict) -> tuple[int, ...]:
    """What the records say, without a problem."""
    decision = decide(predict, RECORDS, lambda conn: None)
    assert decision.problem == ""
    return decision.happened


def problem(predict: Predict) -> str:
    """Why the records decide nothing."""
    decision = decide(predict, RECORDS, lambda conn: None)
    assert decision.happened == ()
    return decision.problem


def test_the_trace_gives_the_order() -> None:
    """By the time of each pattern's first match, however the records came in; what never happened is not in it."""
    assert happened(asking(RETURN, "asgi cancel", RESPONSE, CONNECT, ACCEPT)) == (3, 2, 4, 0)
    random.Random(3).shuffle(RECORDS)
    assert happened(asking(RETURN, "asgi cancel", RESPONSE, CONNECT, ACCEPT)) == (3, 2, 4, 0)


def test_the_times_are_told() -> None:
    """How long each event came after the first: the proof of the order, where the rows do not show it."""
    order = asking(RETURN, RESPONSE, CONNECT)
    assert decide(order, RECORDS, lambda conn: None).after_ns == (0, 2_000_000, 5_000_000)
    assert decide(asking("no wire lost", "wire lost", ordered=False), [], lambda conn: None).after_ns == (0,)


def test_an_order_needs_two_events_at_two_records() -> None:
    """Fewer, or two that are one record, are the author's mistake: the lesson's check fails."""
    assert problem(asking(RETURN, "asgi cancel", "wire lost")).startswith("1 of its events happened")
    assert problem(asking(RETURN, "asgi return", CONNECT)) == "two of its events are the same record"


def test_one_choice_happens() -> None:
    """Also one that says that something is not there; none or two decide nothing."""
    assert happened(asking("asgi cancel", ACCEPT, ordered=False)) == (1,)
    assert happened(asking("asgi cancel", "no wire lost", ordered=False)) == (1,)
    assert problem(asking("asgi cancel", "no asgi return", ordered=False)) == "0 choices match"
    assert problem(asking(ACCEPT, RETURN, ordered=False)) == "2 choices match"


@pytest.mark.parametrize(
    ("picked", "trace", "beside"),
    [
        ("312", "312", "=3 =1 =2"),
        ("1", "2", "+1 -2"),
        ("132", "12", "=1 +3 =2"),
        ("12", "132", "=1 -3 =2"),
        ("213", "123", "-1 =2 +1 =3"),
        ("45", "123", "+4 +5 -1 -2 -3"),
        ("4123", "123", "+4 =1 =2 =3"),
    ],
)
def test_a_guess_lies_beside_the_trace(picked: str, trace: str, beside: str) -> None:
    """`=` matched, `-` missing in the guess, `+` extra in it; what is at another place is extra here, missing there."""
    signs = {"matched": "=", "missing": "-", "extra": "+"}
    found = align([int(one) for one in picked], [int(one) for one in trace])
    assert " ".join(f"{signs[kind]}{choice}" for kind, choice in found) == beside
