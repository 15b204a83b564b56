"""Two runs of the same code are the same lines."""

from wslearn.trace.golden import normalised
from wslearn.trace.record import Record


def handshake(cookie: str, path: str = "/ws/") -> Record:
    """A handshake with a cookie."""
    data = {"client": "ada", "path": path, "headers": [["Cookie", cookie], ["X-Kept", "1"]]}
    return Record("client", 1, 1, "client", "receive", "handshake.request", data, "c1")


def lines(record: Record) -> tuple[str, ...]:
    """The golden trace of one record."""
    return normalised([record], lambda _: "ada")


def test_a_session_is_not_part_of_a_golden_trace() -> None:
    """Every login makes another session, and no session id belongs into a file of the course."""
    first, second = lines(handshake("sessionid=one")), lines(handshake("sessionid=two"))
    assert first == second
    assert "sessionid" not in first[0]


def test_another_path_is_another_trace() -> None:
    """What the code decides stays in, other headers too."""
    assert lines(handshake("a=1", "/ws/")) != lines(handshake("a=1", "/ws/other/"))
    assert "X-Kept" in lines(handshake("a=1"))[0]
