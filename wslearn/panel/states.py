"""The state of a connection as its page sees it, beside the state that ASGI gives it: the changes that a row makes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from wslearn.protocol.ready_states import READY_STATES
from wslearn.trace.record import Record
from wslearn.trace.row import Row

Side = Literal["page", "asgi"]
Change = tuple[Side, str]

CONNECTING, OPEN, CLOSING, CLOSED = (READY_STATES[number].name for number in range(4))
_ORDER: Mapping[Side, tuple[str, ...]] = {
    "page": (CONNECTING, OPEN, CLOSING, CLOSED),
    "asgi": ("CONNECTING", "CONNECTED", "DISCONNECTED"),
}

# An application's view of a connection has three states; these events are the ways from one to the next (ASGI spec,
# "WebSocket Connection Scope"). A close before accept is a refusal.
_ASGI = {
    "websocket.connect": "CONNECTING",
    "websocket.accept": "CONNECTED",
    "websocket.close": "DISCONNECTED",
    "websocket.disconnect": "DISCONNECTED",
    "websocket.http.response.start": "DISCONNECTED",
}


class Ribbons:
    """The states that every connection is in; they only go forward, whatever order the observers' records come in."""

    def __init__(self) -> None:
        self._now: dict[tuple[str, Side], str] = {}

    def changes(self, row: Row) -> list[Change]:
        """The states that a row's records lead to, in order; nothing for plain HTTP."""
        if row.conn is None or row.kind == "http":
            return []
        return [change for change in _changes(row.records) if self._advance(row.conn, *change)]

    def _advance(self, conn: str, side: Side, state: str) -> bool:
        order = _ORDER[side]
        now = self._now.get((conn, side))
        if now is not None and order.index(state) <= order.index(now):
            return False
        self._now[conn, side] = state
        return True


def network_view(records: Iterable[Record]) -> Literal["client", "wire"]:
    """Whose network records to go by: the bundled client's where it saw something, else those of the wire."""
    seen = any(record.lane == "client" and not record.type.startswith("page.") for record in records)
    return "client" if seen else "wire"


def _changes(records: Sequence[Record]) -> Iterator[Change]:
    view = network_view(records)
    for record in records:
        if record.lane == "asgi" and record.type in _ASGI:
            yield "asgi", _ASGI[record.type]
        elif record.type.startswith("page."):
            state = READY_STATES.get(_number(record.data.get("state")))
            if state:
                yield "page", state.name
        elif record.lane == view and (name := _network(record)):
            yield "page", name


def _number(value: Any) -> int:
    return value if type(value) is int else -1


def _network(record: Record) -> str | None:
    """The readyState that a page has after this was seen."""
    match record.type:
        case "handshake.request":
            return CONNECTING
        case "handshake.response":
            return OPEN if record.data.get("status") == 101 else CLOSED
        case "frame" if record.data.get("opcode") == "close":
            return CLOSING
        case "closed" | "failed" | "lost":
            return CLOSED
    return None
