"""A trace as a file: JSON lines, each with its `kind`. CONTRIBUTING.md has the form.

Lines are ASCII, so any text and any lone surrogate survives any locale, and are written whole and flushed one by one:
a process that is killed leaves complete lines, the last one at most cut.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO, TypeVar

from wslearn.errors import EnvironmentProblem, TraceError
from wslearn.trace.record import LANES, Damage, Entry, Finding, Header, Record, StepMark
from wslearn.trace.values import decode, encode

VERSION = 1

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Trace:
    """A saved trace, as far as it could be read.

    Attributes:
        header: its first line; with empty `versions` and `started` if that line could not be read.
        entries: steps, records and findings in the order of the file.
        damage: where the file broke first, or None. Entries after that place are there too, if they could be read.
    """

    header: Header
    entries: tuple[StepMark | Record | Finding, ...]
    damage: Damage | None = None

    @property
    def records(self) -> tuple[Record, ...]:
        """The records alone, in the order of the file."""
        return tuple(entry for entry in self.entries if isinstance(entry, Record))


class Writer:
    """Writes entries, one line each, and flushes each.

    Args:
        file: open for text; it is closed by `close`.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    @classmethod
    def create(cls, path: Path) -> Self:
        """A writer to a new file; what was there is replaced.

        Raises:
            EnvironmentProblem: the folder does not exist or may not be written to.
        """
        try:
            return cls(path.open("w", encoding="ascii", newline="\n"))
        except OSError as error:
            raise EnvironmentProblem(
                f"The trace cannot be saved as {path}: {error.strerror}.", "Choose another file with --save."
            ) from error

    def write(self, entry: Entry) -> None:
        """Write one line and flush it.

        Raises:
            EnvironmentProblem: the disk is full, or the reader of the pipe is gone.
        """
        try:
            self._file.write(dump_line(entry) + "\n")
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise EnvironmentProblem(f"The trace cannot be written any further: {error.strerror}.") from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def dump_line(entry: Entry) -> str:
    """One entry as one line of JSON, without the newline; ASCII only; never raises."""
    return _dumps({"v": VERSION, **_DUMP[type(entry)](entry)})


def read(path: Path) -> Trace:
    """Read a saved trace.

    A damaged or cut line is left out and reported in `damage`; the lines before and after it are read.

    Raises:
        TraceError: there is no such file, it is not a trace, or it is of a newer wslearn.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TraceError(f"{path} cannot be read: {error.strerror}.", "Name a file made with --save.") from error
    reader = _Reader()
    for number, line in _lines(content):
        reader.feed(number, line)
    return reader.trace(path)


_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; Windows PowerShell's `>` writes UTF-16."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


class _Newer(Exception):
    """A line of a format that this version does not know."""


class _Reader:
    """Collects entries line by line and remembers the first damage."""

    def __init__(self) -> None:
        self.header: Header | None = None
        self.entries: list[StepMark | Record | Finding] = []
        self.newer = False
        self._damages: list[Damage] = []

    def feed(self, number: int, line: bytes) -> None:
        try:
            entry = _load(line)
        except _Newer as error:
            self.newer = True
            self._damages.append(Damage(number, str(error)))
        except (ValueError, RecursionError) as error:
            self._damages.append(Damage(number, _why(error)))
        else:
            self._keep(number, entry)

    def _keep(self, number: int, entry: Entry) -> None:
        if isinstance(entry, Damage):
            self._damages.append(entry)
        elif not isinstance(entry, Header):
            self.entries.append(entry)
        elif self.header is None:
            self.header = entry
        else:
            self._damages.append(Damage(number, "a second header: another trace begins here"))

    def trace(self, path: Path) -> Trace:
        if self.header is None and not self.entries:
            raise _newer(path) if self.newer else _not_a_trace(path)
        return Trace(self.header or self._header(), tuple(self.entries), self._damage())

    def _header(self) -> Header:
        """What stands for a header that could not be read: time counts from the first entry that has one."""
        times = (entry.t_ns for entry in self.entries if not isinstance(entry, Finding))
        return Header(versions={}, started="", t0_ns=next(times, 0))

    def _damage(self) -> Damage | None:
        if not self._damages and self.header is None:
            return Damage(1, "the header is missing")
        if len(self._damages) < 2:
            return self._damages[0] if self._damages else None
        first = self._damages[0]
        return Damage(first.line, f"{first.message} ({len(self._damages)} damaged lines in all)")


def _newer(path: Path) -> TraceError:
    return TraceError(
        f"{path} was saved by a newer wslearn than this one.", "Upgrade: python -m pip install --upgrade wslearn"
    )


def _not_a_trace(path: Path) -> TraceError:
    return TraceError(f"{path} is not a trace of wslearn.", "Save one with: wslearn lesson 3 --auto --save FILE")


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not complete JSON: the line breaks at its character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return f"not text: byte {error.start + 1} of the line is not UTF-8"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error)


def _load(line: bytes) -> Entry:
    """One line as its entry; raises ValueError, RecursionError or _Newer."""
    fields = json.loads(line.decode("utf-8"))
    if not isinstance(fields, dict) or "kind" not in fields or "v" not in fields:
        raise ValueError("not a line of a trace")
    version = _get(fields, "v", int)
    if version > VERSION:
        raise _Newer(f"format {version} is newer than this wslearn")
    load = _LOAD.get(_get(fields, "kind", str))
    if load is None:
        raise ValueError(f"unknown kind {fields['kind']!r}")
    return load(fields)


def _get(fields: Mapping[str, Any], key: str, kind: type[_T]) -> _T:
    value = fields.get(key)
    if type(value) is not kind:
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
