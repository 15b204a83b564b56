"""Secrets never reach the screen or a file; all else does."""

from typing import Any

import pytest

from wslearn.trace.masking import mask
from wslearn.trace.record import Lane, Record


def _masked(type_: str, lane: Lane = "asgi", **data: Any) -> Any:
    return mask(Record("server-1", 1, 1, lane, None, type_, data)).data


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Cookie", "sessionid=abcd; lang=e", "sessionid=<masked, 4 characters>; lang=<masked, 1 character>"),
        ("cookie", "naked", "<masked, 5 characters>"),
        ("cookie", "empty=", "empty="),
        ("set-cookie", "sessionid=abcd; Path=/; HttpOnly", "sessionid=<masked, 4 characters>; Path=/; HttpOnly"),
        ("Authorization", "Bearer abc.def", "Bearer <masked, 7 characters>"),
        ("PROXY-AUTHORIZATION", "secret", "<masked, 6 characters>"),
        ("x-csrftoken", "a b", "<masked, 3 characters>"),
        ("referer", "http://h/?token=abc&x=1", "http://h/?token=<masked, 3 characters>&x=1"),
        ("origin", "http://h/", "http://h/"),
    ],
)
def test_headers(name: str, value: str, shown: str) -> None:
    """Values of headers that log somebody in are masked with their length, as str and as ASGI's bytes alike."""
    assert _masked("handshake.request", "client", headers=[[name, value]]) == {"headers": [[name, shown]]}
    pairs = [(name.encode(), value.encode())]
    assert _masked("scope", headers=pairs) == {"headers": [(name.encode(), shown.encode())]}


@pytest.mark.parametrize(
    "type_", ["scope", "websocket.accept", "http.response.start", "handshake.response", "http.request", "http.response"]
)
def test_every_record_with_headers_is_masked(type_: str) -> None:
    """Whoever saw the headers, on the way in or out, the secret is gone."""
    assert "hush" not in repr(_masked(type_, headers=[(b"set-cookie", b"s=hush"), (b"cookie", b"s=hush")]))


def test_the_scope_of_a_logged_in_client() -> None:
    """Channels' `scope["cookies"]` keeps its names; keys that hold no secret stay as they are."""
    data = _masked("scope", type="websocket", cookies={"sessionid": "abc"}, query_string=b"a=1&key=xyz", path="/ws/")
    assert data == {
        "type": "websocket",
        "cookies": {"sessionid": "<masked, 3 characters>"},
        "query_string": b"a=1&key=<masked, 3 characters>",
        "path": "/ws/",
    }


@pytest.mark.parametrize("key", ["path", "url"])
def test_tokens_in_an_address(key: str) -> None:
    """A token in the query is masked; a parameter that only ends in such a name is not."""
    data: dict[str, Any] = {key: "/ws/?access_token=abc&monkey=banana#top"}
    assert _masked("handshake.request", **data) == {key: "/ws/?access_token=<masked, 3 characters>&monkey=banana#top"}


def test_a_login_form() -> None:
    """The password of a form that is posted to the project under trace is masked."""
    body = b"username=ann&password=hush&csrfmiddlewaretoken=x"
    shown = b"username=ann&password=<masked, 4 characters>&csrfmiddlewaretoken=<masked, 1 character>"
    assert _masked("http.request", body=body) == {"body": shown}


def test_payloads_are_left_alone() -> None:
    """Frames and events are what the course shows: the very same object comes back."""
    record = Record("client", 1, 1, "client", "send", "frame", {"text": "token=abc", "headers": [["cookie", "x"]]})
    assert mask(record) is record


@pytest.mark.parametrize("headers", [None, 5, "text", [1, (b"cookie",), (1, 2), (b"cookie", None)], (("a", "b"),)])
def test_malformed_headers_stay_as_they_are(headers: Any) -> None:
    """What a learner's consumer sends may be anything; it is shown as it is and nothing raises."""
    assert _masked("websocket.accept", headers=headers) == {"headers": headers}
