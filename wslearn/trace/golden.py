"""A trace without what differs from run to run, so that two runs of the same code are the same lines."""

import difflib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wslearn.trace.record import Record
from wslearn.trace.values import encode

_VOLATILE = {"mask", "instance", "duration_ns", "file", "line", "traceback", "peer", "local", "port", "url", "raw_path"}
_VOLATILE |= {"agent"}
_HEADERS = {"sec-websocket-key", "sec-websocket-accept", "host", "origin", "cookie", "user-agent", "server"}
_ADDRESSES = {"client", "server"}
_CHANNEL = re.compile(r"specific\.[\w.-]*![\w-]+")
_AT = re.compile(r"0x[0-9a-f]{6,}")

ClientOf = Callable[[str | None], str | None]


def normalised(records: Sequence[Record], client_of: ClientOf) -> tuple[str, ...]:
    """One line of JSON for each record of a connection, sorted by who saw it.

    Client, wire and application run side by side, so only the order within one connection and one of them is kept.

    Args:
        records: of a whole run.
        client_of: connection → the name of the bundled client.
    """
    in_vain = _in_vain(records)
    streams: dict[tuple[str, str], list[str]] = {}
    for record in sorted(records, key=lambda record: (record.src, record.seq)):
        name = client_of(record.conn)
        if name is not None and record.conn not in in_vain and not _is_by_the_clock(record):
            observer = record.lane if record.lane in ("client", "wire") else "application"
            streams.setdefault((name, observer), []).append(_line(name, observer, record))
    return tuple(line for key in sorted(streams) for line in streams[key])


def difference(golden: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    """What changed, as the lines of a diff; empty when nothing did."""
    return tuple(difflib.unified_diff(golden, lines, "trace.jsonl", "this run", lineterm="", n=1))


def _in_vain(records: Sequence[Record]) -> set[str | None]:
    """Sockets of pages that never opened: how often a page tries while its server is away is up to the clock."""
    tried = {record.conn for record in records if record.type == "page.new"}
    return tried - {record.conn for record in records if record.type == "page.open"}


def _is_by_the_clock(record: Record) -> bool:
    """A ping of the server, or the answer: it comes when a connection has been silent for a while."""
    opcode = record.data.get("opcode") if record.type == "frame" else None
    return (record.dir, opcode) in (("send", "ping"), ("receive", "pong"))


def _line(name: str, observer: str, record: Record) -> str:
    fields = {"client": name, "by": observer, "lane": record.lane, "dir": record.dir, "type": record.type}
    return json.dumps({**fields, "data": encode(_steady(record.data, record.type))}, ensure_ascii=False)


def _steady(data: Mapping[Any, Any], type_: str) -> dict[Any, Any]:
    """The data without what is new in every run."""
    left_out = _VOLATILE | (_ADDRESSES if type_ == "scope" else {"client"})
    return {key: _value(key, value) for key, value in data.items() if key not in left_out}


def _value(key: object, value: Any) -> Any:
    if key == "headers":
        return [pair for pair in value if _name(pair) not in _HEADERS]
    if isinstance(value, str):
        return _AT.sub("0x…", _CHANNEL.sub("specific.…", value))
    if isinstance(value, dict):
        return {inner: _value(inner, item) for inner, item in value.items()}
    if isinstance(value, list | tuple):
        return [_value(None, item) for item in value]
    return value


def _name(pair: Any) -> str:
    name = pair[0]
    return (name.decode("latin-1") if isinstance(name, bytes) else str(name)).lower()
