"""What is kept for pages."""

import json

from tests.unit.render.samples import record, row
from tests.unit.trace.sample import HEADER, TRACE
from wslearn.panel.backlog import Backlog
from wslearn.panel.items import Notice
from wslearn.panel.loading import played
from wslearn.trace.record import StepMark
from wslearn.trace.row import Row


def prints(number: int, length: int = 1) -> Row:
    """A row with one line that was printed."""
    return row(number, "output", None, record("consumer", "print", text="x", stream="stdout", length=length))


def numbers(texts: list[str]) -> list[int]:
    """The indices of items."""
    return [json.loads(text)["i"] for text in texts]


def test_pages_read_at_their_own_pace() -> None:
    """Any part can be read, by anybody, again and again."""
    backlog = Backlog()
    backlog.rows([prints(number) for number in range(10)])
    assert numbers(backlog.texts(0, 4)) == [0, 1, 2, 3]
    assert numbers(backlog.texts(2, 100)) == list(range(2, 10))
    assert backlog.texts(10, 5) == []
    backlog.add(Notice("more"))
    assert numbers(backlog.texts(10, 5)) == [10]


def test_the_order_is_that_of_the_session() -> None:
    """Steps and findings stand where they came among the rows; records only in the saved form."""
    backlog = Backlog()
    backlog.entry(HEADER)
    backlog.entry(StepMark(0, 1, "One"))
    backlog.rows([prints(1)])
    backlog.entry(prints(1).records[0])
    assert [json.loads(text)["kind"] for text in backlog.texts(0, 9)] == ["step", "row"]
    assert len(backlog.trace().entries) == 2
    assert backlog.trace().header is HEADER


def test_who_watches_is_told() -> None:
    """Of rows and of everything else, until it watches no more."""
    backlog, told = Backlog(), [0]

    def more() -> None:
        told[0] += 1

    backlog.watch(more)
    backlog.rows([prints(1)])
    backlog.add(Notice("x"))
    assert told == [2]
    backlog.unwatch(more)
    backlog.add(Notice("x"))
    assert told == [2]


def test_the_oldest_go_when_there_is_too_much() -> None:
    """Memory is bounded by what rows weigh; indices go on, and what is left is whole."""
    backlog = Backlog(most=1_000_000)
    for number in range(100):
        backlog.entry(prints(number).records[0])
        backlog.rows([prints(number, length=10_000)])
        backlog.texts(backlog.first, 1000)
    assert 0 < backlog.first < 99
    assert backlog.end == 100
    assert backlog.at(0) is None
    last = backlog.at(99)
    assert isinstance(last, Row)
    assert last.number == 99
    assert numbers(backlog.texts(backlog.first, 1000)) == list(range(backlog.first, 100))
    assert len(backlog.trace().entries) == 100 - backlog.first


def test_a_saved_trace_is_played() -> None:
    """Step, rows and finding of a file, with times that count from its header."""
    kinds = [json.loads(text)["kind"] for text in played(TRACE).texts(0, 99)]
    assert (kinds[0], kinds[-1]) == ("step", "finding")
    assert kinds.count("row") > 3
    assert played(TRACE).trace().entries == TRACE.entries
