"""Nothing that goes wrong while something is recorded may reach the project."""

from __future__ import annotations

import functools
import os
import traceback
from contextlib import suppress
from typing import Any


def harmless(function: Any) -> Any:
    """The function, but that an exception in it goes to stderr, where the parent keeps it, and None is returned."""

    @functools.wraps(function)
    def guarded(*args: Any) -> Any:
        try:
            return function(*args)
        except Exception:
            report()

    return guarded


def report() -> None:
    """Write the exception that is being handled to the real stderr."""
    with suppress(Exception):
        os.write(2, f"wslearn could not record something:\n{traceback.format_exc()}".encode("utf-8", "replace"))
