"""What went wrong with a connection, as one sentence for a learner."""

import errno
import socket
import ssl

from websockets.exceptions import (
    InvalidHeader,
    InvalidMessage,
    InvalidUpgrade,
    NegotiationError,
)

from wslearn.client.address import Address
from wslearn.client.frames import MAX_MESSAGE

_TCP_WORDS = {
    errno.ECONNREFUSED: "nothing listens there; start the server first, or correct the port",
    errno.EHOSTUNREACH: "this host cannot be reached",
    errno.ENETUNREACH: "the network cannot be reached",
    errno.ETIMEDOUT: "it did not answer",
    errno.ECONNRESET: "the other side cut the connection at once",
    errno.EACCES: "this machine does not allow it",
}


def where(address: Address) -> str:
    """Host and port, as they stand in a URL."""
    host = f"[{address.uri.host}]" if ":" in address.uri.host else address.uri.host
    return f"{host}:{address.uri.port}"


def tcp_trouble(error: OSError, address: Address) -> str:
    """Why there is no TCP (or TLS) connection."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = f"its certificate is not trusted ({error.verify_message})"
        return f"No TLS connection to {where(address)}: {why}."
    if isinstance(error, ssl.SSLError):
        return f"No TLS connection to {where(address)}: it does not speak TLS there; did you mean ws:// ?"
    if isinstance(error, socket.gaierror):
        return f"No TCP connection to {where(address)}: the host name {address.uri.host!r} is not known."
    why = _TCP_WORDS.get(_number(error), error.strerror or str(error))
    return f"No TCP connection to {where(address)}: {why}."


def _number(error: OSError) -> int:
    """The error's number; asyncio joins several tries (IPv6, IPv4) into one error that has none."""
    if error.errno is not None:
        return error.errno
    return next((number for number in _TCP_WORDS if f"Errno {number}]" in str(error)), 0)


def handshake_trouble(error: BaseException, answered: int) -> str:
    """Why the answer opened no WebSocket, though it was no plain refusal.

    Args:
        error: what python-websockets raised.
        answered: bytes that the server had sent.
    """
    if isinstance(error, NegotiationError):
        return f"The server chose what the client did not offer: {_plain(error)}."
    if isinstance(error, InvalidUpgrade | InvalidHeader):
        return f"The answer has status 101 but is no WebSocket handshake: {_plain(error)} (RFC 6455 section 4.1)."
    cause = error.__cause__ if isinstance(error, InvalidMessage) and error.__cause__ else error
    if isinstance(cause, EOFError | OSError):
        return (
            "The server closed the TCP connection without an HTTP answer."
            if not answered
            else (f"The server closed the TCP connection in the middle of its answer, after {answered} bytes.")
        )
    return f"The answer is not one that a WebSocket handshake can have: {_plain(cause)}."


def refusal(status: int, reason: str) -> str:
    """A plain refusal."""
    return f"The server refused the handshake with HTTP {status} {reason}".rstrip() + "."


def no_answer(timeout: float, answered: int) -> str:
    """The handshake took too long."""
    so_far = f"only {answered} bytes of an answer came" if answered else "no HTTP answer came"
    return f"The TCP connection is there, but {so_far} within {timeout:g} s."


def frame_trouble(code: int | None, reason: str, fault: str | None) -> str:
    """Why the client failed the connection by itself (RFC 6455 section 7.1.7).

    Args:
        code: in the close frame that the client sent.
        reason: in that frame: python-websockets' words.
        fault: our own words for it, where the frame's header shows it.
    """
    if code == 1009:
        limit = f"at most {MAX_MESSAGE // 2**20} MiB"
        return f"The server sent a message that this client does not keep ({reason}; {limit}), so it closed with 1009."
    if code == 1007:
        return f"The server sent text that is not UTF-8 ({reason}), so the client closed with 1007."
    return f"The server broke the WebSocket protocol: {fault or reason}; so the client closed with {code}."


def cut_frame(sender: str, got: int, length: int) -> str:
    """The connection ended inside a frame."""
    return f"The connection ended in the middle of a frame of the {sender}: {got} of {length} bytes of payload came."


def no_close_reply(timeout: float) -> str:
    """Nobody ended the TCP connection after the close frame."""
    return f"The server did not end the connection within {timeout:g} s of the close frame, so the client cut it."


def _plain(error: BaseException) -> str:
    """An exception's text for the middle of a sentence."""
    return str(error).rstrip(".") or type(error).__name__
