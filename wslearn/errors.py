"""The error tree: one sentence of what happened, one of what to do next.

::

    WslearnError
    ├── UsageError            the command line asks for something that does not exist
    ├── EnvironmentProblem    this machine: interpreter, folder, port, missing package
    │   └── ServerNotStarted  the project could not be served (never "your answer is wrong")
    ├── LessonError           a lesson file is damaged: file, line and key are in the message
    ├── TraceError            a saved trace cannot be read
    └── ClientError           the bundled client: refused, timed out, closed, not a WebSocket URL

A learner's wrong answer is a finding (data), never an exception.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from wslearn.exit_codes import ExitCode


class WslearnError(Exception):
    """Any problem that a person can do something about.

    Args:
        message: what happened, one sentence.
        hint: what to do next, one sentence or one command; may be empty.
        details: evidence shown below (the last lines of a server's stderr, for one); may be empty.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.INTERNAL

    def __init__(self, message: str, hint: str = "", details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details


class UsageError(WslearnError):
    """The command line asks for something that does not exist."""

    exit_code = ExitCode.USAGE


class EnvironmentProblem(WslearnError):
    """This machine cannot do it as it is: interpreter, folder, port, package."""

    exit_code = ExitCode.ENVIRONMENT


class ServerNotStarted(EnvironmentProblem):
    """The project could not be served; `details` holds the last lines of its stderr.

    Args:
        exception: what the project's code raised while it was loaded, as in a record `consumer exception`; else empty.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        details: str = "",
        exception: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        super().__init__(message, hint, details)
        self.exception = exception


class LessonError(WslearnError):
    """A lesson file is damaged; the message names file, line and key."""

    exit_code = ExitCode.LESSON_CONTENT


class TraceError(WslearnError):
    """A saved trace cannot be read."""

    exit_code = ExitCode.USAGE


class ClientError(WslearnError):
    """The bundled client could not do what it was asked to."""

    exit_code = ExitCode.FINDINGS_FAILED
