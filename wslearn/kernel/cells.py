"""What IPython is asked to do around every cell: tell when one begins and ends, and show our errors as two sentences.

It knows nothing of servers: who wants to be told says so.
"""

import asyncio
import linecache
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from wslearn.errors import WslearnError

_begin: list[Callable[[], None]] = []
_end: list[Callable[[], None]] = []
_hooked: list[Any] = []


def shell() -> Any:
    """The shell that runs the cells; None outside IPython."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def hook() -> None:
    """Ask, once; nothing happens outside IPython."""
    ours = shell()
    if ours is None or ours in _hooked:
        return
    _hooked.append(ours)
    ours.events.register("pre_run_cell", lambda info: _call(_begin))
    ours.events.register("post_run_cell", lambda result: _call(_end))
    ours.set_custom_exc((WslearnError,), _show)
    _wake_for_signals()


def _wake_for_signals() -> None:
    """Let Stop be heard at once in every `await`: a loop wakes for signals once it handles one, whichever it is."""
    with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):  # Windows; no loop; another thread's
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, lambda: None)


def when_cell_begins(call: Callable[[], None]) -> None:
    """Call this before every cell."""
    _begin.append(call)


def when_cell_ends(call: Callable[[], None]) -> None:
    """Call this after every cell, while what is displayed still belongs to it."""
    _end.append(call)


def _call(callbacks: list[Callable[[], None]]) -> None:
    for callback in callbacks:
        callback()


def _show(
    ours: Any, kind: type[BaseException], error: WslearnError, at: TracebackType | None, tb_offset: int | None = None
) -> list[str]:
    """The error as the terminal shows it, below the line of the cell that led to it."""
    lines = [*_cell_line(ours, at), error.message, *filter(None, (error.hint, error.details))]
    ours._showtraceback(kind, error, lines)
    return lines


def _cell_line(ours: Any, at: TracebackType | None) -> list[str]:
    """`Line 3: await socket.receive()`, of the frame that is the cell's own."""
    while at is not None:
        if at.tb_frame.f_globals is ours.user_ns:
            text = linecache.getline(at.tb_frame.f_code.co_filename, at.tb_lineno).strip()
            # A magic is one call to Python; its cell has no such line.
            return [] if text.startswith("get_ipython()") else [f"Line {at.tb_lineno} of this cell: {text}"]
        at = at.tb_next
    return []
