"""A trace as a file: JSON lines, each with its `kind`. CONTRIBUTING.md has the form.

Lines are ASCII, so any text and any lone surrogate survives any locale, and are written whole and flushed one by one:
a process that is killed leaves complete lines, the last one at most cut.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from wslearn.errors import EnvironmentProblem, TraceError
from wslearn.trace.lines import NewerError, dump_line, load_line
from wslearn.trace.record import Damage, Entry, Finding, Header, Record, StepMark

__all__ = ["Trace", "Writer", "dump_line", "parse", "read"]


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
    return parse(content, str(path))


def parse(content: bytes, name: str) -> Trace:
    """Read the bytes of a saved trace, as `read` does; `name` is for the error."""
    reader = _Reader()
    for number, line in _lines(content):
        reader.feed(number, line)
    return reader.trace(name)


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; Windows PowerShell's `>` writes UTF-16."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


class _Reader:
    """Collects entries line by line and remembers the first damage."""

    def __init__(self) -> None:
        self.header: Header | None = None
        self.entries: list[StepMark | Record | Finding] = []
        self.newer = False
        self._damages: list[Damage] = []

    def feed(self, number: int, line: bytes) -> None:
        try:
            entry = load_line(line)
        except NewerError as error:
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

    def trace(self, name: str) -> Trace:
        if self.header is None and not self.entries:
            raise _newer(name) if self.newer else _not_a_trace(name)
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


def _newer(name: str) -> TraceError:
    return TraceError(
        f"{name} was saved by a newer wslearn than this one.", "Upgrade: python -m pip install --upgrade wslearn"
    )


def _not_a_trace(name: str) -> TraceError:
    return TraceError(f"{name} is not a trace of wslearn.", "Save one with: wslearn lesson 3 --auto --save FILE")


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not complete JSON: the line breaks at its character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return f"not text: byte {error.start + 1} of the line is not UTF-8"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error)
