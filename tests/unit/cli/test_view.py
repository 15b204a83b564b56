"""--lanes, --hide and --rows."""

from dataclasses import replace

import pytest

from tests.unit.trace.sample import HEADER, TRACE, record
from wslearn.cli.view import lanes_of, make_view, row_numbers
from wslearn.errors import UsageError
from wslearn.render.timeline import View
from wslearn.trace.jsonl import Trace
from wslearn.trace.record import LANES


def test_lanes_are_shown_in_their_own_order() -> None:
    """However they are typed, lanes stand from the client to the layer; naming none gives the command's default."""
    assert make_view("json, asgi", "ping", ("client",)) == View(("asgi", "json"), frozenset({"ping"}))
    assert make_view("", "", ("client",)) == View(("client",))


@pytest.mark.parametrize(("lanes", "hide", "known"), [("asgi,wires", "", "wire"), ("", "text", "ping")])
def test_an_unknown_name_says_what_is_known(lanes: str, hide: str, known: str) -> None:
    """A typing mistake is a usage error whose hint lists the names."""
    with pytest.raises(UsageError) as caught:
        make_view(lanes, hide, ("client",))
    assert known in caught.value.hint


def test_the_lanes_of_a_saved_trace_are_those_that_were_shown() -> None:
    """Where the bundled client was, it stands for the wire; a page has only the wire, and beside it what it told."""
    shake = record(1, "wire", "receive", "handshake.request")
    told = record(2, "client", "receive", "page.new")
    assert "wire" not in lanes_of(TRACE)
    assert lanes_of(Trace(HEADER, (shake,))) == ("wire", "asgi", "consumer", "json", "layer")
    assert lanes_of(Trace(replace(HEADER, lesson=None), (shake, told))) == LANES
    assert "wire" not in lanes_of(Trace(replace(HEADER, lesson="browser"), (shake, told)))


@pytest.mark.parametrize(
    ("rows", "chosen"), [("", [1, 2, 3, 4, 5, 6]), ("2", [2]), ("2-4, 6", [2, 3, 4, 6]), ("4-2", []), ("99", [])]
)
def test_rows_are_named_by_number_and_range(rows: str, chosen: list[int]) -> None:
    """Both ends of a range belong to it; naming none means all."""
    assert list(filter(row_numbers(rows), range(1, 7))) == chosen


@pytest.mark.parametrize("rows", ["a", "1-", "-1", "1:2", "1" * 5000, "²"])
def test_rows_that_are_no_numbers(rows: str) -> None:
    """Anything else is a usage error that shows how rows are named."""
    with pytest.raises(UsageError) as caught:
        row_numbers(rows)
    assert "5-7,13" in caught.value.hint
