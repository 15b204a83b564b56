"""Exceptions of the application, told at once (Daphne looks for them once a second only)."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, Optional

from . import current
from .current import Connection
from .harmless import harmless
from .plain import safe_str
from .recorder import Recorder

project = ""
_HERE = str(Path(__file__).resolve().parent) + os.sep


def in_project(file: str) -> bool:
    """Whether a file is the learner's own: below the project's folder, and no installed package."""
    return bool(project) and file.startswith(project) and "site-packages" not in file


@harmless
def record(recorder: Recorder, connection: Connection, error: BaseException, source: str) -> None:
    """Record an exception, once, with the innermost line of the project's own code."""
    if connection.failure is error:
        return
    connection.failure = error
    data = describe(error)
    data["source"] = source
    connection.failed = recorder.record(connection.number, "consumer", None, "exception", data, current.cause())


def describe(error: BaseException) -> dict[str, Any]:
    """Class, message, traceback (without this probe's frames), file, line and function of an exception."""
    report = traceback.TracebackException.from_exception(error)
    _drop_probe_frames(report)
    frame = _own_line_of_syntax(report) or _own_frame(report)
    return {
        "class": type(error).__name__,
        "message": safe_str(error),
        "traceback": "".join(report.format()),
        "file": frame.filename if frame else None,
        "line": frame.lineno if frame else None,
        "function": frame.name if frame else None,
    }


def busy_at() -> Optional[dict[str, Any]]:
    """File, line and function of the innermost line of the project that the main thread is at; None outside of it."""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    stack = traceback.StackSummary.extract(traceback.walk_stack(frame), lookup_lines=False) if frame else ()
    own = next((one for one in stack if in_project(one.filename)), None)
    return {"file": own.filename, "line": own.lineno, "function": own.name} if own else None


def _drop_probe_frames(report: Optional[traceback.TracebackException]) -> None:
    while report is not None:
        kept = [frame for frame in report.stack if not frame.filename.startswith(_HERE)]
        report.stack = traceback.StackSummary.from_list(kept)
        report = report.__cause__ or report.__context__


def _own_line_of_syntax(report: traceback.TracebackException) -> Optional[traceback.FrameSummary]:
    """The line that cannot be parsed: no frame stands for it, as it never ran."""
    file = getattr(report, "filename", None)
    if not (file and in_project(file)):
        return None
    return traceback.FrameSummary(file, int(getattr(report, "lineno", 0) or 0), "<module>", lookup_line=False)


def _own_frame(report: traceback.TracebackException) -> Optional[traceback.FrameSummary]:
    """The innermost frame of the project, of the exception itself or of what caused it; else the innermost."""
    link: Optional[traceback.TracebackException] = report
    while link is not None:
        own = [frame for frame in link.stack if in_project(frame.filename)]
        if own:
            return own[-1]
        link = link.__cause__ or link.__context__
    return report.stack[-1] if report.stack else None
