"""HTTP heads, read leniently; headers of our own, checked strictly."""

import pytest

from wslearn.client.head import check_headers, check_subprotocols, read_request, read_response
from wslearn.errors import UsageError


def test_a_request_is_read_as_it_was_sent() -> None:
    """Path and headers keep their order and spelling."""
    head = read_request(b"GET /a?b=1 HTTP/1.1\r\nHost: x\r\nX-TWO: 1\r\nx-two: 2\r\n\r\n")
    assert (head.method, head.path) == ("GET", "/a?b=1")
    assert head.headers == (("Host", "x"), ("X-TWO", "1"), ("x-two", "2"))


@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [
        (b"HTTP/1.1 403 Access denied", 403, "Access denied"),
        (b"HTTP/1.0 404 File not found", 404, "File not found"),
        (b"HTTP/1.1 500", 500, ""),
        (b"HTTP/1.1 200 caf\xe9", 200, "caf\xe9"),
    ],
)
def test_status_lines(data: bytes, status: int, reason: str) -> None:
    """The status is read from any version of HTTP, with or without a reason."""
    head = read_response(data)
    assert head is not None
    assert (head.status, head.reason) == (status, reason)


@pytest.mark.parametrize(
    "data", [b"", b"SSH-2.0-OpenSSH", b"HTTP/1.1 OK", b"HTTP/1.1 \xb2\xb2\xb2 x", b"HTTP/1.1 99 x"]
)
def test_what_is_not_http_is_no_answer(data: bytes) -> None:
    """Another protocol's greeting is not taken for a status line."""
    assert read_response(data) is None


@pytest.mark.parametrize(
    "pair", [("X A", "1"), ("", "1"), ("X\r\n", "1"), ("X", "1\r\nY: 2"), ("X", "\u20ac"), ("X", "\x00")]
)
def test_a_header_cannot_break_the_request(pair: tuple[str, str]) -> None:
    """Nothing can be smuggled into the request by a header."""
    with pytest.raises(UsageError) as caught:
        check_headers([pair])
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("names", [["a b"], [""], ["a,b"], ["caf\u00e9"], ["json", "JSON"]])
def test_a_subprotocol_is_a_word_and_offered_once(names: list[str]) -> None:
    """A page's `new WebSocket(url, names)` would throw for these as well."""
    with pytest.raises(UsageError):
        check_subprotocols(names)


def test_proper_headers_and_subprotocols_pass() -> None:
    """Nothing is said about good ones."""
    check_headers([("Cookie", "a=b; c=d"), ("X-Empty", "")])
    check_subprotocols(["v1.chat", "v2.chat"])
