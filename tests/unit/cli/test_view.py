"""--lanes and --hide."""

import pytest

from wslearn.cli.view import make_view
from wslearn.errors import UsageError
from wslearn.render.timeline import View


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
