"""When a sync method ends is told by the thread that ran it, not by the loop that hears of it later."""

from contextlib import ExitStack
from itertools import pairwise

from tests.live.raw_socket import RawSocket
from tests.live.recorded import pick, recorded
from wslearn import paths
from wslearn.trace.record import Record

CLIENTS = 6
MESSAGES = 20


def calls(records: list[Record], count: int) -> list[tuple[Record, Record]]:
    """Each call's beginning and end, in the order of beginning."""
    ends = {record.cause: record for record in pick(records, "consumer", "leave")}
    begun = pick(records, "consumer", "enter")
    assert len(begun) == len(ends) == count
    return [(enter, ends[enter.id]) for enter in begun]


def test_one_thread_does_one_thing_after_the_other() -> None:
    """All sync consumers share a thread: no method's record of its end stands after the next one's beginning."""
    with recorded() as (_, ready, collector), ExitStack() as stack:
        clients = [stack.enter_context(RawSocket(ready.port, "/ws/sync/")) for _ in range(CLIENTS)]
        for _ in range(MESSAGES):
            for client in clients:
                client.text("1")
        for client in clients:
            for _ in range(MESSAGES):
                assert client.frame().payload == b"1"
        count = CLIENTS * (MESSAGES + 1)
        found = calls(collector.until("consumer", "leave", count), count)
    assert [after for (_, before), (after, _) in pairwise(found) if before.seq > after.seq] == []


def test_an_exception_is_told_before_the_end() -> None:
    """A sync method that raises: its exception, caused by its beginning, then its end, each once."""
    with recorded() as (_, ready, collector), RawSocket(ready.port, "/ws/sync/") as client:
        client.text('"boom"')
        assert client.frame().opcode == 8
        collector.until("consumer", "leave", outcome="exception")
        records = list(collector.records)
    (error,) = pick(records, "consumer", "exception")
    (leave,) = pick(records, "consumer", "leave", outcome="exception")
    assert error.cause == leave.cause
    assert error.seq < leave.seq
    assert (error.data["class"], error.data["function"]) == ("LookupError", "asked_for")
    assert str(paths.probe()) not in error.data["traceback"]
