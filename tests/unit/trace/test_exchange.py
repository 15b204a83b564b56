"""A connection is told by the witness who saw it best."""

from tests.unit.trace.sample import RECORDS, record
from wslearn.trace.exchange import exchanges


def test_the_client_is_the_best_witness() -> None:
    """Where the bundled client's records are, they alone tell the exchange."""
    (exchange,) = exchanges(RECORDS)
    assert {record.lane for record in exchange.records} == {"client"}
    assert (exchange.url, exchange.status) == ("ws://127.0.0.1:9/ws/json/?a=1", 101)


def test_a_page_is_told_by_daphne() -> None:
    """A page has no client lane: the handshake that Daphne read gives the address."""
    seen = [
        record(1, "wire", "receive", "handshake.request", method="GET", path="/ws/?a", headers=[["host", "h:8000"]]),
        record(2, "wire", "send", "handshake.response", status=403, reason="Forbidden", headers=[], body=b"no"),
        record(3, "asgi", "receive", "scope", type="websocket", path="/ws/"),
    ]
    (exchange,) = exchanges(seen)
    assert exchange.websocket
    assert (exchange.url, exchange.status, exchange.body) == ("ws://h:8000/ws/?a", 403, b"no")


def test_plain_http_of_a_page_is_told_by_asgi() -> None:
    """The page's own GET is in the trace as a scope and http events, with the body in pieces."""
    seen = [
        record(
            1,
            "asgi",
            "receive",
            "scope",
            conn="h1",
            type="http",
            method="POST",
            path="/x",
            query_string=b"q=1",
            headers=[(b"host", b"h")],
        ),
        record(2, "asgi", "receive", "http.request", conn="h1", body=b"ignored"),
        record(3, "asgi", "send", "http.response.start", conn="h1", status=200, headers=[(b"A", b"b"), "odd"]),
        record(4, "asgi", "send", "http.response.body", conn="h1", body=b"12"),
        record(5, "asgi", "send", "http.response.body", conn="h1", body=b"3"),
    ]
    (exchange,) = exchanges(seen)
    assert not exchange.websocket
    assert (exchange.method, exchange.url, exchange.status) == ("POST", "http://h/x?q=1", 200)
    assert (exchange.response_headers, exchange.body) == ((("A", "b"),), b"123")


def test_no_answer_is_an_exchange_too() -> None:
    """A client that could not connect is shown with its error; the server's own records are no exchange."""
    failed = record(1, "client", None, "failed", client="alice", stage="tcp", error="Nobody listens there.")
    ready = record(2, "wire", None, "server.ready", conn=None)
    (exchange,) = exchanges([failed, ready])
    assert (exchange.status, exchange.error, exchange.answered) == (0, "Nobody listens there.", None)
