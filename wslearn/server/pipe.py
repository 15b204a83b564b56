"""What comes through the pipe from the probe: batches of records and control words (CONTRIBUTING.md, the records)."""

import marshal
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from wslearn.trace.record import Record, Repr

_OPCODES = {0: "continuation", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
_LENGTH = struct.Struct(">I")
_FLAT = frozenset((str, bytes, int, float, bool, type(None)))
_make = tuple.__new__

Word = tuple[str, Any]


def read_batches(pipe: IO[bytes]) -> Iterator[list[Any]]:
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


def decode(item: Sequence[Any], src: str) -> Record | Word:
    """One record of the child, or one control word with its content."""
    if len(item) == 2:
        return item[0], item[1]
    seq, t_ns, conn, lane, direction, type_, data, cause = item[:8]
    expand = _COMPACT.get(type_)
    data = expand(*data) if expand is not None and type(data) is tuple else _with_reprs(data)
    if type(data) is not dict:
        data = {"type": type_, "event": data}
    name = None if conn is None else str(conn)
    # What Record(…) does, without its frame: tens of thousands a second come through here.
    return _make(Record, (src, seq, t_ns, lane, direction, type_, data, name, None if cause is None else (src, cause)))


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


def _enter_data(
    class_: str, method: str, instance: int, source: str, event: object, hook: str | None
) -> dict[str, Any]:
    data = {"class": class_, "method": method, "instance": instance, "source": source, "event": event}
    return {**data, "hook": hook} if hook else data


def _leave_data(class_: str, method: str, instance: int, duration_ns: int, outcome: str) -> dict[str, Any]:
    return {
        "class": class_,
        "method": method,
        "instance": instance,
        "duration_ns": duration_ns,
        "outcome": outcome,
    }


def _loads_data(
    text: Any, value: Any, error: tuple[str, str] | None, file: str, line: int, function: str
) -> dict[str, Any]:
    if type(text) is not str:
        text = _with_reprs(text)
    if error:
        return {"text": text, "error": _error(error), "file": file, "line": line, "function": function}
    return {"text": text, "value": _value(value), "file": file, "line": line, "function": function}


def _dumps_data(
    text: str | None, value: Any, error: tuple[str, str] | None, file: str, line: int, function: str
) -> dict[str, Any]:
    if error:
        return {"value": _value(value), "error": _error(error), "file": file, "line": line, "function": function}
    return {"value": _value(value), "text": text, "file": file, "line": line, "function": function}


def _error(error: tuple[str, str]) -> dict[str, str]:
    return {"class": error[0], "message": error[1]}


def _value(snapshot: Any) -> Any:
    """A value that was marshalled by itself, by our own probe, or made plain and put in a tuple."""
    return marshal.loads(snapshot) if type(snapshot) is bytes else _with_reprs(snapshot[0])  # noqa: S302


def _text(payload: bytes) -> str | None:
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _with_reprs(value: Any) -> Any:
    """Turn `{...: text}` into `Repr(text)`, at any depth."""
    if type(value) is dict:
        if len(value) == 1 and ... in value:
            return Repr(value[...])
        return {key: item if type(item) in _FLAT else _with_reprs(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_with_reprs(item) for item in value)
    return value


# The types that are made most often cross the pipe as tuples.
_COMPACT: dict[str, Callable[..., dict[str, Any]]] = {
    "frame": frame_data,
    "enter": _enter_data,
    "leave": _leave_data,
    "loads": _loads_data,
    "dumps": _dumps_data,
}
