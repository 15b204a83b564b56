"""A page's constructor call and the handshake that it led to are one connection."""

from typing import Any

from wslearn.trace.merge import Merger
from wslearn.trace.record import Lane, Record

AGENT = "Browser/1"
SECOND = 1_000_000_000
_numbers = iter(range(10_000))


def record(src: str, conn: str, lane: Lane, type_: str, t_ns: int, **data: Any) -> Record:
    return Record(src, next(_numbers), t_ns, lane, None, type_, data, conn)


def new(conn: str, url: str = "ws://localhost:8000/ws/a/?q=1", t_ns: int = 0, **data: Any) -> Record:
    return record("page", conn, "client", "page.new", t_ns, client="page", url=url, agent=AGENT, **data)


def shake(conn: str, path: str = "/ws/a/?q=1", t_ns: int = 0, agent: str = AGENT) -> Record:
    headers = [["Host", "localhost:8000"], ["User-Agent", agent], ["Sec-WebSocket-Key", f"key {conn}"]]
    return record("server-1", conn, "wire", "handshake.request", t_ns, path=path, headers=headers)


def names(*records: Record) -> list[str | None]:
    merger = Merger()
    return [merger.feed(record).conn for record in records]


def test_either_side_may_come_first() -> None:
    """The page's report and the server's record race each other."""
    assert names(new("1"), shake("1")) == ["c1", "c1"]
    assert names(shake("1"), new("1")) == ["c1", "c1"]


def test_first_come_first_served() -> None:
    """Two sockets of the same address keep their order; another address is another connection."""
    assert names(new("1"), new("2"), shake("1"), shake("2")) == ["c1", "c2", "c1", "c2"]
    assert names(new("1"), shake("1", "/ws/b/"), shake("2")) == ["c1", "c2", "c1"]


def test_another_program_is_not_the_page() -> None:
    """The bundled client, curl or another browser on the same path at the same time."""
    assert names(new("1"), shake("1", agent="Other/2"), shake("2")) == ["c1", "c2", "c1"]


def test_an_old_handshake_is_another_one() -> None:
    """A page that is not recorded opened it long before."""
    assert names(shake("1"), new("1", t_ns=2 * SECOND)) == ["c1", "c2"]


def test_a_call_that_failed_waits_for_nothing() -> None:
    """After onclose, or an error of the constructor, the next handshake is the next call's."""
    closed = record("page", "1", "client", "page.close", SECOND, client="page", code=1006)
    again = new("2", t_ns=2 * SECOND)
    assert names(new("1"), closed, again, shake("1", t_ns=2 * SECOND)) == ["c1", "c1", "c2", "c2"]
    # A refusal is over before the server's records are here.
    assert names(new("1"), closed, shake("1", t_ns=SECOND // 2), again) == ["c1", "c1", "c1", "c2"]
    assert names(new("1", error={"class": "SyntaxError", "message": "m"}), shake("1")) == ["c1", "c2"]


def test_the_scope_does_where_the_wire_is_not_recorded() -> None:
    """Host, browser and path stand in the scope, too."""
    scope = record(
        "server-1",
        "1",
        "asgi",
        "scope",
        0,
        type="websocket",
        path="/ws/a/",
        query_string=b"q=1",
        headers=[(b"host", b"localhost:8000"), (b"user-agent", AGENT.encode())],
    )
    assert names(new("1"), scope) == ["c1", "c1"]


def test_odd_addresses_tie_nothing() -> None:
    """What a page or a client may claim has any shape."""
    assert names(new("1", "ws://[::1"), new("2", ""), shake("1")) == ["c1", "c2", "c3"]
    headers = [["User-Agent"], "x", ["Host", "a", "b"]]
    odd = record("server-1", "1", "wire", "handshake.request", 0, path=None, headers=headers)
    assert names(odd, new("1")) == ["c1", "c2"]
