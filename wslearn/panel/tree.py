"""Where a group_send went, as a tree: send, delivery, method, event, frame."""

from collections.abc import Iterable

from wslearn.panel.items import Item
from wslearn.render.escape import shown
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
    nodes: dict[tuple[str, int], Item] = {}
    clients: dict[str | None, str] = {}
    for record in records:
        if record.lane == "client" and record.conn not in clients:
            clients[record.conn] = str(record.data.get("client", ""))
        parent = nodes.get(record.cause) if record.cause is not None else None
        if (parent is None and record.id != identity) or len(nodes) == MOST:
            continue
        if (record.lane, record.type) in _SHOWN:
            node = nodes[record.id] = _node(record, clients)
            if parent is not None:
                parent["children"].append(node)
        elif parent is not None:
            nodes[record.id] = parent  # what it led to belongs to its own cause
    return nodes.get(identity)


def _node(record: Record, clients: dict[str | None, str]) -> Item:
    return {"text": shown(_text(record, clients)), "mark": _LOST.get(record.type), "children": []}


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
