"""Patterns and records in a learner's words. Payloads are shown as Python writes them: nothing in them can act."""

import re
from typing import Any

from wslearn.trace.matching import ABSENT, find
from wslearn.trace.pattern import Condition, Pattern
from wslearn.trace.record import Direction, Lane, Record

_LONG = 70
_ARTICLE = re.compile("^(an?|the) ")

_NAMES: dict[tuple[Lane, str], str] = {
    ("client", "handshake.request"): "the client's handshake request",
    ("client", "handshake.response"): "the handshake response at the client",
    ("client", "closed"): "the end of the connection at the client",
    ("client", "failed"): "a failure at the client",
    ("client", "http.request"): "the client's HTTP request",
    ("client", "http.response"): "the HTTP response at the client",
    ("client", "page.new"): "the page's new WebSocket(…)",
    ("client", "page.open"): "the page's onopen",
    ("client", "page.send"): "the page's send()",
    ("client", "page.message"): "the page's onmessage",
    ("client", "page.error"): "the page's onerror",
    ("client", "page.close"): "the page's onclose",
    ("client", "page.closing"): "the page's close()",
    ("client", "page.parse"): "the page's JSON.parse",
    ("client", "page.stringify"): "the page's JSON.stringify",
    ("client", "page.print"): "a line in the browser's console",
    ("client", "page.exception"): "an error in the page's code",
    ("client", "page.gap"): "a gap in what the page reported",
    ("wire", "handshake.request"): "the handshake request on the wire",
    ("wire", "handshake.response"): "the handshake response on the wire",
    ("wire", "nothing"): "a send event for which Daphne writes nothing",
    ("wire", "lost"): "the end of the TCP connection",
    ("wire", "server.ready"): "the start of the server",
    ("wire", "server.exit"): "the end of the server",
    ("wire", "gap"): "a gap in the trace",
    ("wire", "unseen"): "a page whose JavaScript is not recorded",
    ("asgi", "scope"): "the scope",
    ("asgi", "return"): "the return of the application",
    ("asgi", "cancel"): "the cancelling of the application",
    ("consumer", "enter"): "the call of a consumer's method",
    ("consumer", "leave"): "the end of a consumer's method",
    ("consumer", "print"): "a printed line",
    ("consumer", "input"): "a call of input()",
    ("consumer", "warning"): "a Python warning",
    ("consumer", "exception"): "an exception",
    ("consumer", "log"): "a log line",
    ("json", "loads"): "json.loads",
    ("json", "dumps"): "json.dumps",
}
_FRAMES: dict[tuple[Lane, Direction | None], str] = {
    ("client", "receive"): "a frame from the client",
    ("client", "send"): "a frame at the client",
    ("client", None): "a frame at the client",
    ("wire", "receive"): "a frame from the client on the wire",
    ("wire", "send"): "a frame to the client on the wire",
    ("wire", None): "a frame on the wire",
}
_HINTS: dict[Lane, str] = {
    "client": "Look at what the client sent and got: is the server running, and is the path the one of your route?",
    "wire": "Look at the event that your code sent: its type, letter by letter, and whether text or bytes is empty.",
    "asgi": "Compare your event with the one in the lesson: its type, its keys, and the type of each value.",
    "consumer": "Look at the consumer: its methods' names, and what is called in which order.",
    "json": "Look where the text becomes a value and the value a text: json.loads on the way in, json.dumps out.",
    "layer": "Look at the group's name, at group_add before group_send, and at the message's type.",
}
_NEGATED_HINT = "Find the line of your code that led to it; the row in the timeline shows it."

# The keys that tell one record of a type from another.
_TELLING = ("class", "method", "opcode", "status", "code", "text", "bytes", "value", "message", "group", "error")
_SHOWN = 2


def describe_pattern(pattern: Pattern) -> str:
    """`websocket.send with text = '3'`, and whose connection it is; begins with `no` for a negated one."""
    words = _name(pattern.lane, pattern.type, pattern.dir)
    if pattern.negated:
        words = f"no {_ARTICLE.sub('', words)}"
    if pattern.conditions:
        words += f" with {', '.join(map(_condition, pattern.conditions))}"
    return f"{words} on the connection of {pattern.client}" if pattern.client else words


def describe_record(record: Record) -> str:
    """One record in one line: its name and the values that tell it from others."""
    found = ((key, find((key,), record.data)) for key in _TELLING)
    shown = [f"{key} = {short(value)}" for key, value in found if value is not ABSENT][:_SHOWN]
    words = _name(record.lane, record.type, record.dir)
    return f"{words} with {', '.join(shown)}" if shown else words


def describe_values(conditions: tuple[Condition, ...], record: Record) -> str:
    """What stands in a record where the conditions look."""
    found = ((condition.key, find(condition.path, record.data)) for condition in conditions)
    return ", ".join(f"no {key}" if value is ABSENT else f"{key} = {short(value)}" for key, value in found)


def hint_for(pattern: Pattern) -> str:
    """What to try, in general."""
    return _NEGATED_HINT if pattern.negated else _HINTS[pattern.lane]


def short(value: Any) -> str:
    """A value as Python writes it, not too long."""
    text = repr(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _name(lane: Lane, type_: str, dir_: Direction | None) -> str:
    if type_ == "frame":
        return _FRAMES.get((lane, dir_), "a frame")
    if lane == "layer":
        return f"{type_} of the channel layer"
    return _NAMES.get((lane, type_), type_)


def _condition(condition: Condition) -> str:
    match condition.operator:
        case "?":
            return f"the key {condition.key}"
        case "!":
            return f"no key {condition.key}"
        case "~":
            return f"{condition.key} containing {short(condition.value)}"
        case "=":
            return f"{condition.key} = {short(condition.value)}"
