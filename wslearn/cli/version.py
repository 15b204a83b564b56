"""`wslearn --version`: the versions of everything that matters, none of it imported."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from wslearn import __version__

NEEDED = ("Django", "Channels", "Daphne", "Twisted", "websockets")
"""Printed even when they are missing."""
OPTIONAL = ("channels-redis", "redis")
"""Printed when they are installed."""


def versions() -> dict[str, str]:
    """Name → version, in the order they are printed."""
    python = f"{platform.python_version()} ({platform.python_implementation()} on {platform.system()})"
    found = {"wslearn": __version__, "Python": python}
    found |= {name: _version(name) or "not installed" for name in NEEDED}
    return found | {name: number for name in OPTIONAL if (number := _version(name))}


def print_versions() -> None:
    """Print one name and version a line."""
    sys.stdout.write("".join(f"{name} {number}\n" for name, number in versions().items()))


def _version(name: str) -> str:
    """What the package's metadata says; empty when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
