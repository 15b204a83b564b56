"""Several observers' records as one trace: one name for a connection whoever saw it, secrets masked."""

from collections.abc import Iterable, Mapping
from typing import Any

from wslearn.trace.masking import MASKED, mask
from wslearn.trace.page_ties import PageTies
from wslearn.trace.record import Record

_make = tuple.__new__


class Merger:
    """Gives the records of all observers the connection names of the trace: `c1`, `c2`, … and `h1`, `h2`, …

    An observer names connections for itself: the server process by number, the bundled client `alice#1`. The two names
    of a WebSocket are tied by the `Sec-WebSocket-Key` of its handshake (RFC 6455 section 4.1: new and random for each),
    those of a plain HTTP request by the client's TCP port, those of a page's socket by `page_ties`. Never by content.

    Args:
        show_secrets: leave cookies, logins and tokens as they are.
    """

    def __init__(self, show_secrets: bool = False) -> None:
        self._show_secrets = show_secrets
        self._no_secrets: set[str] = set()
        self._names: dict[tuple[str, str], str] = {}
        self._clients: dict[str, str] = {}
        # A tie seen from one side only: (name, seen by the client).
        self._open: dict[str, tuple[str, bool]] = {}
        self._pages = PageTies()
        self._counts = {"c": 0, "h": 0}

    def feed(self, record: Record) -> Record:
        """The record with the connection's name in the trace, and masked; feed each observer's in its own order."""
        conn = record.conn
        if conn is not None:
            src, seq, t_ns, lane, direction, type_, data, _, cause = record
            name = self._names.get((src, conn)) or self._name(record, conn)
            # Not _replace(), which takes four times as long, and every record comes through here.
            record = _make(Record, (src, seq, t_ns, lane, direction, type_, data, name, cause))
            if type_ == "page.close":
                self._pages.close(record, name)
        if self._show_secrets or record.type not in MASKED:
            return record
        return mask(record, self._no_secrets)

    def reveal(self, value: str) -> None:
        """Leave this cookie as it is from now on: it belongs to a login that the lesson made itself."""
        self._no_secrets.add(value)

    def client_of(self, conn: str | None) -> str | None:
        """The bundled client's name at the other end of `c1`; None for a page or any other client."""
        return self._clients.get(conn) if conn is not None else None

    def _name(self, record: Record, conn: str) -> str:
        """Name the connection that this record is the first of."""
        by_client = record.lane == "client"
        tie = _tie(record)
        name = self._tied(tie, by_client) or self._pages.take(record)
        if name is None:
            name = self._new("h" if _is_http(record) else "c")
            self._pages.offer(record, name)
            if tie:
                self._open[tie] = (name, by_client)
        self._names[record.src, conn] = name
        if by_client and isinstance(record.data.get("client"), str):
            self._clients[name] = record.data["client"]
        return name

    def _tied(self, tie: str | None, by_client: bool) -> str | None:
        """The name the other side has given; a port or key that the same side uses again begins anew."""
        name, seen_by_client = self._open.pop(tie or "", (None, None))
        return name if seen_by_client is not by_client else None

    def _new(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"


def _is_http(record: Record) -> bool:
    return record.type.startswith("http.") or (record.type == "scope" and record.data.get("type") == "http")


def _tie(record: Record) -> str | None:
    """What both sides know of the connection that begins with this record."""
    data = record.data
    if _is_http(record):
        return _port(data.get("local") if record.lane == "client" else data.get("client"))
    if record.type in ("handshake.request", "scope"):
        return _key(data)
    return None


def _port(address: Any) -> str | None:
    match address:
        case [_, int(port)] | (_, int(port)):
            return f"port {port}"
    return None


def _key(data: Mapping[str, Any]) -> str | None:
    headers = data.get("headers")
    for pair in headers if isinstance(headers, Iterable) else ():
        match pair:
            case [str(name), str(value)] if name.lower() == "sec-websocket-key":
                return f"key {value.strip()}"
            case [bytes(name), bytes(value)] if name.lower() == b"sec-websocket-key":
                return f"key {value.decode('latin-1').strip()}"
    return None
