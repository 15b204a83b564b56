"""The fan-out of a group_send."""

from typing import Any

from wslearn.panel.tree import MOST, tree
from wslearn.trace.record import Lane, Record

ROOT = ("server-1", 1)


def record(seq: int, lane: Lane, type_: str, cause: int | None, conn: str = "c1", **data: Any) -> Record:
    """A record with a cause in the same process."""
    return Record("server-1", seq, seq, lane, None, type_, data, conn, None if cause is None else ("server-1", cause))


SENT = record(1, "layer", "group_send", None, group="room", message={"type": "say"})


def test_a_message_reaches_two() -> None:
    """Each member is a branch: channel, delivery, method, event, frame; what is not of the way is left out."""
    records = [
        Record("client", 1, 0, "client", "receive", "handshake.request", {"client": "bob"}, "c2"),
        SENT,
        record(2, "layer", "send", 1, channel="x!1", group="room"),
        record(3, "layer", "send", 1, channel="x!2", group="room"),
        record(4, "layer", "deliver", 3, "c2", channel="x!2"),
        record(5, "consumer", "enter", 4, "c2", **{"class": "Chat", "method": "say"}),
        record(6, "consumer", "print", 5, "c2", text="not of the way"),
        record(7, "asgi", "websocket.send", 5, "c2", text="hi"),
        record(8, "wire", "frame", 7, "c2", opcode="text", text="hi"),
        record(9, "asgi", "websocket.send", 99, "c2", text="another"),
    ]
    made = tree(records, ROOT)
    assert made is not None
    first, second = made["children"]
    assert first["children"] == []
    texts = []
    while second:
        texts.append(second["text"])
        second = next(iter(second["children"]), None)
    assert texts == [
        "to channel x!2",
        "c2 bob takes it from x!2",
        "c2 bob: Chat.say",
        "websocket.send hi",
        "c2 bob: TEXT hi",
    ]


def test_a_lost_message_is_marked() -> None:
    """A branch that ends because the channel was full says so."""
    drop = record(3, "layer", "drop", 2, channel="x!1", why="capacity")
    made = tree([SENT, record(2, "layer", "send", 1, channel="x!1"), drop], ROOT)
    assert made is not None
    assert made["children"][0]["children"][0]["mark"] == "lost"


def test_what_is_not_kept_has_no_tree() -> None:
    """A group_send that was let go, or never was."""
    assert tree([SENT], ("server-1", 5)) is None


def test_a_tree_is_bounded() -> None:
    """A message to thousands is drawn in part."""
    sends = [record(seq, "layer", "send", 1, channel="x") for seq in range(2, 2 * MOST)]
    made = tree([SENT, *sends], ROOT)
    assert made is not None
    assert len(made["children"]) == MOST - 1
