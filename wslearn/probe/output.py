"""What the project prints, warns or asks for, with the connection that it happened for."""

from __future__ import annotations

import builtins
import io
import logging
import os
import sys
import threading
import warnings
from contextvars import ContextVar
from typing import Any, Optional

from . import current
from .harmless import harmless
from .plain import safe_str
from .recorder import Recorder

_LONG_LINE = 65_536
# Of what is printed while the project is imported, so many lines are recorded: a loop there would print for ever.
_MOST_AT_START = 100
_lines_at_start: Optional[int] = 0  # None once the server is ready: from then on each line is recorded
# Whether this thread is in a handler of the log, with a line that is recorded already.
silent = threading.local()
_streams: list[_RecordedStream] = []
# Holds something once a line was ever left unfinished; most projects never do, and then nobody has to look.
unfinished: list[bool] = []


def install(recorder: Recorder) -> Optional[str]:
    """Take over stdout, stderr, `input()`, `breakpoint()` and warnings."""
    real = sys.stdout, sys.stderr
    # Typeshed wants a TextIO, and has `__stdout__` as final: of a text stream this is all that a project can meet.
    sys.stdout = sys.__stdout__ = _RecordedStream(recorder, "stdout")  # type: ignore[misc,assignment]
    sys.stderr = sys.__stderr__ = _RecordedStream(recorder, "stderr")  # type: ignore[misc,assignment]
    _streams.extend([sys.stdout, sys.stderr])
    builtins.input = _recorded_input(recorder, builtins.input)
    sys.breakpointhook = _recorded_breakpoint(recorder)
    restore_warnings(recorder)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: _give_back(*real))
    return None


def _give_back(stdout: Any, stderr: Any) -> None:
    """In a forked child, whose records nobody takes: what it prints goes to its own stdout and stderr again."""
    sys.stdout = sys.__stdout__ = stdout  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = stderr  # type: ignore[misc]


def restore_warnings(recorder: Recorder) -> None:
    """Show warnings again: Daphne sends them to nowhere when it starts (`globalLogBeginner.beginLoggingTo`)."""

    @harmless
    def recorded_showwarning(
        message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        data = {"category": category.__name__, "message": safe_str(message), "file": filename, "line": lineno}
        recorder.record(current.number(), "consumer", None, "warning", data, current.cause())

    warnings.showwarning = recorded_showwarning


def end_start() -> list[str]:
    """Record every line from now on; one sentence if some were left out before."""
    global _lines_at_start
    lines, _lines_at_start = _lines_at_start or 0, None
    if lines <= _MOST_AT_START:
        return []
    return [f"The project printed {lines:,} lines while it was imported; the first {_MOST_AT_START} are recorded."]


def _is_too_much() -> bool:
    """Count one more line; whether it is past what is recorded while the project is imported."""
    global _lines_at_start
    if _lines_at_start is None:
        return False
    _lines_at_start += 1
    return _lines_at_start > _MOST_AT_START


def finish_line() -> None:
    """Record a line that was printed without its end (`print("…", end="")`)."""
    for stream in _streams:
        stream.finish_line()


class _RecordedStream(io.TextIOBase):
    """A text stream whose lines become records; closing it does nothing, so that a later print is still seen."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder = recorder
        self._name = name
        # One unfinished line for each context and thread: two connections never share a line.
        self._line: ContextVar[str] = ContextVar("wslearn_line_" + name, default="")

    @property
    def name(self) -> str:
        """The usual name of the stream."""
        return f"<{self._name}>"

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The descriptor that a subprocess of the project inherits."""
        return 1 if self._name == "stdout" else 2

    def write(self, text: str) -> int:
        """Take text; whole lines are recorded at once."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if getattr(silent, "now", False) and sys._getframe(1).f_code.co_filename == logging.__file__:
            return len(text)
        # Not `+`: a subclass of str may have one of its own.
        *lines, rest = str.__add__(self._line.get(), text).split("\n")
        for line in lines:
            self._record(line)
        if len(rest) > _LONG_LINE:
            self._record(rest)
            rest = ""
        if rest:
            unfinished[:] = [True]
        self._line.set(rest)
        return len(text)

    def close(self) -> None:
        """Do nothing: the project may close its stdout, we go on."""

    def finish_line(self) -> None:
        """Record the unfinished line of this context, if any."""
        line = self._line.get()
        if line:
            self._record(line)
            self._line.set("")

    def _record(self, line: str) -> None:
        if _is_too_much():
            return
        data = {"stream": self._name, "text": line}
        self._recorder.record(current.number(), "consumer", None, "print", data, current.cause())


def _recorded_input(recorder: Recorder, original: Any) -> Any:
    def input(prompt: Any = "", /) -> Any:
        recorder.record(current.number(), "consumer", None, "input", {"prompt": safe_str(prompt)}, current.cause())
        # The null device is at fd 0: this raises EOFError at once instead of waiting for ever.
        return original()

    return input


def _recorded_breakpoint(recorder: Recorder) -> Any:
    def breakpointhook(*_: Any, **__: Any) -> None:
        recorder.record(current.number(), "consumer", None, "input", {"prompt": "breakpoint()"}, current.cause())

    return breakpointhook
