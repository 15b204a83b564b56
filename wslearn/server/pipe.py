"""What comes through the pipe from the probe: batches of records and control words (CONTRIBUTING.md, the records)."""

import marshal
import struct
from collections.abc import Iterator
from typing import IO, Any

from wslearn.trace.record import Record, Repr

_OPCODES = {0: "continuation", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
_LENGTH = struct.Struct(">I")

Word = tuple[str, Any]


def read_batches(pipe: IO[bytes]) -> Iterator[list[bytes]]:
    """The batches until the pipe ends; a batch that was cut off or damaged ends it too."""
    while len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        batch = pipe.read(length)
        if len(batch) < length:
            return
        try:
            # The pipe is private to our own probe; marshal builds plain data and runs nothing.
            yield marshal.loads(batch)  # noqa: S302
        except (ValueError, EOFError, TypeError):
            return


def decode(blob: bytes, src: str) -> Record | Word:
    """One record of the child, or one control word with its content."""
    item = marshal.loads(blob)  # noqa: S302
    if isinstance(item[0], str):
        return item[0], item[1]
    seq, t_ns, conn, lane, direction, type_, data, cause = item[:8]
    if len(item) > 8:
        data = _with_reprs(data)
    if type(data) is tuple:
        data = frame_data(*data)
    return Record(
        src,
        seq,
        t_ns,
        lane,
        direction,
        type_,
        data,
        None if conn is None else str(conn),
        None if cause is None else (src, cause),
    )


def frame_data(opcode: int, fin: bool, rsv: int, mask: bytes | None, payload: bytes) -> dict[str, Any]:
    """The data of a `frame` record: opcode by name, text decoded, a close frame's code and reason taken apart."""
    data: dict[str, Any] = {
        "opcode": _OPCODES.get(opcode, str(opcode)),
        "fin": bool(fin),
        "rsv": rsv,
        "length": len(payload),
        "mask": mask.hex() if mask else None,
    }
    text = _text(payload) if opcode == 1 else None
    if text is None:
        data["bytes"] = payload
    else:
        data["text"] = text
    if opcode == 8:
        data["code"] = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else None
        data["reason"] = payload[2:].decode("utf-8", "replace")
    return data


def _text(payload: bytes) -> str | None:
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _with_reprs(value: Any) -> Any:
    """Turn `{...: text}` into `Repr(text)`, at any depth."""
    if type(value) is dict:
        if value.keys() == {...}:
            return Repr(value[...])
        return {key: _with_reprs(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_with_reprs(item) for item in value)
    return value
