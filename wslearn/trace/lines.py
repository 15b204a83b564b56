"""One entry of a trace as one line of JSON, and back. CONTRIBUTING.md has the form."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from wslearn.trace.record import LANES, Damage, Entry, Finding, Header, Record, StepMark
from wslearn.trace.shapes import wrong_key
from wslearn.trace.values import decode, encode

VERSION = 1
_LARGEST = 2**63  # of times and counters; a damaged digit must not end in arithmetic that overflows

_T = TypeVar("_T")


class NewerError(Exception):
    """A line of a format that this version does not know."""


_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode


def dump_line(entry: Entry) -> str:
    """One entry as one line of JSON, without the newline; ASCII only; never raises."""
    return _dumps({"v": VERSION, **_DUMP[type(entry)](entry)})


def load_line(line: bytes) -> Entry:
    """One line as its entry.

    Raises:
        ValueError: the line is damaged.
        RecursionError: it is nested too deeply.
        NewerError: it is of a format that this version does not know.
    """
    fields = json.loads(line.decode("utf-8"))
    if not isinstance(fields, dict) or "kind" not in fields or "v" not in fields:
        raise ValueError("not a line of a trace")
    version = _get(fields, "v", int)
    if version > VERSION:
        raise NewerError(f"format {version} is newer than this wslearn")
    load = _LOAD.get(_get(fields, "kind", str))
    if load is None:
        raise ValueError(f"unknown kind {fields['kind']!r}")
    return load(fields)


def _get(fields: Mapping[str, Any], key: str, kind: type[_T]) -> _T:
    value = fields.get(key)
    if type(value) is not kind or (isinstance(value, int) and abs(value) >= _LARGEST):
        raise ValueError(f"{key!r} is missing or not {kind.__name__}")
    return value


def _maybe(fields: Mapping[str, Any], key: str, kind: type[_T]) -> _T | None:
    return None if fields.get(key) is None else _get(fields, key, kind)


def _text(fields: Mapping[str, Any], key: str) -> str:
    """A text field, empty when absent; it may hold surrogates, so it went through `encode`."""
    value = decode(fields.get(key, ""))
    if not isinstance(value, str):
        raise ValueError(f"{key!r} is not a text")
    return value


def _identity(value: Any) -> tuple[str, int]:
    match value:
        case [str(src), int(seq)] if type(seq) is int:
            return (src, seq)
    raise ValueError("not the identity of a record: [src, seq]")


def _dump_header(header: Header) -> dict[str, Any]:
    return {
        "kind": "header",
        "versions": encode(dict(header.versions)),
        "started": header.started,
        "t0_ns": header.t0_ns,
        "lesson": header.lesson,
        "seed": header.seed,
    }


def _load_header(fields: Mapping[str, Any]) -> Header:
    versions = decode(_get(fields, "versions", dict))
    if not isinstance(versions, dict) or not all(isinstance(value, str) for value in versions.values()):
        raise ValueError("'versions' holds something that is not a text")
    return Header(
        versions=versions,
        started=_get(fields, "started", str),
        t0_ns=_get(fields, "t0_ns", int),
        lesson=_maybe(fields, "lesson", str),
        seed=_maybe(fields, "seed", int),
    )


def _dump_step(step: StepMark) -> dict[str, Any]:
    return {"kind": "step", "t_ns": step.t_ns, "number": step.number, "title": encode(step.title)}


def _load_step(fields: Mapping[str, Any]) -> StepMark:
    return StepMark(_get(fields, "t_ns", int), _get(fields, "number", int), _text(fields, "title"))


def _dump_record(record: Record) -> dict[str, Any]:
    return {
        "kind": "record",
        "src": record.src,
        "seq": record.seq,
        "t_ns": record.t_ns,
        "conn": record.conn,
        "lane": record.lane,
        "dir": record.dir,
        "type": encode(record.type),
        "data": encode(_text_keys(record.data)),
        "cause": record.cause,
    }


def _text_keys(data: Mapping[Any, Any]) -> dict[str, Any]:
    """The data with text keys only: a learner's event may have others, and they are shown by their `repr()`."""
    return {key if type(key) is str else repr(key): value for key, value in data.items()}


def _load_record(fields: Mapping[str, Any]) -> Record:
    lane, direction = fields.get("lane"), fields.get("dir")
    data = decode(_get(fields, "data", dict))
    if lane not in LANES or direction not in (None, "receive", "send") or not isinstance(data, dict):
        raise ValueError("'lane', 'dir' or 'data' is not in the format")
    if wrong := wrong_key(lane, data):
        raise ValueError(f"{wrong!r} in 'data' is not in the format")
    cause = fields.get("cause")
    return Record(
        src=_get(fields, "src", str),
        seq=_get(fields, "seq", int),
        t_ns=_get(fields, "t_ns", int),
        lane=lane,
        dir=direction,
        type=_text(fields, "type"),
        data=data,
        conn=_maybe(fields, "conn", str),
        cause=None if cause is None else _identity(cause),
    )


def _dump_finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": "finding",
        "passed": finding.passed,
        "expected": encode(finding.expected),
        "did": encode(finding.did),
        "hint": encode(finding.hint),
        "evidence": finding.evidence,
        "source": encode(finding.source),
    }


def _load_finding(fields: Mapping[str, Any]) -> Finding:
    return Finding(
        passed=_get(fields, "passed", bool),
        expected=_text(fields, "expected"),
        did=_text(fields, "did"),
        hint=_text(fields, "hint"),
        evidence=tuple(_identity(item) for item in _get(fields, "evidence", list)),
        source=_text(fields, "source"),
    )


def _dump_damage(damage: Damage) -> dict[str, Any]:
    return {"kind": "damage", "line": damage.line, "message": encode(damage.message)}


def _load_damage(fields: Mapping[str, Any]) -> Damage:
    return Damage(_get(fields, "line", int), _text(fields, "message"))


_DUMP: Mapping[type[Any], Callable[[Any], dict[str, Any]]] = {
    Header: _dump_header,
    StepMark: _dump_step,
    Record: _dump_record,
    Finding: _dump_finding,
    Damage: _dump_damage,
}

_LOAD: Mapping[str, Callable[[Mapping[str, Any]], Entry]] = {
    "header": _load_header,
    "step": _load_step,
    "record": _load_record,
    "finding": _load_finding,
    "damage": _load_damage,
}
