"""Warnings and errors of the log, with the connection that they were written for.

Not by a handler: the project's LOGGING may remove it from the root logger, and loggers that do not propagate would
never reach it.
"""

from __future__ import annotations

import logging
from asyncio import Task
from typing import Any, Optional

from . import current, failures, output
from .harmless import harmless
from .plain import safe_repr
from .recorder import Recorder


def install(recorder: Recorder) -> Optional[str]:
    """Wrap `logging.Logger.callHandlers`, which every record that is to be shown goes through."""
    call_handlers = getattr(logging.Logger, "callHandlers", None)
    if call_handlers is None:
        return "logging.Logger has no callHandlers here: log lines are missing."

    def recorded_call_handlers(self: Any, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING or getattr(output.silent, "now", False):
            call_handlers(self, record)
            return
        _note(recorder, record)
        # The handlers of the project do their work; what they write to the terminal is recorded just above.
        output.silent.now = True
        try:
            call_handlers(self, record)
        finally:
            output.silent.now = False

    logging.Logger.callHandlers = recorded_call_handlers  # type: ignore[method-assign]
    return None


@harmless
def _note(recorder: Recorder, record: logging.LogRecord) -> None:
    # The application's exception was recorded when it happened; Daphne logs it when it notices, up to a second later.
    if record.name == "daphne.server" and record.exc_info:
        return
    data = {"logger": record.name, "level": record.levelname, "message": _message(record)}
    recorder.record(_number(record), "consumer", None, "log", data, current.cause())


def _message(record: logging.LogRecord) -> str:
    try:
        text = record.getMessage()
    except Exception as error:
        text = f"{safe_repr(record.msg)} % {safe_repr(record.args)}: {safe_repr(error)}"
    failure = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return text if failure is None else f"{text}\n{failures.describe(failure)['traceback']}".rstrip()


def _number(record: logging.LogRecord) -> Optional[int]:
    """The connection of a log line; Daphne's "took too long to shut down" names the application's task."""
    if isinstance(record.args, tuple):
        for argument in record.args:
            if isinstance(argument, Task):
                return current.tasks.get(argument)
    return current.number()
