"""The live trace: positions, waiting, and how much of it is kept."""

import asyncio

import pytest

from tests.unit.trace.sample import record
from wslearn.session.live import Live
from wslearn.trace.record import Record


def log(seq: int) -> Record:
    """One record, told from others by its number."""
    return record(seq, "asgi", "receive", "websocket.receive", text=f"{seq}")


def seqs(records: list[Record]) -> list[int]:
    """Their numbers."""
    return [one.seq for one in records]


def test_a_position_is_where_later_records_begin() -> None:
    """`since` gives what came after a position; a new step counts from 0 again."""

    async def play() -> None:
        live = Live([])
        live.take_all([log(1), log(2)])
        here = live.position
        live.take_all([log(3)])
        assert (here, seqs(live.since(here)), seqs(live.since(0))) == (2, [3], [1, 2, 3])
        live.mark_step(2, "Next")
        assert (live.position, live.since(0)) == (0, [])

    asyncio.run(play())


@pytest.mark.parametrize(("most", "kept"), [(0, []), (4, [5, 6])])
def test_only_so_many_are_kept(most: int, kept: list[int]) -> None:
    """Old records go when there are too many; positions count on, so that what is left stands where it stood."""

    async def play() -> None:
        live = Live([], most=most)
        for seq in range(1, 7):
            live.take(log(seq))
        assert live.position == 6
        assert seqs(live.since(live.position - len(kept))) == kept
        assert len(live.records) <= most

    asyncio.run(play())


@pytest.mark.parametrize("wrapped", [False, True], ids=["an event", "a group's message"])
def test_big_messages_do_not_pile_up(wrapped: bool) -> None:
    """A few records of many bytes are bounded like many records: the newest stay, positions count on."""

    async def play() -> None:
        live = Live([], most_payload=1000)
        for seq in range(1, 8):
            data = {"message": {"text": "x" * 300}} if wrapped else {"text": "x" * 300}
            live.take(record(seq, "asgi", "receive", "websocket.receive", **data))
            assert len(live.records) <= 3
        assert live.position == 7
        assert seqs(live.since(6)) == [7]
        live.take(record(8, "asgi", "receive", "websocket.receive", text="x" * 5000))
        assert (live.position, live.records) == (8, [])

    asyncio.run(play())


def test_ctrl_c_is_not_lost_when_the_condition_holds_at_once() -> None:
    """A wait that is cancelled in the same turn in which what it waits for happens is still cancelled."""

    async def play() -> bool:
        live = Live([])
        waiting = asyncio.create_task(live.until(lambda: live.position > 0, 60))
        await asyncio.sleep(0)
        live.take(log(1))
        waiting.cancel()
        await asyncio.wait([waiting])
        return waiting.cancelled()

    assert asyncio.run(play())
