"""One connection has one name, whoever saw it."""

from typing import Any

from wslearn.trace.merge import Merger
from wslearn.trace.record import Lane, Record


def _record(src: str, conn: str | None, lane: Lane, type_: str, **data: Any) -> Record:
    return Record(src, 1, 1, lane, None, type_, data, conn, ("x", 1))


def _by_client(conn: str, key: str, client: str = "alice") -> Record:
    return _record("client", conn, "client", "handshake.request", client=client, headers=[["Sec-WebSocket-Key", key]])


def _by_server(conn: str, key: str, src: str = "server-1") -> Record:
    return _record(src, conn, "wire", "handshake.request", headers=[["sec-websocket-key", f"{key} "]])


def _frame(src: str, conn: str | None, lane: Lane = "wire") -> Record:
    return _record(src, conn, lane, "frame", text="hi")


def _names(merger: Merger, *records: Record) -> list[str | None]:
    return [merger.feed(record).conn for record in records]


def test_client_and_server_are_tied_by_the_key() -> None:
    """Two clients at once: each server connection belongs to the client that made its handshake."""
    merger = Merger()
    opened = _names(
        merger, _by_client("alice#1", "A="), _by_client("bob#1", "B="), _by_server("1", "B="), _by_server("2", "A=")
    )
    assert opened == ["c1", "c2", "c2", "c1"]
    later = _names(merger, _frame("client", "bob#1", "client"), _frame("server-1", "1"), _frame("server-1", "2"))
    assert later == ["c2", "c2", "c1"]


def test_the_server_may_be_heard_first() -> None:
    """Records of two processes come in any order; names count in the order first seen."""
    assert _names(Merger(), _by_server("7", "A="), _by_client("alice#1", "A=")) == ["c1", "c1"]


def test_the_scope_ties_when_the_wire_is_not_recorded() -> None:
    """Without the wire lane the key in the scope's header pairs does the same."""
    scope = _record("server-1", "1", "asgi", "scope", type="websocket", headers=[(b"sec-websocket-key", b"A=")])
    assert _names(Merger(), _by_server("9", "Z="), _by_client("alice#1", "A="), scope) == ["c1", "c2", "c2"]


def test_a_key_used_twice_is_two_connections() -> None:
    """A client that copies the key of an example does not merge with its own past."""
    merger = Merger()
    assert _names(merger, _by_client("a#1", "A="), _by_server("1", "A=")) == ["c1", "c1"]
    assert _names(merger, _by_client("a#2", "A="), _by_server("2", "A=")) == ["c2", "c2"]
    assert _names(merger, _by_client("a#3", "A="), _by_client("a#4", "A=")) == ["c3", "c4"]


def test_two_servers_do_not_share_numbers() -> None:
    """Connection 1 of a restarted server is another connection."""
    assert _names(Merger(), _by_server("1", "A="), _by_server("1", "B=", "server-2")) == ["c1", "c2"]


def test_connections_without_a_key_get_their_own_name() -> None:
    """A client that never got as far as a handshake is a connection too."""
    failed = _record("client", "alice#1", "client", "failed", client="alice")
    assert _names(Merger(), failed, _record("server-1", "1", "wire", "handshake.request", headers=[])) == ["c1", "c2"]


def test_plain_http_is_tied_by_the_port() -> None:
    """A GET of the bundled client is h1 for both; a request of the same port later is another one."""
    merger = Merger()

    def ask(conn: str) -> Record:
        return _record("client", conn, "client", "http.request", client="alice", local=["127.0.0.1", 5])

    def scope(conn: str) -> Record:
        return _record("server-1", conn, "asgi", "scope", type="http", client=["127.0.0.1", 5], headers=[])

    assert _names(merger, ask("alice#1"), scope("1"), _by_server("2", "A=")) == ["h1", "h1", "c1"]
    assert _names(merger, scope("3"), ask("alice#2"), scope("4")) == ["h2", "h2", "h3"]


def test_who_is_at_the_other_end() -> None:
    """The bundled client's name is known for its connections, and only for those."""
    merger = Merger()
    _names(merger, _by_server("1", "B="), _by_client("bob#1", "B=", "bob"), _by_server("2", "C="))
    assert [merger.client_of(conn) for conn in ("c1", "c2", "c9", None)] == ["bob", None, None, None]


def test_all_else_of_a_record_stays() -> None:
    """Only the connection's name is changed; records of the server itself are passed through."""
    record = _frame("server-1", "1")
    given = Merger().feed(record)
    assert (given.id, given.t_ns, given.type, given.data, given.cause) == (
        record.id,
        1,
        "frame",
        {"text": "hi"},
        ("x", 1),
    )
    ready = _record("server-1", None, "wire", "server.ready")
    assert Merger().feed(ready) is ready


def test_secrets_are_masked_unless_asked_for() -> None:
    """`--show-secrets` is the one way to see a cookie's value."""
    cookie = _record("client", "a#1", "client", "handshake.request", headers=[["Cookie", "s=hush"]])
    assert "hush" not in repr(Merger().feed(cookie).data)
    assert Merger(show_secrets=True).feed(cookie).data == cookie.data
