"""The panel's files, and the headers that they are sent with. Only names that are there are served."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from wslearn import paths

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
    }
)
_INDEX = "index.html"


@cache
def names() -> frozenset[str]:
    """The files that are served."""
    return frozenset(file.name for file in paths.panel_assets().iterdir() if file.suffix in _TYPES)


def find(path: str) -> str | None:
    """The name of the file at a path, `/` being the page itself; None where there is none."""
    name = path.removeprefix("/") or _INDEX
    return name if name in names() else None


def content(name: str) -> bytes:
    """The bytes of a file."""
    return (paths.panel_assets() / name).read_bytes()


def headers(name: str, host: str) -> dict[str, str]:
    """Of an answer with a file.

    Args:
        name: of the file.
        host: as the request named this server, checked: not every browser takes 'self' for a WebSocket's address.
    """
    return {
        "Content-Type": _TYPES["." + name.rpartition(".")[2]],
        **common_headers(host),
    }


def common_headers(host: str) -> dict[str, str]:
    """Of every answer: nothing of another origin, no inline script, in no frame, no trace in a Referer or a cache."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": f"'self' ws://{host}",
        "img-src": "'self' data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{key} {value}" for key, value in policy.items()),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
