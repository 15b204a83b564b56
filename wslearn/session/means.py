"""What a lesson can be played with beside Python, and what to do where this machine has not got it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wslearn.pages.program import VARIABLE, find_program


def lacking(*means: str) -> str | None:
    """A sentence on the first that is missing, and what to install; None where all are there.

    Args:
        means: names of `wslearn.course.blocks.MEANS`.
    """
    return next((sentence for name in means if (sentence := _LACKING[name]())), None)


def _browser() -> str | None:
    if find_program() is not None:
        return None
    return f"No browser was found that can be driven: install Chromium or Chrome, or name one in {VARIABLE}."


_LACKING: Mapping[str, Callable[[], str | None]] = MappingProxyType({"browser": _browser})
