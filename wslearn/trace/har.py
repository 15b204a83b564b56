"""A trace as HAR 1.2, the format that browsers' network panels export and import.

WebSocket messages are where Chrome puts them, `_webSocketMessages`, and the end of the connection where HTTP Toolkit
does, `_webSocketClose`. HAR tells the client's view: `send` comes from the client, the opposite of a record's `dir`.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from wslearn.trace.exchange import Exchange, exchanges
from wslearn.trace.jsonl import Trace
from wslearn.trace.record import Header, Record

_OPCODES = {"text": 1, "binary": 2}


def to_har(trace: Trace) -> dict[str, Any]:
    """The trace as the object of a `.har` file: an entry for each connection and each plain HTTP request.

    Control frames and fragments have no place in HAR: messages are whole, and pings are left out.
    """
    clock = _Clock(trace.header)
    version = trace.header.versions.get("wslearn", "")
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "wslearn", "version": version},
            "entries": [_entry(exchange, clock) for exchange in exchanges(trace.records)],
        }
    }


class _Clock:
    """Wall clock of a record: the header ties one moment of `perf_counter_ns` to it."""

    def __init__(self, header: Header) -> None:
        try:
            start = datetime.fromisoformat(header.started)
        except ValueError:
            start = datetime.fromtimestamp(0, UTC)
        self._start = start if start.tzinfo else start.replace(tzinfo=UTC)
        self._t0_ns = header.t0_ns

    def iso(self, t_ns: int) -> str:
        """ISO 8601 with milliseconds and offset."""
        return (self._start + timedelta(microseconds=(t_ns - self._t0_ns) / 1000)).isoformat(timespec="milliseconds")

    def epoch(self, t_ns: int) -> float:
        """Seconds since 1970."""
        return self._start.timestamp() + (t_ns - self._t0_ns) / 1e9


def _entry(exchange: Exchange, clock: _Clock) -> dict[str, Any]:
    first, last = exchange.records[0], exchange.records[-1]
    answered = exchange.answered or last
    wait = (answered.t_ns - first.t_ns) / 1e6
    total = (last.t_ns - first.t_ns) / 1e6
    entry = {
        "startedDateTime": clock.iso(first.t_ns),
        "time": total,
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": wait, "receive": total - wait},
        "connection": exchange.conn,
    }
    return entry | (_websocket(exchange, clock) if exchange.websocket else {"_resourceType": "document"})


def _request(exchange: Exchange) -> dict[str, Any]:
    query = exchange.url.partition("?")[2].partition("#")[0]
    return {
        "method": exchange.method,
        "url": exchange.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(exchange.request_headers),
        "queryString": [{"name": name, "value": value} for name, value in parse_qsl(query, keep_blank_values=True)],
        "headersSize": -1,
        "bodySize": -1,
    }


def _response(exchange: Exchange) -> dict[str, Any]:
    types = [value for name, value in exchange.response_headers if name.lower() == "content-type"]
    content: dict[str, Any] = {"size": len(exchange.body), "mimeType": types[0] if types else ""}
    if exchange.body:
        content |= _content(exchange.body)
    response = {
        "status": exchange.status,
        "statusText": exchange.reason,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(exchange.response_headers),
        "content": content,
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": len(exchange.body),
    }
    return response | ({"_error": exchange.error} if exchange.error else {})


def _content(body: bytes) -> dict[str, str]:
    try:
        return {"text": body.decode()}
    except UnicodeDecodeError:
        return {"text": base64.b64encode(body).decode("ascii"), "encoding": "base64"}


def _headers(headers: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def _websocket(exchange: Exchange, clock: _Clock) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "_resourceType": "websocket",
        "_webSocketMessages": list(_messages(exchange.records, clock)),
    }
    close = _close(exchange.records, clock)
    return fields | ({"_webSocketClose": close} if close else {})


def _messages(records: Iterable[Record], clock: _Clock) -> Iterator[dict[str, Any]]:
    """Whole messages: the fragments of one are joined, separately for each direction (RFC 6455 section 5.4)."""
    begun: dict[str | None, tuple[str, list[bytes]]] = {}
    for record in records:
        opcode = record.data.get("opcode") if record.type == "frame" else None
        if isinstance(opcode, str) and opcode in _OPCODES:
            begun[record.dir] = (opcode, [])
        elif opcode != "continuation" or record.dir not in begun:
            continue
        first, parts = begun[record.dir]
        parts.append(_payload(record.data))
        if record.data.get("fin", True):
            del begun[record.dir]
            yield {
                "type": "send" if record.dir == "receive" else "receive",
                "time": clock.epoch(record.t_ns),
                "opcode": _OPCODES[first],
                "data": _data(first, b"".join(parts)),
            }


def _payload(data: Mapping[str, Any]) -> bytes:
    text, raw = data.get("text"), data.get("bytes")
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    return raw if isinstance(raw, bytes) else b""


def _data(opcode: str, payload: bytes) -> str:
    if opcode == "text":
        return payload.decode("utf-8", "replace")
    return base64.b64encode(payload).decode("ascii")


def _close(records: tuple[Record, ...], clock: _Clock) -> dict[str, Any] | str | None:
    """How it ended: the client's own account, else the first close frame; `aborted` without a closing handshake."""
    ends = [record for record in records if record.type == "closed"]
    ends += [record for record in records if record.data.get("opcode") == "close"]
    if not ends:
        return "aborted" if any(record.type == "lost" for record in records) else None
    end = ends[0].data
    if end.get("by") == "lost" or end.get("code") == 1006:
        return "aborted"
    # A close frame without a code is 1005 for the page (RFC 6455 section 7.1.5).
    code = 1005 if end.get("code") is None else end["code"]
    return {"code": code, "reason": end.get("reason", ""), "timestamp": clock.epoch(ends[0].t_ns)}
