"""What stands in the lanes client and wire: handshakes, frames, endings, the server itself."""

from collections.abc import Callable, Sequence

from wslearn.render.escape import hexadecimal, python_text, shown
from wslearn.render.parts import Data, Lines, Part, count_bytes, fact
from wslearn.render.signs import Signs

SHOWN_HEADERS = frozenset(
    ["upgrade", "origin", "cookie", "sec-websocket-key", "sec-websocket-accept", "sec-websocket-protocol", "location"]
)
"""Headers of a handshake that the client lane shows; the wire lane shows all."""


def _request(data: Data, signs: Signs, everything: bool = False) -> Lines:
    first = (Part(f"{fact(data.get('method'), 'GET')} {fact(data.get('path'))}"),)
    return (first, *_headers(data.get("headers", ()), signs, everything))


def _response(data: Data, signs: Signs, everything: bool = False) -> Lines:
    first = (Part(fact(data.get("status")), "strong"), Part(" " + fact(data.get("reason"))))
    return (first, *_headers(data.get("headers", ()), signs, everything), *_body(data.get("body"), signs))


def _wire_request(data: Data, signs: Signs) -> Lines:
    return _request(data, signs, everything=True)


def _wire_response(data: Data, signs: Signs) -> Lines:
    return _response(data, signs, everything=True)


def _headers(headers: Sequence[Sequence[str]], signs: Signs, everything: bool) -> Lines:
    """`Name: value`, one a line; only those that a learner needs unless `everything` is asked for."""
    return tuple(
        (Part(f"{fact(name)}: ", "meta"), Part(shown(str(value), 200, signs.newline, signs.ellipsis)))
        for name, value in headers
        if everything or str(name).lower() in SHOWN_HEADERS
    )


def _body(body: object, signs: Signs) -> Lines:
    """The body of an answer that is not 101: as text where it is UTF-8, else as hex."""
    if not isinstance(body, bytes) or not body:
        return ()
    about = Part(f"body, {count_bytes(len(body))}: ", "meta")
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
    facts += [f"mask {fact(mask)}" if mask else "no mask"]
    return _frame(data, signs, facts)


def _frame(data: Data, signs: Signs, facts: list[str]) -> Lines:
    """`text, 8 bytes: payload`, or `close 1000 'reason'`."""
    opcode = Part(fact(data.get("opcode")), "strong")
    if data.get("opcode") == "close":
        said = Part(" " + _close(data, signs))
        return ((opcode, said, *([Part(", " + ", ".join(facts), "meta")] if facts else [])),)
    about = ", ".join(["", count_bytes(data.get("length", 0)), *facts])
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
    code = "with no code" if data.get("code") is None else fact(data["code"])
    reason = data.get("reason")
    return f"{code} {python_text(reason, 150, signs.ellipsis)}" if reason else code


_ENDED_BY = {"client": "by the client", "server": "by the server", "lost": "the connection was lost"}


def _closed(data: Data, signs: Signs) -> Lines:
    by = _ENDED_BY.get(str(data.get("by")), "")
    return ((Part("closed", "strong"), Part(" " + _close(data, signs)), Part(", " + by if by else "", "meta")),)


def _failed(data: Data, signs: Signs) -> Lines:
    return ((Part(f"failed ({fact(data.get('stage'))}): ", "bad"), Part(shown(str(data.get("error", ""))))),)


def _nothing(data: Data, signs: Signs) -> Lines:
    return ((Part("nothing was written for this event", "warn"),),)


def _lost(data: Data, signs: Signs) -> Lines:
    clean = data.get("clean")
    return ((Part("the TCP connection ended" + ("" if clean else " with no closing handshake"), "meta"),),)


def _ready(data: Data, signs: Signs) -> Lines:
    first = (Part("Daphne is ready", "strong"), Part(f" at {fact(data.get('host'))}:{fact(data.get('port'))}"))
    return (first, *((Part("not seen: ", "warn"), Part(shown(str(text)))) for text in data.get("missing", ())))


def _exit(data: Data, signs: Signs) -> Lines:
    how = " as wslearn asked" if data.get("asked") else f", exit status {fact(data.get('code'))}"
    first = (Part("Daphne ended", "strong"), Part(how))
    if not data.get("killed"):
        return (first,)
    lost = f"it was killed: records of its last {fact(data.get('lost_ms'))} ms may be missing"
    return (first, (Part(lost, "warn"),))


def _gap(data: Data, signs: Signs) -> Lines:
    return ((Part(f"{data.get('count', 0):,} records were folded away: nobody read them in time", "warn"),),)


def _unseen(data: Data, signs: Signs) -> Lines:
    return ((Part(f"{fact(data.get('path'))}: ", "meta"), Part(shown(str(data.get("why", ""))), "warn")),)


FRAMES: dict[tuple[str, str], Callable[[Data, Signs], Lines]] = {
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
    ("wire", "unseen"): _unseen,
}
"""Lane and type → its lines."""
