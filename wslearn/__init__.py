"""wslearn: see what really happens on a WebSocket in Django.

In a notebook: `%load_ext wslearn`, then `server = await wslearn.serve(3)`. What a notebook calls is imported when it is
first used, so that the command line stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wslearn.kernel.api import check, convert, predict, sequence, serve
    from wslearn.kernel.magics import load_ipython_extension

__all__ = ["__version__", "check", "convert", "load_ipython_extension", "predict", "sequence", "serve"]

__version__ = "0.1.0"

_IN_API = ("check", "convert", "predict", "sequence", "serve")


def __getattr__(name: str) -> Any:
    """What a notebook calls."""
    if name in _IN_API:
        return getattr(import_module("wslearn.kernel.api"), name)
    if name == "load_ipython_extension":
        return import_module("wslearn.kernel.magics").load_ipython_extension
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
