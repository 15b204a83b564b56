"""The recorder's promises: complete, in order, bounded, and it says what it had to leave out."""

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from wslearn.probe.recorder import Recorder
from wslearn.probe.spool import Spool
from wslearn.server.pipe import read_batches


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Both ends of a pipe."""
    ends = os.pipe()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


def until(reading: int, word: str) -> list[Any]:
    """All items up to a control word."""
    items = []
    with os.fdopen(os.dup(reading), "rb") as stream:
        for batch in read_batches(stream):
            items.extend(batch)
            if (word, None) in batch:
                return items
    raise AssertionError(items[-3:])


def records(items: list[Any]) -> list[Any]:
    return [item for item in items if len(item) > 2]


def told_by_another_thread(recorder: Recorder) -> threading.Thread:
    """`tell` waits until the pipe has all; this test is the one that reads it."""
    teller = threading.Thread(target=recorder.tell, args=("bye", None))
    teller.start()
    return teller


def test_a_parent_that_does_not_read_gets_everything_later(pipe: tuple[int, int]) -> None:
    """Fifty messages of a mebibyte while nobody reads: memory, then a file; all arrive, in order, unchanged."""
    recorder = Recorder(pipe[1], Spool(memory=8 << 20))
    payloads = [bytes([number]) * (1 << 20) for number in range(50)]
    for payload in payloads:
        recorder.record(1, "wire", "receive", "frame", {"bytes": payload})
        recorder.seal()
    teller = told_by_another_thread(recorder)
    got = records(until(pipe[0], "bye"))
    teller.join()
    assert [record[0] for record in got] == list(range(1, 51))
    assert [record[6]["bytes"] for record in got] == payloads


def test_above_the_bounds_records_are_counted(pipe: tuple[int, int]) -> None:
    """No room in memory nor on disk: what is lost is counted, where it was lost, and nothing else is lost."""
    recorder = Recorder(pipe[1], Spool(memory=1 << 16, disk=1 << 16))
    for _ in range(300):
        recorder.record(1, "wire", "receive", "frame", {"bytes": os.urandom(10_000)})
        recorder.seal()
    teller = told_by_another_thread(recorder)
    got = records(until(pipe[0], "bye"))
    teller.join()
    gaps = [record[6]["count"] for record in got if record[5] == "gap"]
    assert gaps
    assert len(got) - len(gaps) + sum(gaps) == 300
    numbers = [record[0] for record in got]
    assert numbers == sorted(set(numbers))
    at = next(at for at, record in enumerate(got) if record[5] == "gap")
    if at + 1 < len(got):
        assert got[at + 1][0] == got[at][0] + got[at][6]["count"]


def test_a_control_word_is_never_lost(pipe: tuple[int, int]) -> None:
    """With no room at all, the words still cross, in order, and the gap before them."""
    recorder = Recorder(pipe[1], Spool(memory=0, disk=0))
    for _ in range(100):
        recorder.record(1, "wire", "receive", "frame", {"bytes": os.urandom(10_000)})
        recorder.seal()
    first = threading.Thread(target=recorder.tell, args=("sync", None))
    first.start()
    items = until(pipe[0], "sync")
    first.join()
    got = records(items)
    assert sum(record[6].get("count", 1) for record in got) == 100
    assert items[-1] == ("sync", None)


def test_threads_do_not_disorder_the_records(pipe: tuple[int, int]) -> None:
    """A record that is handed in late holds back those with higher numbers: they leave in the order of numbers."""
    recorder = Recorder(pipe[1])
    for number in (2, 1):
        recorder._taken.append((number, 0, 1, "wire", None, "lost", {}, None))
        recorder.seal()
    recorder.tell("bye", None)
    assert [record[0] for record in records(until(pipe[0], "bye"))] == [1, 2]


def test_a_thread_that_never_hands_in_holds_up_nobody(pipe: tuple[int, int]) -> None:
    """Number 1 never comes: the others leave with the next control word, and later ones as usual."""
    recorder = Recorder(pipe[1])
    next(recorder._count)
    recorder.record(1, "wire", None, "lost", {})
    recorder.tell("sync", None)
    recorder.record(1, "wire", None, "lost", {})
    recorder.seal()
    assert not recorder._waiting
    recorder.tell("bye", None)
    assert [record[0] for record in records(until(pipe[0], "bye"))] == [2, 3]


def test_what_marshal_cannot_carry_is_carried_as_repr(pipe: tuple[int, int]) -> None:
    """One odd record in a batch changes itself only."""
    recorder = Recorder(pipe[1])
    recorder.record(1, "layer", None, "new_channel", {"channel": object})
    recorder.record(1, "layer", None, "new_channel", {"channel": "x"})
    recorder.tell("bye", None)
    got = records(until(pipe[0], "bye"))
    assert [record[6]["channel"] for record in got] == [{...: "<class 'object'>"}, "x"]


def test_a_broken_pipe_costs_no_memory(pipe: tuple[int, int]) -> None:
    """The parent is gone: records are thrown away and nothing raises."""
    os.close(pipe[0])
    recorder = Recorder(pipe[1])
    recorder.record(1, "wire", None, "lost", {})
    recorder.flush()
    for _ in range(20_000):
        recorder.record(1, "wire", None, "lost", {})
    assert len(recorder._taken) + len(recorder._waiting) < 10_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_forgetting_lets_go_of_the_pipe(pipe: tuple[int, int]) -> None:
    """What a forked child does first: nothing is written any more, and the pipe is closed."""
    recorder = Recorder(os.dup(pipe[1]))
    recorder.forget()
    recorder.record(1, "wire", None, "lost", {})
    recorder.tell("bye", None)
    os.close(pipe[1])
    assert os.read(pipe[0], 1) == b""
