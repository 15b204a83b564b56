"""The pipes to the parent: private copies, so that nothing the project does with 0 and 1 can break them."""

from __future__ import annotations

import json
import os
import threading
from typing import Any, Callable, Optional


def take_pipes() -> tuple[int, int]:
    """Private copies of stdin and stdout; fd 0 becomes the null device and fd 1 a second stderr."""
    commands, records = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return commands, records


class Commands:
    """The parent's commands, one JSON object a line; the end of the pipe means that the parent is gone.

    Args:
        fd: the pipe.
        handlers: command name → what to call with its argument, in the reading thread.
        gone: called when the pipe ends.
    """

    def __init__(self, fd: int, handlers: dict[str, Callable[[Any], None]], gone: Callable[[], None]) -> None:
        self._fd = fd
        self._handlers = handlers
        self._gone = gone
        self._first: Optional[Any] = None
        self._arrived = threading.Event()
        threading.Thread(target=self._run, name="wslearn-commands", daemon=True).start()

    def wait_for_serve(self) -> Any:
        """The argument of the `serve` command."""
        self._arrived.wait()
        return self._first

    def _run(self) -> None:
        with os.fdopen(self._fd, "rb", buffering=0) as pipe, os.fdopen(os.dup(pipe.fileno()), "r") as lines:
            for line in lines:
                self._obey(json.loads(line))
        self._gone()

    def _obey(self, command: dict[str, Any]) -> None:
        for name, argument in command.items():
            if name == "serve":
                self._first = argument
                self._arrived.set()
            else:
                self._handlers[name](argument)
