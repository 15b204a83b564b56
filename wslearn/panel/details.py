"""All that is known of a row's records: made only when a page asks, for it is long."""

from typing import Any

from wslearn.conversion import Conversion, Form, convert, convert_value
from wslearn.errors import WslearnError
from wslearn.panel.items import Item, Kept
from wslearn.panel.written import as_json, as_python, json_text
from wslearn.protocol.opcodes import BY_NAME
from wslearn.render.escape import shown
from wslearn.trace.record import Record
from wslearn.trace.row import Row

MOST = 500
"""Records of a row that are told; a row of a flood can hold thousands."""
_LARGEST = 100_000


def detail(kept: Kept | None, t0_ns: int = 0) -> list[Item]:
    """The records of a row, each in all its forms; none for what is no row."""
    return [_record(record, t0_ns) for record in kept.records[:MOST]] if isinstance(kept, Row) else []


def _record(record: Record, t0_ns: int) -> Item:
    data = dict(record.data)
    return {
        "lane": record.lane,
        "type": shown(str(record.type), 80),
        "dir": record.dir,
        "t": record.t_ns - t0_ns,
        "python": as_python(data),
        "json": as_json(data),
        "frame": _frame(data) if record.type == "frame" else None,
        "conversion": _conversion(record) if record.lane == "json" else None,
    }


def _frame(data: dict[str, Any]) -> Item:
    """The head of a frame bit by bit, in the order of RFC 6455 section 5.2."""
    length, rsv = (value if isinstance(value := data.get(key), int) else 0 for key in ("length", "rsv"))
    mask = shown(str(data["mask"]), 40) if data.get("mask") else None
    opcode = BY_NAME.get(str(data.get("opcode")))
    number = f"0x{opcode.number:x} " if opcode else ""
    bits = [
        ("FIN", "1" if data.get("fin", True) else "0", 1),
        *((f"RSV{bit}", "1" if rsv & 8 >> bit else "0", 1) for bit in (1, 2, 3)),
        ("opcode", f"{number}{shown(str(data.get('opcode')), 40)}", 4),
        ("MASK", "1" if mask else "0", 1),
        *_length_bits(length),
        *([("masking key", mask, 32)] if mask else []),
    ]
    return {"bits": bits, "mask": mask, "length": length}


def _length_bits(length: int) -> list[tuple[str, str, int]]:
    """Seven bits; 126 and 127 say that two or eight bytes follow with the length."""
    if length < 126:
        return [("payload length", str(length), 7)]
    escape, size = (126, 16) if length < 2**16 else (127, 64)
    return [("payload length", str(escape), 7), ("extended payload length", str(length), size)]


def _conversion(record: Record) -> Item | None:
    """What Python, JSON and JavaScript make of the value; None of what is too large to convert again for a look."""
    given = record.data.get("text" if record.type == "loads" else "value")
    if len(repr(given)) > _LARGEST:
        return None
    try:
        made = convert(str(given), "json") if record.type == "loads" else convert_value(given)
    except WslearnError:  # an empty text, for one: the record has the error
        return None
    return {
        "python": _form(made, "python"),
        "json": _form(made, "json"),
        "javascript": _form(made, "javascript"),
        "changes": [
            shown(f"{c.where}: {c.before} becomes {c.after} ({c.made_by}). {c.why}", 1000) for c in made.changes[:100]
        ],
    }


def _form(conversion: Conversion, language: str) -> str:
    """The first form in a language, or the error in its place."""
    form: Form | None = next((form for form in conversion.forms if form.language == language), None)
    if form is None:
        return ""
    return json_text(f"{form.error.by}: {form.error}" if form.error else form.text)
