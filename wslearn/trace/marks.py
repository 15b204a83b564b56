"""Said and sent: where what the ASGI event said and what went over the wire differ.

Each comparison looks at what both sides recorded; a server that does as the event said gets no mark.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wslearn.protocol.differences import DIFFERENCES
from wslearn.trace.record import Record
from wslearn.trace.row import Mark

_PROTOCOL = "sec-websocket-protocol"
_KNOWN = {"websocket.accept", "websocket.send", "websocket.close"}
_LONG = 60


def marks(records: Sequence[Record], earlier: Sequence[Record] = (), *, unanswered: bool = False) -> tuple[Mark, ...]:
    """The marks of one row.

    Args:
        records: the row's.
        earlier: of other rows, where they matter: the client's close frame that this row's close frame may answer.
        unanswered: the row is the end of a handshake that neither the application nor Daphne answered.
    """
    if unanswered:
        return (_mark("no-answer", "neither accept nor close", "nothing: the TCP connection ended"),)
    seen = _Seen(records)
    if seen.event is None:
        return tuple(_without_event(seen, earlier))
    match seen.event.type:
        case "websocket.accept":
            return tuple(_accept(seen, seen.event.data))
        case "websocket.close":
            return tuple(_close(seen, seen.event.data))
        case "websocket.send":
            return tuple(_send(seen, seen.event.data))
        case "websocket.disconnect":
            return tuple(_disconnect(seen, seen.event.data))
    return tuple(_unknown(seen, seen.event))


class _Seen:
    """What one row's records say, side by side; the wire is believed before the client.

    Attributes:
        event: the send event, or websocket.disconnect.
        response: the handshake's answer.
        close_sent, close_received: close frames, in the application's view.
        nothing: Daphne wrote nothing.
    """

    __slots__ = ("close_received", "close_sent", "event", "nothing", "response")

    def __init__(self, records: Sequence[Record]) -> None:
        self.event: Record | None = None
        self.response: Record | None = None
        self.close_sent: Record | None = None
        self.close_received: Record | None = None
        self.nothing = False
        for record in records:
            if record.lane == "asgi":
                self._see_event(record)
            elif record.lane in ("wire", "client"):
                self._see_network(record)

    def _see_event(self, record: Record) -> None:
        websocket = not record.type.startswith("http.")
        if (record.dir == "send" and websocket) or record.type == "websocket.disconnect":
            self.event = record

    def _see_network(self, record: Record) -> None:
        if record.type == "nothing":
            self.nothing = True
        elif record.type == "handshake.response":
            self.response = _better(self.response, record)
        elif record.type == "frame" and record.data.get("opcode") == "close":
            if record.dir == "send":
                self.close_sent = _better(self.close_sent, record)
            else:
                self.close_received = _better(self.close_received, record)


def _better(known: Record | None, record: Record) -> Record:
    return record if known is None or record.lane == "wire" else known


def _mark(difference: str, said: str, sent: str) -> Mark:
    found = DIFFERENCES[difference]
    return Mark(said, sent, found.why, found.topic)


def _accept(seen: _Seen, event: Mapping[str, Any]) -> Iterator[Mark]:
    subprotocol = event.get("subprotocol")
    if seen.nothing and subprotocol:
        yield _mark("subprotocol-not-offered", f"subprotocol {_short(subprotocol)}", "nothing")
    if seen.response is None or seen.response.data.get("status") != 101:
        return
    sent = _headers(seen.response.data.get("headers"))
    yield from _accept_headers(event.get("headers"), sent)
    if subprotocol and sent.get(_PROTOCOL) != subprotocol:
        got = sent.get(_PROTOCOL)
        answer = f"HTTP 101 with subprotocol {_short(got)}" if got else "HTTP 101 without a subprotocol"
        yield _mark("subprotocol-not-offered", f"subprotocol {_short(subprotocol)}", answer)


def _accept_headers(said: Any, sent: Mapping[str, str]) -> Iterator[Mark]:
    """Headers that were not sent, be they well-formed or not."""
    named = _headers(said)
    missing = [name for name in named if name not in sent]
    if missing:
        yield _mark("accept-headers", f"header {', '.join(map(_short, missing))}", "HTTP 101 without it")
    elif said and not named:
        yield _mark("accept-headers", f"headers {_short(said)}", "HTTP 101 without them")


def _close(seen: _Seen, event: Mapping[str, Any]) -> Iterator[Mark]:
    code, reason = event.get("code"), event.get("reason")
    if seen.response is not None:
        if code is not None:
            yield _mark("close-before-accept", f"code {_short(code)}", f"HTTP {seen.response.data.get('status')}")
        return
    frame = seen.close_sent
    if frame is None:
        return
    if _after_exception(frame, "code", 1011) and seen.event is not None and frame.cause != seen.event.id:
        yield _mark("exception-1011", f"code {_short(1000 if code is None else code)}", "close code 1011")
    elif reason and not frame.data.get("reason"):
        yield _mark("close-reason", f"reason {_short(reason)}", "no reason")


def _send(seen: _Seen, event: Mapping[str, Any]) -> Iterator[Mark]:
    if not seen.nothing:
        return
    payload = {key: event[key] for key in ("text", "bytes") if event.get(key) is not None}
    if any(payload.values()):
        yield _mark("send-after-close", "websocket.send", "nothing")
    else:
        said = ", ".join(f"{key} {_short(value)}" for key, value in payload.items())
        yield _mark("falsy-not-sent", said or "neither text nor bytes", "nothing")


def _disconnect(seen: _Seen, event: Mapping[str, Any]) -> Iterator[Mark]:
    frame = seen.close_received
    if frame is None:
        return
    if frame.data.get("code") is None and event.get("code", 1005) is None:
        yield _mark("disconnect-code-none", "code None", "a close frame without a code")
    reason = frame.data.get("reason")
    if reason and not event.get("reason"):
        yield _mark("disconnect-no-reason", "no reason", f"reason {_short(reason)}")


def _unknown(seen: _Seen, event: Record) -> Iterator[Mark]:
    if not seen.nothing or event.type in _KNOWN:
        return
    denial = event.type.startswith("websocket.http.response.")
    yield _mark("denial-response" if denial else "unknown-type", f"type {_short(event.type)}", "nothing")


def _without_event(seen: _Seen, earlier: Sequence[Record]) -> Iterator[Mark]:
    """What the server sent by itself: its answer to a close frame, or what follows an exception."""
    if seen.response is not None and _after_exception(seen.response, "status", 500):
        yield _mark("exception-500", "an exception, no event", "HTTP 500")
    frame = seen.close_sent
    if frame is None:
        return
    asked = next((record for record in earlier if record.t_ns <= frame.t_ns), None)
    if asked is None:
        if _after_exception(frame, "code", 1011):
            yield _mark("exception-1011", "an exception, no event", "close code 1011")
        return
    code, answer = asked.data.get("code"), frame.data.get("code")
    if code is not None and code != answer:
        yield _mark("client-close-code", f"close code {code} from the client", f"close code {answer} as the answer")


def _after_exception(record: Record, key: str, value: int) -> bool:
    """Daphne's own answer; without an event its cause is the exception."""
    return record.lane == "wire" and record.cause is not None and record.data.get(key) == value


def _headers(headers: Any) -> dict[str, str]:
    """Names in lower case and values; whatever is no pair is left out."""
    pairs = headers if isinstance(headers, list | tuple) else ()
    return {
        _text(pair[0]).lower(): _text(pair[1]) for pair in pairs if isinstance(pair, list | tuple) and len(pair) == 2
    }


def _text(value: Any) -> str:
    """Header bytes are ISO-8859-1 (RFC 9110 section 5.5)."""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _short(value: Any) -> str:
    """As Python writes it, so that control characters are escaped, and not too long."""
    text = repr(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
