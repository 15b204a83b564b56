"""Which handshake, as the server saw it, belongs to which `new WebSocket(…)` of a page.

JavaScript never sees the Sec-WebSocket-Key of its handshake, so the two are tied by browser, host and path: whoever
came first is served first. A handshake that is older than the constructor call is another one.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from wslearn.trace.record import Record

_MOST = 200
# The page's clock is this machine's, but for some milliseconds.
_EARLIER_NS = 500_000_000
# A server that is blocked reads its handshakes late; but none after its page's onclose.
_LATER_NS = 60_000_000_000
_CLOCKS_NS = 5_000_000


class _Half(NamedTuple):
    """A connection that one side has told of and the other has not yet; a handshake fits from and until a time."""

    address: str
    by_page: bool
    t_ns: int
    name: str
    until_ns: int


class PageTies:
    """Connections that wait for their other side."""

    def __init__(self) -> None:
        self._halves: deque[_Half] = deque(maxlen=_MOST)

    def take(self, record: Record) -> str | None:
        """The name that the other side of this record's connection has already, once; None where there is none."""
        address, by_page = _address(record), record.type == "page.new"
        for half in self._halves:
            if half.address == address and half.by_page is not by_page and _fits(half, record):
                self._halves.remove(half)
                return half.name
        return None

    def offer(self, record: Record, name: str) -> None:
        """Let the other side find this record's connection by that name."""
        if address := _address(record):
            by_page = record.type == "page.new"
            self._halves.append(_Half(address, by_page, record.t_ns, name, record.t_ns + _LATER_NS))

    def close(self, record: Record, name: str) -> None:
        """The page's socket is closed: a handshake that was read later is not its own."""
        for at, half in enumerate(self._halves):
            if half.by_page and half.name == name:
                self._halves[at] = half._replace(until_ns=record.t_ns + _CLOCKS_NS)


def _fits(half: _Half, record: Record) -> bool:
    """Whether the handshake comes after the constructor call, and not too long after."""
    if half.by_page:
        return half.t_ns - _EARLIER_NS <= record.t_ns <= half.until_ns
    return record.t_ns - _EARLIER_NS <= half.t_ns <= record.t_ns + _LATER_NS


def _address(record: Record) -> str | None:
    """Browser, host and path with its query; None where a page cannot be at the other end, or its call failed."""
    data = record.data
    match record.type:
        case "page.new" if "error" not in data and isinstance(data.get("url"), str):
            return _of_page(data)
        case "handshake.request" if record.lane == "wire":
            return _of_request(_named(data.get("headers")), str(data.get("path")))
        case "scope" if data.get("type") == "websocket":
            query = _text(data.get("query_string") or "")
            path = _text(data.get("raw_path") or data.get("path") or "")
            return _of_request(_named(data.get("headers")), path + (f"?{query}" if query else ""))
    return None


def _of_page(data: Mapping[str, Any]) -> str | None:
    try:
        parts = urlsplit(data["url"])
    except ValueError:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{data.get('agent')} {parts.netloc}{parts.path or '/'}{query}"


def _of_request(headers: Mapping[str, str], path: str) -> str | None:
    return f"{headers['user-agent']} {headers.get('host', '')}{path}" if "user-agent" in headers else None


def _named(headers: Any) -> dict[str, str]:
    pairs = headers if isinstance(headers, Iterable) else ()
    return {_text(pair[0]).lower(): _text(pair[1]).strip() for pair in pairs if len(pair) == 2}


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
