"""The options of `--browser`, before anything is opened."""

import pytest

from wslearn.cli.browser import Browser, browser_options
from wslearn.errors import UsageError


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "example.com", "localhost", "", "192.168.0.7:80", "1.2.3"])
def test_only_one_ipv4_address_is_listened_at(host: str) -> None:
    """Not all addresses at once, no name that somebody else resolves, no IPv6: a sentence says what to give."""
    with pytest.raises(UsageError) as caught:
        browser_options(True, 0, host)
    assert "--host 192.168.0.7" in caught.value.hint


def test_a_host_without_a_browser_is_a_mistake() -> None:
    """Nobody thinks that the project is open to others when nothing is."""
    with pytest.raises(UsageError, match="--host is for --browser"):
        browser_options(False, 0, "192.168.0.7")


def test_an_address_of_this_machine() -> None:
    """It is taken as it is."""
    assert browser_options(True, 0, "192.168.0.7") == Browser(True, 0, "192.168.0.7")
