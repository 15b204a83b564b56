"""One connection as an HTTP exchange and what followed: request, answer, and the records of the best witness.

The client's own view is preferred; a page's JavaScript sees neither headers nor frames, so Daphne's (lane wire) is
next; ASGI's (scope and http events) is last, and all there is for a page's plain HTTP.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wslearn.trace.record import Lane, Record

_WITNESSES: tuple[Lane, ...] = ("client", "wire", "asgi")
_REQUESTS = {"handshake.request", "http.request", "scope"}
_ANSWERS = {"handshake.response", "http.response", "http.response.start"}

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A connection as one witness saw it.

    Attributes:
        conn: its name in the trace.
        websocket: whether it is a WebSocket, or was to become one; else plain HTTP.
        method: of the request.
        url: absolute, `ws://…` or `http://…`.
        request_headers: name and value.
        status: of the answer; 0 when there was none.
        reason: of the answer.
        response_headers: name and value.
        body: of the answer; empty for status 101.
        error: why there was no answer, or empty.
        answered: the record of the answer, or None.
        records: what the witness saw of the connection, in time order; at least one.
    """

    conn: str
    websocket: bool
    method: str
    url: str
    request_headers: Headers
    status: int
    reason: str
    response_headers: Headers
    body: bytes
    error: str
    answered: Record | None
    records: tuple[Record, ...]


def exchanges(records: Iterable[Record]) -> list[Exchange]:
    """One exchange for each connection, in the order of their beginnings."""
    by_conn: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.t_ns):
        if record.conn is not None:
            by_conn.setdefault(record.conn, []).append(record)
    return [found for conn, seen in by_conn.items() if (found := _exchange(conn, seen))]


def _exchange(conn: str, seen: list[Record]) -> Exchange | None:
    network = [record for record in seen if not record.type.startswith("page.")]
    views = (tuple(record for record in network if record.lane == lane) for lane in _WITNESSES)
    view = next((view for view in views if view), None)
    if view is None:
        return None
    request = next((record for record in view if record.type in _REQUESTS), view[0])
    answer = next((record for record in view if record.type in _ANSWERS), None)
    websocket = not (request.type.startswith("http.") or request.data.get("type") == "http")
    sent, got = request.data, answer.data if answer else {}
    headers = _headers(sent)
    return Exchange(
        conn=conn,
        websocket=websocket,
        method=_text(sent.get("method")) or "GET",
        url=_text(sent.get("url")) or _url(sent, headers, "ws" if websocket else "http"),
        request_headers=headers,
        status=got["status"] if type(got.get("status")) is int else 0,
        reason=_text(got.get("reason")),
        response_headers=_headers(got),
        body=b"".join(_bodies(view)),
        error="" if answer else _error(view),
        answered=answer,
        records=view,
    )


def _url(data: Mapping[str, Any], headers: Headers, scheme: str) -> str:
    host = next((value for name, value in headers if name.lower() == "host"), "localhost")
    query = data.get("query_string")
    suffix = f"?{query.decode('latin-1')}" if isinstance(query, bytes) and query else ""
    return f"{scheme}://{host}{_text(data.get('path'))}{suffix}"


def _headers(data: Mapping[str, Any]) -> Headers:
    """The header pairs as text; what is not a pair is left out."""
    headers = data.get("headers")
    pairs = headers if isinstance(headers, list | tuple) else ()
    return tuple(
        (_text(pair[0]), _text(pair[1])) for pair in pairs if isinstance(pair, list | tuple) and len(pair) == 2
    )


def _bodies(view: Iterable[Record]) -> Iterable[bytes]:
    for record in view:
        body = record.data.get("body")
        if isinstance(body, bytes) and record.dir == "send":
            yield body


def _error(view: Iterable[Record]) -> str:
    return next((_text(record.data.get("error")) for record in view if record.type == "failed"), "")


def _text(value: Any) -> str:
    """Text of what may be text, header bytes (ISO-8859-1, RFC 9110 section 5.5) or anything."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else "" if value is None else repr(value)
