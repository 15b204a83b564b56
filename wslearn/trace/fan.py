"""Where a group_send went: into which channels, who took it, and what became of it.

Must not know: how it is drawn.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from wslearn.trace.matching import ClientOf
from wslearn.trace.record import Record

Fate = Literal["frame", "silent", "exception", "capacity", "expiry", "waits", "ghost"]
"""What became of a message in a channel: a frame, a method that sent nothing or failed, a loss (its `why`); or nobody
has taken it: its consumer may still do so, or is over (`ghost`)."""


# After these a connection's consumer takes nothing from its channel any more.
_OVER = {("asgi", "return"), ("asgi", "cancel"), ("consumer", "exception")}


@dataclass(frozen=True, slots=True)
class Node:
    """A record and what it led to, in time order."""

    record: Record
    children: list["Node"]

    def records(self) -> Iterator[Record]:
        """It and all below, each before what it led to."""
        ahead = [self]
        while ahead:  # no recursion: a method may have sent again, and so on
            node = ahead.pop()
            yield node.record
            ahead.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class Branch:
    """A message in one channel.

    Attributes:
        channel: its name.
        client: the client whose channel it is; None where nobody knows.
        fate: what became of it.
        method: the consumer's method that got it, empty where none did.
        ends: the frames that were written, or what kept them from it: of type `frame`, `exception` or `nothing`.
    """

    channel: str
    client: str | None
    fate: Fate
    method: str
    ends: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Fan:
    """A group_send and its branches; `client` is whose consumer sent it, None where it was none's."""

    sent: Record
    client: str | None
    branches: tuple[Branch, ...]


def trees(records: Iterable[Record], is_root: Callable[[Record], bool], most: int | None = None) -> list[Node]:
    """The records that are roots, each with all that it led to.

    Args:
        records: in the order in which they came, a cause before what it led to.
        most: nodes that are made, at most.
    """
    roots: list[Node] = []
    nodes: dict[tuple[str, int], Node] = {}
    for record in records:
        if most is not None and len(nodes) == most:
            break
        parent = nodes.get(record.cause) if record.cause is not None else None
        root = is_root(record)
        if parent is None and not root:
            continue
        node = nodes[record.id] = Node(record, [])
        (roots if root else parent.children if parent else roots).append(node)
    return roots


def fans(known: Iterable[Record], judged: Iterable[Record], client_of: ClientOf) -> tuple[Fan, ...]:
    """Every group_send among the judged records.

    Args:
        known: all records there are; they tell whose channel a name is.
        judged: some of them.
    """
    owners, over = _owners(known)
    return tuple(_fan(root, owners, over, client_of) for root in trees(judged, _is_group_send))


def _is_group_send(record: Record) -> bool:
    return record.lane == "layer" and record.type == "group_send"


def _owners(records: Iterable[Record]) -> tuple[Mapping[str, str | None], set[str | None]]:
    """Channel → connection, and the connections whose consumer is over."""
    owners: dict[str, str | None] = {}
    over: set[str | None] = set()
    for record in records:
        if record.lane == "layer" and record.type == "new_channel":
            owners[record.data["channel"]] = record.conn
        elif (record.lane, record.type) in _OVER:
            over.add(record.conn)
    return owners, over


def _fan(root: Node, owners: Mapping[str, str | None], over: set[str | None], client_of: ClientOf) -> Fan:
    sends = [node for node in root.children if node.record.lane == "layer" and node.record.type == "send"]
    branches = []
    for node in sends:
        channel = str(node.record.data["channel"])
        conn = owners.get(channel)
        below = list(node.records())[1:]
        calls = [r for r in below if r.lane == "consumer" and r.type == "enter"]
        ends = tuple(r for r in below if r.lane == "wire" or r.type == "exception")
        fate = _fate(below, conn in over)
        method = str(calls[0].data["method"]) if calls else ""
        branches.append(Branch(channel, client_of(conn), fate, method, ends))
    return Fan(root.record, client_of(root.record.conn), tuple(branches))


def _fate(below: Iterable[Record], over: bool) -> Fate:
    """From the records that a message in a channel led to; `over`: its consumer has ended."""
    found = {record.type: record for record in below}
    if "drop" in found:
        return "expiry" if found["drop"].data["why"] == "expiry" else "capacity"
    if "exception" in found:
        return "exception"
    if "deliver" in found or "enter" in found:
        return "frame" if "frame" in found else "silent"
    return "ghost" if over else "waits"
