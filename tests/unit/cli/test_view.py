"""--lanes and --hide."""

import pytest

from tests.unit.trace.sample import HEADER, TRACE, record
from wslearn.cli.view import lanes_of, make_view
from wslearn.errors import UsageError
from wslearn.render.timeline import View
from wslearn.trace.jsonl import Trace


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
    """Where the bundled client was, it stands for the wire; where a page was, there is only the wire."""
    page = Trace(HEADER, (record(1, "wire", "receive", "handshake.request"),))
    assert "wire" not in lanes_of(TRACE)
    assert lanes_of(page) == ("wire", "asgi", "consumer", "json", "layer")
