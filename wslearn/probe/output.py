"""What the project prints, warns, logs or asks for, with the connection that it happened for."""

from __future__ import annotations

import builtins
import io
import logging
import sys
import threading
import warnings
from asyncio import Task
from contextvars import ContextVar
from typing import Any, Optional

from . import current
from .recorder import Recorder

_LONG_LINE = 65_536
_streams: list[_RecordedStream] = []
# Whether a line was ever left unfinished; most projects never do, and then nobody has to look.
_unfinished = threading.Event()


def install(recorder: Recorder) -> Optional[str]:
    """Take over stdout, stderr, `input()`, `breakpoint()`, warnings and the log."""
    sys.stdout = _RecordedStream(recorder, "stdout")
    sys.stderr = _RecordedStream(recorder, "stderr")
    _streams.extend([sys.stdout, sys.stderr])
    builtins.input = _recorded_input(recorder, builtins.input)
    sys.breakpointhook = _recorded_breakpoint(recorder)
    logging.getLogger().addHandler(_RecordedLog(recorder))
    return None


def restore_warnings(recorder: Recorder) -> None:
    """Show warnings again: Daphne sends them to nowhere when it starts (`globalLogBeginner.beginLoggingTo`)."""

    def recorded_showwarning(
        message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        data = {"category": category.__name__, "message": str(message), "file": filename, "line": lineno}
        recorder.record(current.number(), "consumer", None, "warning", data, current.cause())

    warnings.showwarning = recorded_showwarning


def finish_line() -> None:
    """Record a line that was printed without its end (`print("…", end="")`)."""
    if _unfinished.is_set():
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
        *lines, rest = (self._line.get() + text).split("\n")
        for line in lines:
            self._record(line)
        if len(rest) > _LONG_LINE:
            self._record(rest)
            rest = ""
        if rest:
            _unfinished.set()
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
        data = {"stream": self._name, "text": line}
        self._recorder.record(current.number(), "consumer", None, "print", data, current.cause())


def _recorded_input(recorder: Recorder, original: Any) -> Any:
    def input(prompt: Any = "", /) -> Any:
        recorder.record(current.number(), "consumer", None, "input", {"prompt": str(prompt)}, current.cause())
        # The null device is at fd 0: this raises EOFError at once instead of waiting for ever.
        return original()

    return input


def _recorded_breakpoint(recorder: Recorder) -> Any:
    def breakpointhook(*_: Any, **__: Any) -> None:
        recorder.record(current.number(), "consumer", None, "input", {"prompt": "breakpoint()"}, current.cause())

    return breakpointhook


class _RecordedLog(logging.Handler):
    """Warnings and errors of the log; exceptions that are recorded already are left out."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(logging.WARNING)
        self._recorder = recorder
        self._busy = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(self._busy, "now", False) or _told_already(record):
            return
        self._busy.now = True
        try:
            data = {"logger": record.name, "level": record.levelname, "message": _message(record)}
            self._recorder.record(_number(record), "consumer", None, "log", data, current.cause())
        finally:
            self._busy.now = False


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:
        return f"{record.msg!r} % {record.args!r}: {error}"


def _told_already(record: logging.LogRecord) -> bool:
    return record.name == "daphne.server" and record.exc_info is not None


def _number(record: logging.LogRecord) -> Optional[int]:
    """The connection of a log line; Daphne's "took too long to shut down" names the application's task."""
    if isinstance(record.args, tuple):
        for argument in record.args:
            if isinstance(argument, Task):
                return current.tasks.get(argument)
    return current.number()
