"""The two states of a connection."""

from tests.unit.render.samples import event, record, row
from wslearn.panel.states import Ribbons
from wslearn.trace.record import Record

REQUEST = record("client", "handshake.request", "receive", client="alice")
CLOSE = record("client", "frame", "send", opcode="close", code=1000)


def changes(*rows: tuple[Record, ...]) -> list[tuple[str, str]]:
    """All changes of these rows of one connection."""
    ribbons = Ribbons()
    return [change for records in rows for change in ribbons.changes(row(1, "message", None, *records))]


def test_a_whole_connection() -> None:
    """Both sides go through their states, each told once."""
    accepted = (event("send", type="websocket.accept"), record("client", "handshake.response", "send", status=101))
    left = (event("receive", type="websocket.disconnect"), record("client", "closed", client="alice"))
    rows = ((REQUEST, event("receive", type="websocket.connect")), accepted, accepted, (CLOSE,), left)
    assert changes(*rows) == [
        ("page", "CONNECTING"),
        ("asgi", "CONNECTING"),
        ("asgi", "CONNECTED"),
        ("page", "OPEN"),
        ("page", "CLOSING"),
        ("asgi", "DISCONNECTED"),
        ("page", "CLOSED"),
    ]


def test_nothing_goes_back() -> None:
    """A close frame that is seen after the end changes nothing any more."""
    assert changes((record("client", "closed"),), (CLOSE,)) == [("page", "CLOSED")]


def test_a_refusal_ends_it() -> None:
    """Any status but 101 is the end for the page."""
    assert changes((REQUEST, record("client", "handshake.response", "send", status=403)))[-1] == ("page", "CLOSED")


def test_the_page_itself_is_believed() -> None:
    """What a page says of its readyState counts, beside what the wire shows."""
    opened = record("client", "page.open", "send", state=1)
    assert changes((record("wire", "handshake.request", "receive"),), (opened,)) == [
        ("page", "CONNECTING"),
        ("page", "OPEN"),
    ]


def test_the_wire_speaks_for_a_client_that_nobody_asked() -> None:
    """Without any client's records those of the wire tell; with them they do not."""
    wire = record("wire", "handshake.response", "send", status=101)
    assert changes((wire,)) == [("page", "OPEN")]
    assert changes((record("client", "frame", "send", opcode="text"), wire)) == []


def test_plain_http_has_no_states() -> None:
    """A page that is fetched is no connection with a readyState."""
    answer = record("wire", "handshake.response", "send", status=200)
    assert Ribbons().changes(row(1, "http", "send", answer)) == []
