"""Where a group_send went."""

from typing import Any

import pytest

from wslearn.trace.fan import Branch, Fate, fans, trees
from wslearn.trace.record import Lane, Record

CLIENTS = {"c1": "ann", "c2": "bob"}


def record(seq: int, lane: Lane, type_: str, cause: int | None = None, conn: str | None = "c2", **data: Any) -> Record:
    """A record of the server, caused by another of it."""
    return Record("server-1", seq, seq, lane, None, type_, data, conn, None if cause is None else ("server-1", cause))


SENT = record(1, "layer", "group_send", conn="c1", group="room", message={"type": "say"})
TO_BOB = record(3, "layer", "send", 1, "c1", channel="x!bob", group="room")
BOBS = record(2, "layer", "new_channel", channel="x!bob")
TAKEN = record(4, "layer", "deliver", 3, channel="x!bob")
CALLED = record(5, "consumer", "enter", 4, method="say")
SPOKE = record(6, "asgi", "websocket.send", 5, text="hi")
FRAME = record(7, "wire", "frame", 6, opcode="text", text="hi")
OVER = record(8, "asgi", "return")


def branch(*records: Record) -> Branch:
    """The one branch of the group_send."""
    known = [BOBS, SENT, TO_BOB, *records]
    (fan,) = fans(known, known[1:], lambda conn: CLIENTS.get(conn or ""))
    assert (fan.sent, fan.client) == (SENT, "ann")
    (only,) = fan.branches
    return only


def test_a_message_becomes_a_frame() -> None:
    """Whose channel it is, the method, and the frame that the client got."""
    assert branch(TAKEN, CALLED, SPOKE, FRAME) == Branch("x!bob", "bob", "frame", "say", (FRAME,))


@pytest.mark.parametrize(
    ("records", "fate"),
    [
        ([TAKEN, CALLED], "silent"),
        ([TAKEN, CALLED, SPOKE, FRAME, record(9, "consumer", "exception", 5, message="no")], "exception"),
        ([record(4, "layer", "drop", 3, why="capacity")], "capacity"),
        ([record(4, "layer", "drop", 3, why="expiry")], "expiry"),
        ([], "waits"),
        ([OVER], "ghost"),
        ([record(8, "consumer", "exception", message="before")], "ghost"),
        ([TAKEN, CALLED, SPOKE, FRAME, OVER], "frame"),
    ],
)
def test_what_became_of_it(records: list[Record], fate: Fate) -> None:
    """A loss tells why; what nobody has taken yet is lost for sure only when its consumer is over."""
    assert branch(*records).fate == fate


def test_a_channel_that_nobody_knows() -> None:
    """Another process made it: it belongs to no client, and may be read there."""
    (fan,) = fans([SENT, TO_BOB], [SENT, TO_BOB], lambda conn: None)
    assert fan.client is None
    assert fan.branches == (Branch("x!bob", None, "waits", "", ()),)


def test_a_method_that_sends_again_begins_a_fan_of_its_own() -> None:
    """Its branches are not those of the first."""
    again = record(6, "layer", "group_send", 5, group="room", message={})
    known = [BOBS, SENT, TO_BOB, TAKEN, CALLED, again, record(7, "layer", "send", 6, channel="x!bob", group="room")]
    first, second = fans(known, known, lambda conn: None)
    assert (first.branches[0].fate, second.sent, len(second.branches)) == ("silent", again, 1)


def test_a_tree_holds_all_that_a_record_led_to() -> None:
    """In time order, however deep, and nothing of other causes."""
    deep = [record(seq, "asgi", "websocket.send", seq - 1) for seq in range(2, 5000)]
    (root,) = trees([SENT, *deep, record(9000, "asgi", "return", 8999)], lambda r: r is SENT)
    assert list(root.records()) == [SENT, *deep]
