"""Who waited for whom."""

from typing import Any

from wslearn.trace.record import Direction, Lane, Record
from wslearn.trace.waits import Errand, errands, waited_for

MS = 1_000_000
CLIENTS = {"c1": "alice", "c2": "bob", "c3": "client"}


def at(ms: int, conn: str, lane: Lane, dir: Direction | None, type: str, /, **data: Any) -> Record:
    """A record at so many milliseconds."""
    return Record("client" if lane == "client" else "server-1", ms, ms * MS, lane, dir, type, data, conn)


def asks(ms: int, conn: str, opcode: str = "text", **data: Any) -> Record:
    """A frame that a client sends."""
    return at(ms, conn, "client", "receive", "frame", opcode=opcode, **data)


def works(conn: str, begin: int, end: int, event: str = "websocket.receive") -> list[Record]:
    """A method that runs for so long."""
    return [
        at(begin, conn, "consumer", "receive", "enter", event=event, method="m"),
        at(end, conn, "consumer", None, "leave", method="m"),
    ]


def found(*records: Record) -> list[tuple[str, int | None, int | None]]:
    """What each errand was, and its waiting and working in milliseconds."""
    return [
        (one.what, one.waited_ns and one.waited_ns // MS, one.worked_ns and one.worked_ns // MS)
        for one in errands(records, lambda conn: CLIENTS.get(conn or ""))
    ]


def test_a_message_waits_until_its_method_begins() -> None:
    """In the order of asking, each with its own times, however the records of the two connections are mixed."""
    assert found(
        asks(1, "c1", text="hi"), asks(3, "c2", "binary", bytes=b"\xff"), *works("c2", 45, 50), *works("c1", 5, 45)
    ) == [("alice: send hi", 4, 40), ("bob: send ff", 42, 5)]


def test_messages_of_one_client_come_one_by_one() -> None:
    """The second waits for the first; a client without a name of its own is not named."""
    records = [asks(1, "c3", text="one"), asks(2, "c3", text="two"), *works("c3", 3, 13), *works("c3", 13, 23)]
    assert found(*records) == [("send one", 2, 10), ("send two", 11, 10)]


def test_pings_and_pages_are_errands_too() -> None:
    """A ping is over with its pong; a page is at work from the call of the application to its answer."""
    assert found(
        asks(1, "c1", "ping"),
        at(4, "c1", "client", "send", "frame", opcode="pong"),
        at(5, "h1", "client", "receive", "http.request", path="/"),
        at(7, "h1", "asgi", "receive", "scope", type="http"),
        at(10, "h1", "client", "send", "http.response", status=200),
    ) == [("alice: ping", 3, 0), ("get /", 2, 3)]


def test_a_handshake_counts_where_others_are_at_work() -> None:
    """Bob connects while Alice's method runs, and waits; Alice had nobody to wait for."""
    assert found(
        at(1, "c1", "client", "receive", "handshake.request", path="/ws/"),
        *works("c1", 2, 3, "websocket.connect"),
        asks(4, "c1", text="x"),
        *works("c1", 5, 45),
        at(10, "c2", "client", "receive", "handshake.request", path="/ws/"),
        *works("c2", 46, 47, "websocket.connect"),
    ) == [("alice: send x", 1, 40), ("bob: connect", 36, 1)]


def test_what_never_ended_says_so() -> None:
    """None where there is no time; a method that began before the first record belongs to nothing."""
    begun = at(9, "c1", "consumer", "receive", "enter", event="websocket.receive", method="m")
    assert errands([*works("c1", 0, 1), asks(2, "c1", text="x"), begun, asks(3, "c1", text="y")], lambda _: None) == (
        Errand("send x", "c1", 2 * MS, 9 * MS, None),
        Errand("send y", "c1", 3 * MS, None, None),
    )


def work(conn: str, asked: int, began: int | None, ended: int | None) -> Errand:
    """An errand by its times in milliseconds."""
    return Errand(conn, conn, asked * MS, began and began * MS, ended and ended * MS)


def test_one_waits_for_those_whose_work_it_sat_through() -> None:
    """In the order of their work, whatever the order in which they asked; not for what ended before or began after."""
    first, second = work("a", 1, 2, 500), work("b", 2, 500, 900)
    before, late, after = work("x", 1, 2, 3), work("c", 200, 900, 1400), work("d", 3, 1400, 1800)
    everybody = [late, second, before, after, first]
    assert waited_for(late, everybody) == (first, second)
    assert waited_for(first, everybody) == ()


def test_side_by_side_is_no_wait() -> None:
    """Both at work at once: neither sat through the other's work, though a machine takes a while to begin."""
    first, second = work("a", 1, 2, 500), work("b", 2, 60, 560)
    assert waited_for(second, [first, second]) == ()


def test_what_takes_a_moment_is_no_wait() -> None:
    """Short methods one after the other; nor is there one for what never ended or never began."""
    first, second = work("a", 1, 2, 12), work("b", 1, 13, 20)
    assert waited_for(second, [first, second]) == ()
    long, asked_late = work("a", 1, 2, 500), work("b", 495, 505, 600)
    assert waited_for(asked_late, [long, asked_late]) == ()
    endless, never = work("a", 1, 2, None), work("b", 1, None, None)
    assert waited_for(never, [endless, never]) == ()
    assert waited_for(second, [endless, second]) == ()
