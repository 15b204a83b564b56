"""Where a group_send went, as the nested items that a page draws: send, delivery, method, event, frame."""

from collections.abc import Iterable

from wslearn.panel.items import Item
from wslearn.render.escape import shown
from wslearn.trace.fan import Node, trees
from wslearn.trace.labels import network_label, short
from wslearn.trace.record import Record

MOST = 1000
"""Nodes of a tree."""
_SHOWN = {
    ("layer", "group_send"),
    ("layer", "send"),
    ("layer", "deliver"),
    ("layer", "drop"),
    ("consumer", "enter"),
    ("consumer", "exception"),
    ("asgi", "websocket.send"),
    ("asgi", "websocket.close"),
    ("wire", "frame"),
    ("wire", "nothing"),
}
_LOST = {"drop": "lost", "nothing": "nothing was written", "exception": "exception"}


def tree(records: Iterable[Record], identity: tuple[str, int]) -> Item | None:
    """The tree of a group_send, by the causes of records; None where it is not kept.

    Args:
        records: in the order in which they came, a cause before what it led to.
        identity: of the group_send.
    """
    records = list(records)
    made = trees(records, lambda record: record.id == identity, MOST)
    if not made:
        return None
    clients: dict[str | None, str] = {}
    for record in records:
        if record.lane == "client":
            clients.setdefault(record.conn, str(record.data.get("client", "")))
    return _item(made[0], clients)


def _item(root: Node, clients: dict[str | None, str]) -> Item:
    """The root as an item; what is not shown gives what it led to, to the item above it."""
    top: Item = {"children": []}
    ahead = [(root, top)]
    while ahead:
        node, above = ahead.pop()
        record = node.record
        if (record.lane, record.type) in _SHOWN:
            item: Item = {"text": shown(_text(record, clients)), "mark": _LOST.get(record.type), "children": []}
            above["children"].append(item)
            above = item
        ahead.extend((child, above) for child in reversed(node.children))
    return next(iter(top["children"]))


def _text(record: Record, clients: dict[str | None, str]) -> str:
    data = record.data
    match record.type:
        case "group_send":
            return f"group_send {short(data.get('group'))} {short(data.get('message'))}"
        case "send":
            return f"to channel {short(data.get('channel'))}"
        case "deliver":
            return f"{_who(record, clients)} takes it from {short(data.get('channel'))}"
        case "drop":
            return f"lost for {short(data.get('channel'))}: {data.get('why')}"
        case "enter":
            return f"{_who(record, clients)}: {data.get('class')}.{data.get('method')}"
        case "exception":
            return f"{data.get('class')}: {short(data.get('message', ''))}"
        case "frame" | "nothing":
            return f"{_who(record, clients)}: {network_label(record)}"
    return f"{record.type} {short(data.get('text', data.get('bytes')))}"


def _who(record: Record, clients: dict[str | None, str]) -> str:
    name = clients.get(record.conn)
    return f"{record.conn or 'server'} {name}" if name else str(record.conn or "server")
