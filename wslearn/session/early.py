"""Server processes that are started before anything else is known, so that they import while this process does.

Importing Daphne takes longer than all that happens here until the server is told what to serve.
"""

import subprocess

from wslearn.server.spawn import spawn

_waiting: "list[subprocess.Popen[bytes]]" = []


def start(count: int = 1) -> None:
    """Start server processes; `take` hands them out."""
    _waiting.extend(spawn() for _ in range(count))


def take() -> "subprocess.Popen[bytes] | None":
    """A process started early, each once; None when there is none."""
    return _waiting.pop() if _waiting else None


def discard() -> None:
    """End a process that nobody took."""
    while _waiting:
        with _waiting.pop() as process:
            process.kill()
