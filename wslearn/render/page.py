"""What a page's JavaScript did and met: its WebSocket's calls and events, JSON, console, in JavaScript's own words."""

import json
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any

from wslearn.protocol.ready_states import READY_STATES
from wslearn.render.escape import hexadecimal, shown
from wslearn.render.parts import Data, Line, Lines, Part, count_bytes, fact
from wslearn.render.signs import Signs
from wslearn.trace.record import Repr

_OPEN = 1
_LIMIT = 150


def script_text(value: Any) -> str:
    """A value as JavaScript writes it, JSON in single quotes; not yet made visible."""
    match value:
        case str() if '"' in value and "'" not in value:
            return "'" + json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"') + "'"
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            inside = (f"{json.dumps(str(key), ensure_ascii=False)}: {script_text(item)}" for key, item in value.items())
            return f"{{{', '.join(inside)}}}"
        case list() | tuple():
            return f"[{', '.join(map(script_text, value))}]"
    return str(value)


def _type(value: Any) -> str:
    """What JavaScript calls a value's type; an array by its name, as `typeof` says "object" of it."""
    match value:
        case None:
            return "null"
        case Repr():
            return value.text if value.text in ("undefined", "function", "symbol") else "object"
        case bool():
            return "boolean"
        case str():
            return "string"
        case int() | float():
            return "number"
    return "array" if isinstance(value, list | tuple) else "object"


def _seen(text: str, signs: Signs, limit: int = _LIMIT) -> str:
    return shown(text, limit, signs.newline, signs.ellipsis)


def _new(data: Data, signs: Signs) -> Lines:
    given = [script_text(data.get("url"))]
    if data.get("protocols"):
        given.append(script_text(data["protocols"]))
    return (
        (Part("new WebSocket", "call.client"), Part(f"({_seen(', '.join(given), signs, 300)})")),
        *_error(data, signs),
    )


def _error(data: Data, signs: Signs) -> Lines:
    """`✗ SyntaxError: message`, where the call threw."""
    error = data.get("error")
    return (failure(error, signs),) if isinstance(error, dict) else ()


def failure(error: Data, signs: Signs) -> Line:
    """`✗ SyntaxError: message`."""
    sign = f"{signs.failed} " if signs.failed else ""
    said = _seen(str(error.get("message", "")), signs, 240)
    return (Part(f"{sign}{fact(error.get('class'))}", "bad"), Part(f": {said}" if said else ""))


def _state(data: Data) -> Part:
    """`, readyState 1 OPEN`."""
    state = data.get("state")
    name = READY_STATES[state].name if type(state) is int and state in READY_STATES else ""
    return Part(f", readyState {fact(state)} {name}".rstrip(), "meta")


def _event(name: str, style: str = "strong") -> Callable[[Data, Signs], Lines]:
    """A drawing of an event that says nothing but its name."""

    def draw(data: Data, signs: Signs) -> Lines:
        return ((Part(name, style), _state(data)),)

    return draw


def _content(data: Data, signs: Signs) -> str:
    """What send() was given, or what a message brought."""
    cut = data.get("cut")
    more = f" {signs.ellipsis} {cut:,} in all" if type(cut) is int else ""
    if "text" in data:
        return _seen(script_text(str(data["text"])), signs, 240) + more
    if "length" not in data:
        return _seen(str(data.get("other")), signs)
    content = data.get("bytes")
    shape = f"{fact(data.get('object'))}, {count_bytes(data['length'])}"
    return f"{shape}: {hexadecimal(content, ellipsis=signs.ellipsis)}" if isinstance(content, bytes) else shape


def _send(data: Data, signs: Signs) -> Lines:
    call = (Part("send", "call.client"), Part(f"({_content(data, signs)})"))
    if "error" in data or data.get("state") == _OPEN:
        return (call, *_error(data, signs))
    return (call, (Part("nothing was sent", "warn"), _state(data)))


def _message(data: Data, signs: Signs) -> Lines:
    return ((Part("onmessage", "strong"), Part(" data: ", "meta"), Part(_content(data, signs))),)


def _close(data: Data, signs: Signs) -> Lines:
    reason = script_text(data.get("reason", ""))
    clean = script_text(data.get("wasClean"))
    said = f" code {fact(data.get('code'))}, reason {_seen(reason, signs)}"
    return ((Part("onclose", "strong"), Part(said), Part(f", wasClean {clean}", "meta")),)


def _closing(data: Data, signs: Signs) -> Lines:
    given = ", ".join(script_text(data[key]) for key in ("code", "reason") if key in data)
    return ((Part("close", "call.client"), Part(f"({_seen(given, signs)})"), _state(data)), *_error(data, signs))


def _conversion(function: str, given: Any, made: Iterable[Any], data: Data, signs: Signs) -> Lines:
    """`JSON.parse("[1]") → [1]`, then the two types; or the error."""
    call = (Part(function, "call.json"), Part(f"({_seen(script_text(given), signs)})"))
    for value in made:
        after = (Part(f" {signs.gives} ", "meta"), Part(_seen(script_text(value), signs)))
        return ((*call, *after), (Part(f"{_type(given)} {signs.gives} {_type(value)}", "meta"),))
    return (call, *_error(data, signs))


def _parse(data: Data, signs: Signs) -> Lines:
    given = data["text"] if "text" in data else Repr(str(data.get("other")))
    return _conversion("JSON.parse", given, [data["value"]] if "value" in data else [], data, signs)


def _stringify(data: Data, signs: Signs) -> Lines:
    made = [] if "error" in data else [data.get("text", Repr("undefined"))]
    return _conversion("JSON.stringify", data.get("value"), made, data, signs)


def _print(data: Data, signs: Signs) -> Lines:
    said = shown(str(data.get("text", "")), newline=signs.newline, ellipsis=signs.ellipsis)
    return ((Part(f"console.{fact(data.get('level'))}: ", "meta"), Part(said)),)


def _exception(data: Data, signs: Signs) -> Lines:
    """The error, and where no code caught it."""
    first = failure(data, signs)
    if not data.get("file"):
        return (first,)
    name = PurePath(str(data["file"]).partition("?")[0]).name or str(data["file"])
    return (first, (Part(f"{fact(name)}, line {fact(data.get('line'))}, in the page", "meta"),))


def _gap(data: Data, signs: Signs) -> Lines:
    return ((Part(f"{fact(data.get('count'))} reports of the page were left out: there were too many", "warn"),),)


PAGE: dict[tuple[str, str], Callable[[Data, Signs], Lines]] = {
    ("client", "page.new"): _new,
    ("client", "page.open"): _event("onopen"),
    ("client", "page.send"): _send,
    ("client", "page.message"): _message,
    ("client", "page.error"): _event("onerror", "bad"),
    ("client", "page.close"): _close,
    ("client", "page.closing"): _closing,
    ("client", "page.parse"): _parse,
    ("client", "page.stringify"): _stringify,
    ("client", "page.print"): _print,
    ("client", "page.exception"): _exception,
    ("client", "page.gap"): _gap,
}
"""Lane and type → its lines."""
