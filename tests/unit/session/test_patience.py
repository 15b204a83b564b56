"""When a check stops waiting: the server has nothing more to do."""

import pytest

from wslearn.session.patience import is_still
from wslearn.trace.record import Record

SECOND = 10**9


def trace(*seen: tuple[str, float]) -> list[Record]:
    """Records of these types, each with its time in seconds."""
    return [
        Record("server-1", number, int(at * SECOND), "consumer", None, kind) for number, (kind, at) in enumerate(seen)
    ]


def still(records: list[Record], *, now: float, begun: float = 0) -> bool:
    """Whether nothing more is expected at a time in seconds."""
    return is_still(records, int(begun * SECOND), int(now * SECOND))


ANSWERED = trace(("enter", 5.0), ("leave", 5.1))


def test_a_server_is_still_when_nothing_is_recorded_any_more() -> None:
    """A method that is done and a second of silence: nothing more is expected."""
    assert not still(ANSWERED, now=5.2)
    assert still(ANSWERED, now=6.1)


def test_a_wait_has_time_of_its_own() -> None:
    """A wait that begins in a long silence is not over at once."""
    assert not still(ANSWERED, now=60.1, begun=60.0)
    assert still(ANSWERED, now=61.0, begun=60.0)


def test_a_method_that_still_runs_is_waited_for() -> None:
    """`await asyncio.sleep(2)` in a handler is silence, too, but the answer comes."""
    assert not still(trace(("enter", 5.0)), now=7.0)


@pytest.mark.parametrize(("now", "expected"), [(6.1, False), (7.0, True)])
def test_daphne_has_time_to_notice_an_exception(now: float, expected: bool) -> None:
    """Daphne looks for crashed applications once a second; the close that follows is part of the verdict."""
    assert still(trace(("enter", 5.0), ("exception", 5.0), ("leave", 5.0)), now=now) is expected


def test_a_server_that_said_nothing_yet_gets_its_time() -> None:
    """Without any record the wait's own beginning counts."""
    assert not still([], now=10.1, begun=10.0)
    assert still([], now=11.0, begun=10.0)
