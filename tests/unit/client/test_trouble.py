"""Sentences for what went wrong."""

import errno

import pytest

from wslearn.client import parse_url, trouble

REFUSED = f"[Errno {errno.ECONNREFUSED}] Connect call failed"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), "nothing listens there; start the server first"),
        (OSError(f"Multiple exceptions: {REFUSED} ('::1'), {REFUSED} ('127.0.0.1')"), "nothing listens there"),
        (OSError(errno.ENETUNREACH, "x"), "the network cannot be reached"),
        (OSError(errno.EHOSTUNREACH, "x"), "this host cannot be reached"),
        (OSError(errno.EPIPE, "Broken pipe"), "Broken pipe"),
        (OSError("something else"), "something else"),
    ],
)
def test_no_tcp_connection(error: OSError, says: str) -> None:
    """The usual errors are told in plain words, with host and port; the others as the system tells them."""
    sentence = trouble.tcp_trouble(error, parse_url("ws://[::1]:8000/"))
    assert sentence.startswith("No TCP connection to [::1]:8000: ")
    assert says in sentence


def test_a_message_in_too_many_fragments_is_told_with_its_reason() -> None:
    """1009 has several causes; the sentence keeps which one it was."""
    assert "too many fragments" in trouble.frame_trouble(1009, "too many fragments", None)


def test_a_fault_of_the_header_is_told_in_our_words() -> None:
    """Our words for a fault come before those of the library."""
    sentence = trouble.frame_trouble(1002, "incorrect masking", "it masked a frame")
    assert "it masked a frame" in sentence
    assert "incorrect" not in sentence
