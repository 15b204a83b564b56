"""Check a WebSocket URL and say in words what is wrong with it."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from websockets.exceptions import InvalidURI
from websockets.uri import WebSocketURI, parse_uri

from wslearn.errors import UsageError

EXAMPLE = "A WebSocket URL looks like ws://127.0.0.1:8000/ws/echo/"
WEB_SCHEMES = {"http": "ws", "https": "wss"}
_SECOND_SCHEME = re.compile(r"^wss?:/*((?:wss?|https?)://?.*)$", re.IGNORECASE)
_NOT_IN_A_URL = re.compile(r"[\s\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Address:
    """A checked WebSocket URL.

    Attributes:
        url: as it was given.
        uri: its parts, as python-websockets reads them (host in ASCII, path and query percent-encoded).
        origin: what a page of this very server would send as its `Origin` (RFC 6454 section 6.1).
    """

    url: str
    uri: WebSocketURI
    origin: str

    @property
    def server(self) -> str:
        """`ws://host:port`: the URL without its path."""
        return f"ws{self.origin.removeprefix('http')}"


def parse_url(url: str) -> Address:
    """Read a `ws://` or `wss://` URL (RFC 6455 section 3).

    Raises:
        UsageError: it is not one; the message says why and the hint shows what to type.
    """
    parts = _split(url)
    _check_scheme(url, parts)
    if not parts.hostname:
        raise UsageError(f"The URL {url!r} names no host.", f"{EXAMPLE}.")
    if "#" in url:
        raise UsageError(
            f"The URL {url!r} has a fragment (#…), which WebSocket URLs cannot have.",
            "Leave out the # and what follows; write %23 for a real #.",
        )
    uri = _uri(url)
    return Address(url, uri, _origin(uri))


def _split(url: str) -> SplitResult:
    """The parts of a URL, after the checks that urlsplit does not make."""
    if found := _NOT_IN_A_URL.search(url):
        raise UsageError(
            f"The URL {url!r} contains {found.group()!a}, which no URL may contain.", "Write a blank as %20."
        )
    try:
        parts = urlsplit(url)
        _ = parts.port  # is only checked when it is asked for
    except ValueError as error:
        raise UsageError(f"The URL {url!r} cannot be read: {error}.", f"{EXAMPLE}.") from None
    if parts.port == 0:
        raise UsageError(f"The URL {url!r} has port 0, where nothing can listen.", "Ports are 1 to 65535.")
    return parts


def _check_scheme(url: str, parts: SplitResult) -> None:
    """Only `ws` and `wss`, and only once."""
    if second := _SECOND_SCHEME.match(url):
        raise UsageError(f"The URL {url!r} has two schemes.", f"Type {_as_websocket(second.group(1))}")
    if parts.scheme in WEB_SCHEMES:
        scheme = WEB_SCHEMES[parts.scheme]
        raise UsageError(
            f"{url!r} is the URL of a web page, not of a WebSocket.", f"Use {scheme}:// : type {_as_websocket(url)}"
        )
    if parts.scheme not in ("ws", "wss"):
        hint = f"Put ws:// in front: ws://{url}" if _looks_like_host(url) else f"{EXAMPLE}."
        raise UsageError(f"{url!r} is not a WebSocket URL: it does not begin with ws:// or wss://.", hint)


def _as_websocket(url: str) -> str:
    """The same URL with the scheme of a WebSocket."""
    scheme, _, rest = url.partition(":")
    return f"{WEB_SCHEMES.get(scheme.lower(), scheme.lower())}://{rest.lstrip('/')}"


def _looks_like_host(url: str) -> bool:
    """Whether only the scheme seems to be missing: `localhost:8000/ws/`."""
    return re.match(r"^[\w.-]+(:\d+)?(/|$)", url) is not None


def _uri(url: str) -> WebSocketURI:
    """The parts as python-websockets reads them; also checks that the host can be looked up at all."""
    try:
        uri = parse_uri(url)
        uri.host.encode("idna")  # the resolver does the same, and fails with the same error
    except InvalidURI as error:
        raise UsageError(f"The URL {url!r} is not a WebSocket URL: {error.msg}.", f"{EXAMPLE}.") from None
    except UnicodeError:
        raise UsageError(f"The host in the URL {url!r} is not a valid host name.", f"{EXAMPLE}.") from None
    return uri


def _origin(uri: WebSocketURI) -> str:
    """Scheme, host and port of the page, without the default port."""
    scheme, default = ("https", 443) if uri.secure else ("http", 80)
    host = f"[{uri.host}]" if ":" in uri.host else uri.host
    return f"{scheme}://{host}" if uri.port == default else f"{scheme}://{host}:{uri.port}"
