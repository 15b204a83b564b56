"""One record as short lines of styled text: what stands in a cell of the timeline.

Every text that comes from a payload is made visible here; layouts downstream only break lines.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from wslearn.render.escape import hexadecimal, python_text, shown
from wslearn.render.signs import Signs
from wslearn.trace.record import Lane, Record, Repr
from wslearn.trace.row import Row

SHOWN_HEADERS = frozenset(
    ["upgrade", "origin", "sec-websocket-key", "sec-websocket-accept", "sec-websocket-protocol", "location"]
)
"""Headers of a handshake that the client lane shows; the wire lane shows all."""


class Part(NamedTuple):
    """A piece of a line. `style` is a role of the theme; payloads have none."""

    text: str
    style: str = ""


Line = tuple[Part, ...]
Lines = tuple[Line, ...]
Data = Mapping[str, Any]


class Cell(NamedTuple):
    """What one record looks like: its lane, and its lines."""

    lane: Lane
    lines: Lines


def cells_of(row: Row, lanes: Iterable[str], signs: Signs) -> tuple[Cell, ...]:
    """The row's records as cells, in time order; lanes not asked for are left out.

    A method that was entered and left within the row is one cell, with how long it took.
    """
    wanted = frozenset(lanes)
    left = {_call(r): r for r in row.records if r.type == "leave"}
    entered = {_call(r) for r in row.records if r.type == "enter"}
    cells = []
    for record in row.records:
        if not (record.lane in wanted or always(record)) or (record.type == "leave" and _call(record) in entered):
            continue
        lines = lines_of(record, signs)
        if record.type == "enter" and (leave := left.get(_call(record))):
            lines = ((*lines[0], Part(signs.dot, "meta"), *_outcome(leave.data)), *lines[1:])
        cells.append(Cell(record.lane, lines))
    return tuple(cells)


def always(record: Record) -> bool:
    """Whether this is drawn whatever the lanes: it says that something was not seen or is missing in the trace."""
    data = record.data
    return record.lane == "wire" and (
        record.type == "gap"
        or (record.type == "server.exit" and bool(data.get("killed") or data.get("code")))
        or (record.type == "server.ready" and bool(data.get("missing")))
    )


def _call(record: Record) -> tuple[Any, ...]:
    """What ties the leaving of a method to its entering."""
    return (record.data.get("class"), record.data.get("method"), record.data.get("instance"))


def lines_of(record: Record, signs: Signs) -> Lines:
    """One record as lines; a type that is not known is shown as its name and data."""
    draw = _DRAWN.get((record.lane, record.type))
    if draw is not None:
        return draw(record.data, signs)
    if record.lane == "asgi":
        return (event_line(record.data, signs),)
    return ((Part(shown(record.type), "strong"), Part(" " + python_text(dict(record.data), ellipsis=signs.ellipsis))),)


def event_line(event: Data, signs: Signs) -> Line:
    """The event dict verbatim, as Python prints it, with its `type` in bold."""
    text = python_text(dict(event), ellipsis=signs.ellipsis)
    quoted = python_text(event.get("type"))
    before, found, after = text.partition(quoted) if "type" in event else (text, "", "")
    return (Part(before), Part(found, "strong"), Part(after)) if found else (Part(text),)


# --- client and wire: handshakes, frames, endings


def _request(data: Data, signs: Signs, everything: bool = False) -> Lines:
    first = (Part(f"{_plain(data.get('method'), 'GET')} {_plain(data.get('path'))}"),)
    return (first, *_headers(data.get("headers", ()), signs, everything))


def _response(data: Data, signs: Signs, everything: bool = False) -> Lines:
    first = (Part(_plain(data.get("status")), "strong"), Part(" " + _plain(data.get("reason"))))
    return (first, *_headers(data.get("headers", ()), signs, everything), *_body(data.get("body"), signs))


def _wire_request(data: Data, signs: Signs) -> Lines:
    return _request(data, signs, everything=True)


def _wire_response(data: Data, signs: Signs) -> Lines:
    return _response(data, signs, everything=True)


def _headers(headers: Sequence[Sequence[str]], signs: Signs, everything: bool) -> Lines:
    """`Name: value`, one a line; only those that a learner needs unless `everything` is asked for."""
    return tuple(
        (Part(f"{_plain(name)}: ", "meta"), Part(shown(str(value), 200, signs.newline, signs.ellipsis)))
        for name, value in headers
        if everything or str(name).lower() in SHOWN_HEADERS
    )


def _body(body: object, signs: Signs) -> Lines:
    """The body of an answer that is not 101: as text where it is UTF-8, else as hex."""
    if not isinstance(body, bytes) or not body:
        return ()
    about = Part(f"body, {_bytes(len(body))}: ", "meta")
    try:
        return ((about, Part(shown(body.decode(), 200, signs.newline, signs.ellipsis))),)
    except UnicodeDecodeError:
        return ((about, Part(hexadecimal(body, ellipsis=signs.ellipsis))),)


def _client_frame(data: Data, signs: Signs) -> Lines:
    facts = [] if data.get("fin", True) else ["not the last"]
    return _frame(data, signs, facts)


def _wire_frame(data: Data, signs: Signs) -> Lines:
    """As the client's, with what only the wire has: FIN, reserved bits, mask key (RFC 6455 section 5.2)."""
    facts = ["FIN" if data.get("fin", True) else "no FIN"]
    facts += [f"RSV {data['rsv']}"] if data.get("rsv") else []
    mask = data.get("mask")
    facts += [f"mask {_plain(mask)}" if mask else "no mask"]
    return _frame(data, signs, facts)


def _frame(data: Data, signs: Signs, facts: list[str]) -> Lines:
    """`text, 8 bytes: payload`, or `close 1000 'reason'`."""
    opcode = Part(_plain(data.get("opcode")), "strong")
    if data.get("opcode") == "close":
        said = Part(" " + _close(data, signs))
        return ((opcode, said, *([Part(", " + ", ".join(facts), "meta")] if facts else [])),)
    about = ", ".join(["", _bytes(data.get("length", 0)), *facts])
    payload = _payload(data, signs)
    return ((opcode, Part(about + (": " if payload else ""), "meta"), Part(payload)),)


def _payload(data: Data, signs: Signs) -> str:
    """Text made visible, bytes as hex."""
    if "text" in data:
        return shown(str(data["text"]), newline=signs.newline, ellipsis=signs.ellipsis)
    payload = data.get("bytes", b"")
    return hexadecimal(payload, ellipsis=signs.ellipsis) if isinstance(payload, bytes) else python_text(payload)


def _close(data: Data, signs: Signs) -> str:
    """`1000 'reason'`, or that there is no code."""
    code = "with no code" if data.get("code") is None else _plain(data["code"])
    reason = data.get("reason")
    return f"{code} {python_text(reason, 150, signs.ellipsis)}" if reason else code


_ENDED_BY = {"client": "by the client", "server": "by the server", "lost": "the connection was lost"}


def _closed(data: Data, signs: Signs) -> Lines:
    by = _ENDED_BY.get(str(data.get("by")), "")
    return ((Part("closed", "strong"), Part(" " + _close(data, signs)), Part(", " + by if by else "", "meta")),)


def _failed(data: Data, signs: Signs) -> Lines:
    return ((Part(f"failed ({_plain(data.get('stage'))}): ", "bad"), Part(shown(str(data.get("error", ""))))),)


def _nothing(data: Data, signs: Signs) -> Lines:
    return ((Part("nothing was written for this event", "warn"),),)


def _lost(data: Data, signs: Signs) -> Lines:
    clean = data.get("clean")
    return ((Part("the TCP connection ended" + ("" if clean else " with no closing handshake"), "meta"),),)


def _ready(data: Data, signs: Signs) -> Lines:
    first = (Part("Daphne is ready", "strong"), Part(f" at {_plain(data.get('host'))}:{_plain(data.get('port'))}"))
    return (first, *((Part("not seen: ", "warn"), Part(shown(str(text)))) for text in data.get("missing", ())))


def _exit(data: Data, signs: Signs) -> Lines:
    first = (Part("Daphne ended", "strong"), Part(f", exit status {_plain(data.get('code'))}"))
    if not data.get("killed"):
        return (first,)
    lost = f"it was killed: records of its last {_plain(data.get('lost_ms'))} ms may be missing"
    return (first, (Part(lost, "warn"),))


def _gap(data: Data, signs: Signs) -> Lines:
    return ((Part(f"{data.get('count', 0):,} records were folded away: nobody read them in time", "warn"),),)


# --- asgi


def _scope(data: Data, signs: Signs) -> Lines:
    """Every key of the scope; headers and other long values only counted, or one row would fill the screen."""
    return ((Part("scope ", "strong"), Part(python_text(dict(data), 200, signs.ellipsis, items=2))),)


def _returned(data: Data, signs: Signs) -> Lines:
    return ((Part("the application returned", "meta"),),)


def _cancelled(data: Data, signs: Signs) -> Lines:
    return ((Part("the application was cancelled", "meta"),),)


# --- consumer


def _enter(data: Data, signs: Signs) -> Lines:
    from_layer = (Part(f" from the layer: {_plain(data.get('event'))}", "meta"),)
    return ((_method(data), *(from_layer if data.get("source") == "layer" else ())),)


def _leave(data: Data, signs: Signs) -> Lines:
    return ((_method(data), Part(signs.dot, "meta"), *_outcome(data)),)


def _method(data: Data) -> Part:
    return Part(f"{_plain(data.get('class'))}.{_plain(data.get('method'))}", "lane.consumer")


_OUTCOMES = {"stop": "StopConsumer after ", "exception": "raised after ", "cancelled": "cancelled after "}


def _outcome(data: Data) -> Line:
    """How the method ended, and after how long; a plain return is only the time."""
    outcome = str(data.get("outcome"))
    took = duration(data.get("duration_ns", 0))
    return (Part(_OUTCOMES.get(outcome, "") + took, "bad" if outcome == "exception" else "meta"),)


def _print(data: Data, signs: Signs) -> Lines:
    word = "prints" if data.get("stream") == "stdout" else "writes to stderr"
    text = str(data.get("text", "")).removesuffix("\n")
    return ((Part(f"{word}: ", "meta"), Part(shown(text, newline=signs.newline, ellipsis=signs.ellipsis))),)


def _input(data: Data, signs: Signs) -> Lines:
    asked = python_text(data.get("prompt", ""), 100, signs.ellipsis)
    return ((Part("input() ", "warn"), Part(f"{asked}: a server has no keyboard")),)


def _warning(data: Data, signs: Signs) -> Lines:
    said = shown(str(data.get("message", "")), ellipsis=signs.ellipsis, newline=signs.newline)
    return ((Part(f"{_plain(data.get('category'))}: ", "warn"), Part(said)), *_place(data))


def _exception(data: Data, signs: Signs) -> Lines:
    return (_error(data, signs), *_place(data))


def _error(error: Data, signs: Signs) -> Line:
    """`✗ AttributeError: message`."""
    said = shown(str(error.get("message", "")), ellipsis=signs.ellipsis, newline=signs.newline)
    sign = f"{signs.failed} " if signs.failed else ""
    return (Part(f"{sign}{_plain(error.get('class'))}", "bad"), Part(f": {said}" if said else ""))


def _place(data: Data) -> Lines:
    """`consumers.py, line 12, in receive`, where it is known."""
    if not data.get("file"):
        return ()
    function = f", in {_plain(data['function'])}" if data.get("function") else ""
    return ((Part(f"{_file(data)}, line {_plain(data.get('line'))}{function}", "meta"),),)


def _file(data: Data) -> str:
    """The file's own name; a path of the learner's machine is of no use on a slide."""
    return _plain(PurePath(str(data["file"]).replace("\\", "/")).name)


def _log(data: Data, signs: Signs) -> Lines:
    said = shown(str(data.get("message", "")), ellipsis=signs.ellipsis, newline=signs.newline)
    return ((Part(f"{_plain(data.get('level'))} {_plain(data.get('logger'))}: ", "meta"), Part(said)),)


# --- json


def _loads(data: Data, signs: Signs) -> Lines:
    return _conversion("json.loads", data, "text", "value", signs)


def _dumps(data: Data, signs: Signs) -> Lines:
    return _conversion("json.dumps", data, "value", "text", signs)


def _conversion(function: str, data: Data, given: str, made: str, signs: Signs) -> Lines:
    """`json.loads('{"a": 1}') → {'a': 1}`, then the two types; or the error."""
    before = python_text(data.get(given), 150, signs.ellipsis)
    call = (Part(function, "lane.json"), Part(f"({before})"))
    if made not in data:
        return (call, _error(data.get("error", {}), signs), *_place(data))
    after = python_text(data[made], 150, signs.ellipsis)
    types = f"{_type(data.get(given))} {signs.gives} {_type(data[made])}"
    place = f"{signs.dot}{_file(data)}:{_plain(data.get('line'))}" if data.get("file") else ""
    return ((*call, Part(f" {signs.gives} ", "meta"), Part(after)), (Part(types + place, "meta"),))


def _type(value: object) -> str:
    return "object" if isinstance(value, Repr) else type(value).__name__


# --- layer


def _call_of(name: str, *keys: str) -> Callable[[Data, Signs], Lines]:
    """A drawing of a channel layer call with these keys as its arguments."""

    def draw(data: Data, signs: Signs) -> Lines:
        arguments = ", ".join(python_text(data[key], 200, signs.ellipsis) for key in keys if key in data)
        part_of = f" (group {python_text(data['group'])})" if "group" in data and "group" not in keys else ""
        return ((Part(name, "lane.layer"), Part(f"({arguments})"), Part(part_of, "meta")),)

    return draw


def _deliver(data: Data, signs: Signs) -> Lines:
    return ((Part("delivers", "lane.layer"), Part(" "), Part(python_text(data.get("message"), 200, signs.ellipsis))),)


def _drop(data: Data, signs: Signs) -> Lines:
    where = python_text(data.get("channel"), 200, signs.ellipsis)
    said = f" for {where}, {_plain(data.get('why'))}: "
    return ((Part("message lost", "bad"), Part(said), Part(python_text(data.get("message"), 200, signs.ellipsis))),)


# --- shared


def _plain(value: object, default: str = "") -> str:
    """A short fact of a record, made visible."""
    return shown(default if value is None else str(value), 200)


def _bytes(count: int) -> str:
    return f"{count:,} byte" if count == 1 else f"{count:,} bytes"


def duration(ns: int) -> str:
    """Nanoseconds as a person reads them: `0.4 ms`, `12 ms`, `1.25 s`, `63 s`."""
    if ns < 9_950_000:
        return f"{ns / 1e6:.1f} ms"
    if ns < 999_500_000:
        return f"{ns / 1e6:.0f} ms"
    return f"{ns / 1e9:.2f} s" if ns < 9_995_000_000 else f"{ns / 1e9:,.0f} s"


_DRAWN: dict[tuple[str, str], Callable[[Data, Signs], Lines]] = {
    ("client", "handshake.request"): _request,
    ("client", "handshake.response"): _response,
    ("client", "frame"): _client_frame,
    ("client", "closed"): _closed,
    ("client", "failed"): _failed,
    ("client", "http.request"): _request,
    ("client", "http.response"): _response,
    ("wire", "handshake.request"): _wire_request,
    ("wire", "handshake.response"): _wire_response,
    ("wire", "frame"): _wire_frame,
    ("wire", "nothing"): _nothing,
    ("wire", "lost"): _lost,
    ("wire", "server.ready"): _ready,
    ("wire", "server.exit"): _exit,
    ("wire", "gap"): _gap,
    ("asgi", "scope"): _scope,
    ("asgi", "return"): _returned,
    ("asgi", "cancel"): _cancelled,
    ("consumer", "enter"): _enter,
    ("consumer", "leave"): _leave,
    ("consumer", "print"): _print,
    ("consumer", "input"): _input,
    ("consumer", "warning"): _warning,
    ("consumer", "exception"): _exception,
    ("consumer", "log"): _log,
    ("json", "loads"): _loads,
    ("json", "dumps"): _dumps,
    ("layer", "new_channel"): _call_of("new_channel", "channel"),
    ("layer", "group_add"): _call_of("group_add", "group", "channel"),
    ("layer", "group_discard"): _call_of("group_discard", "group", "channel"),
    ("layer", "group_send"): _call_of("group_send", "group", "message"),
    ("layer", "send"): _call_of("send", "channel", "message"),
    ("layer", "deliver"): _deliver,
    ("layer", "drop"): _drop,
}
