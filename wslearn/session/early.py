"""A server process that is started before anything else is known, so that it imports while this process does.

Importing Daphne takes longer than all that happens here until the server is told what to serve.
"""

import subprocess

from wslearn.server.spawn import spawn

_waiting: "list[subprocess.Popen[bytes]]" = []


def start() -> None:
    """Start a server process; `take` hands it out."""
    _waiting.append(spawn())


def take() -> "subprocess.Popen[bytes] | None":
    """The process started early, once; None when there is none."""
    return _waiting.pop() if _waiting else None


def discard() -> None:
    """End a process that nobody took."""
    while _waiting:
        with _waiting.pop() as process:
            process.kill()
