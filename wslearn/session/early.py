"""A server process that is started before anything else is known, so that it imports while this process does.

Importing Daphne takes longer than all that happens here until the server is told what to serve.
"""

from wslearn.server.process import Server
from wslearn.trace.record import Record

_waiting: list[Server] = []


def start() -> None:
    """Start a server process; `take` hands it out."""
    _waiting.append(Server(_lose))


def take() -> Server | None:
    """The process started early, once; None when there is none."""
    return _waiting.pop() if _waiting else None


def discard() -> None:
    """Stop a process that nobody took."""
    while _waiting:
        _waiting.pop().stop()


def _lose(records: list[Record]) -> None:
    """No record is made before `serve`."""
