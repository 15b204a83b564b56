"""Import Daphne and Channels fast: nothing that a plain loopback server needs is left out.

Measured (CONTRIBUTING.md, Speed): importing Daphne costs 213 ms, 58 of them for TLS and HTTP/2, which Twisted treats
as optional and which a server on loopback without TLS never uses; the garbage collector costs 30 more.
"""

from __future__ import annotations

import gc
import importlib
import sys
from contextlib import contextmanager, suppress
from typing import Iterator

_OPTIONAL = ("OpenSSL", "service_identity", "h2")
_CHANNELS = ("channels.generic.websocket", "channels.layers", "channels.routing", "django.core.asgi")


def import_daphne() -> None:
    """Import Daphne's server, which installs the Twisted reactor, without the optional TLS stack."""
    with _absent(_OPTIONAL):
        importlib.import_module("daphne.server")


def import_channels() -> None:
    """Import what nearly every project imports next; a project that does without is served all the same."""
    for name in _CHANNELS:
        with suppress(ImportError):
            importlib.import_module(name)


@contextmanager
def paused_collector() -> Iterator[None]:
    """No garbage collection while modules are imported; what they made is then left out of later collections."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _absent(names: tuple[str, ...]) -> Iterator[None]:
    """Make imports of some packages fail for a while; the project itself may import them later."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # how the import system spells "not there"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
