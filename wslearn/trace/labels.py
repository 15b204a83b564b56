"""What an arrow of a sequence diagram says: one short line for a frame, an event, a call of the channel layer.

Nothing is escaped here; that is the business of who draws it.
"""

from collections.abc import Mapping
from typing import Any

from wslearn.trace.record import Record

_MAX_TEXT = 70
_LAYER_CALLS = {"group_add", "group_discard", "group_send", "send"}


def network_label(record: Record) -> str | None:
    """What went between a client and the server, or what became of the connection; None for anything else."""
    data = record.data
    match record.type:
        case "handshake.request" | "http.request":
            return f"{data.get('method', 'GET')} {data.get('path', '')}"
        case "handshake.response" | "http.response":
            return f"HTTP {data.get('status')} {data.get('reason', '')}".rstrip()
        case "frame":
            return _frame(data)
        case "nothing":
            return "writes nothing"
        case "failed":
            return f"failed: {short(data.get('error', ''))}"
        case "closed":
            return f"closed: {data.get('code')} {short(data.get('reason', ''))}".rstrip()
        case "page.close":
            return f"onclose: {data.get('code')} {short(data.get('reason', ''))}".rstrip()
        case "page.error":
            return "onerror"
        case "lost":
            return "the connection ends" if data.get("clean") else "the connection is lost"
    return None


def event_label(record: Record) -> str | None:
    """An ASGI event between the server and the application: its type, then its other keys; None for other records."""
    if record.dir is None or record.type == "scope":
        return None
    shown = {key: value for key, value in record.data.items() if key != "type" and value is not None}
    # Header lists hide the rest of a line; the other formats show them whole.
    text = " ".join(f"{key}={short(value)}" for key, value in shown.items() if key != "headers")
    return f"{record.type} {text}".rstrip()


def mishap_label(record: Record) -> str | None:
    """An exception, or what was printed; None for other records."""
    data = record.data
    if record.type == "exception":
        return f"{data.get('class')}: {short(data.get('message', ''))}"
    return f"print: {short(data.get('text', ''))}" if record.type == "print" else None


def layer_label(record: Record) -> str | None:
    """A call of the channel layer, a delivery or a loss; None for what a group_send does by itself."""
    data = record.data
    about = short(" ".join(str(data[key]) for key in ("group", "message") if key in data))
    if record.type == "deliver":
        return f"deliver {about}"
    if record.type == "drop":
        return f"drops {about} ({data.get('why')})"
    if record.type not in _LAYER_CALLS or (record.type == "send" and "group" in data):
        return None
    return f"{record.type} {about}".rstrip()


def short(value: Any) -> str:
    """A value on one line, cut to a length that a diagram can hold."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}… ({len(text)} characters)"


def _frame(data: Mapping[str, Any]) -> str:
    opcode = str(data.get("opcode")).upper()
    if opcode == "CLOSE":
        return f"CLOSE {data.get('code')} {short(data.get('reason', ''))}".rstrip()
    more = "" if data.get("fin", True) else " (more follows)"
    return f"{opcode} {short(data.get('text', data.get('bytes', b'')))}{more}"
