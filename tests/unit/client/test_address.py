"""WebSocket URLs, good and bad."""

import pytest

from wslearn.client import parse_url
from wslearn.errors import UsageError


@pytest.mark.parametrize(
    ("url", "origin", "resource"),
    [
        ("ws://localhost/", "http://localhost", "/"),
        ("ws://localhost:80", "http://localhost", "/"),
        ("WS://LocalHost:8000/ws/a/?x=1", "http://localhost:8000", "/ws/a/?x=1"),
        ("wss://example.org/ws", "https://example.org", "/ws"),
        ("wss://example.org:8443/ws", "https://example.org:8443", "/ws"),
        ("ws://[::1]:8000/", "http://[::1]:8000", "/"),
        ("ws://localhost/caf\u00e9", "http://localhost", "/caf%C3%A9"),
    ],
)
def test_good_urls(url: str, origin: str, resource: str) -> None:
    """The origin is that of a page of the same server, without a default port; the path goes out in ASCII."""
    address = parse_url(url)
    assert (address.origin, address.uri.resource_name) == (origin, resource)


@pytest.mark.parametrize(
    ("url", "says", "hint"),
    [
        ("ws://http://localhost/", "two schemes", "ws://localhost/"),
        ("ws://wss://localhost/", "two schemes", "wss://localhost/"),
        ("ws:ws://localhost/", "two schemes", "ws://localhost/"),
        ("http://localhost:8000/ws/", "web page", "ws://localhost:8000/ws/"),
        ("https://example.org/ws", "web page", "wss://example.org/ws"),
        ("localhost:8000/ws/", "does not begin with", "ws://localhost:8000/ws/"),
        ("localhost", "does not begin with", "ws://localhost"),
        ("ftp://localhost/", "does not begin with", "ws://"),
        ("/ws/echo/", "does not begin with", "ws://"),
        ("", "does not begin with", "ws://"),
        ("ws://", "no host", "ws://"),
        ("ws:///path", "no host", "ws://"),
        ("ws://:8000/", "no host", "ws://"),
        ("ws://localhost/#top", "fragment", "%23"),
        ("ws://localhost/#", "fragment", "%23"),
        ("ws://localhost:port/", "cannot be read", "ws://"),
        ("ws://localhost:70000/", "cannot be read", "ws://"),
        ("ws://localhost:0/", "port 0", "65535"),
        ("ws://[::1/", "cannot be read", "ws://"),
        ("ws://user@localhost/", "password", "ws://"),
        ("ws://local host/", "contains", "%20"),
        ("ws://localhost/\x1b[31m", "contains '\\x1b'", "%20"),
        ("ws://localhost/\n", "contains", "%20"),
        ("ws://localhost/\u202egpj", "contains '\\u202e'", "%20"),
        ("ws://" + "a" * 64 + ".org/", "not a valid host", "ws://"),
        ("ws://a..b/", "not a valid host", "ws://"),
    ],
)
def test_bad_urls(url: str, says: str, hint: str) -> None:
    """Each mistake has its own sentence, and the hint shows what to type instead."""
    with pytest.raises(UsageError) as caught:
        parse_url(url)
    assert says in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("url", ["ws://localhost/\x1b[31m", "ws://x/\u202egpj", "http://\x9b31mx/"])
def test_a_url_cannot_write_to_the_terminal(url: str) -> None:
    """What a URL hides is shown escaped in the message about it."""
    with pytest.raises(UsageError) as caught:
        parse_url(url)
    assert caught.value.message.isprintable()
    assert caught.value.hint.isprintable()
