"""Who may come in."""

import pytest

from wslearn.panel.door import Door

DOOR = Door("t0ken", "127.0.0.1", 8123)


@pytest.mark.parametrize("host", ["127.0.0.1:8123", "localhost:8123", "[::1]:8123"])
def test_its_own_names(host: str) -> None:
    """The panel answers to this machine's own names."""
    assert DOOR.host_refusal(host) is None
    assert DOOR.origin_refusal(f"http://{host}", host) is None


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example:8123", "127.0.0.1", "127.0.0.1:8124", "127.0.0.1.evil.example:8123", "192.168.0.7:8123"],
)
def test_a_rebound_name(host: str | None) -> None:
    """A name of somebody else that points here, or another port, is refused in a sentence."""
    assert "does not answer to the name" in str(DOOR.host_refusal(host))


@pytest.mark.parametrize("token", [None, "", "t0ke", "t0ken2", "T0KEN", "\ud800", "\u00e9"])
def test_a_wrong_token(token: str | None) -> None:
    """Anything but the token is refused, odd characters too."""
    assert "token" in str(DOOR.token_refusal(token))
    assert DOOR.token_refusal("t0ken") is None


@pytest.mark.parametrize(
    "origin", [None, "null", "http://127.0.0.1:8000", "https://127.0.0.1:8123", "http://evil.example"]
)
def test_another_origin(origin: str | None) -> None:
    """A page of the project, of another site, or of no site at all gets no stream."""
    assert DOOR.origin_refusal(origin, "127.0.0.1:8123") is not None


def test_another_address() -> None:
    """With --host the panel answers to that address too."""
    assert Door("t", "192.168.0.7", 1).host_refusal("192.168.0.7:1") is None
    assert Door("t", "fe80::1", 1).host_refusal("[fe80::1]:1") is None
