"""The heads of HTTP messages, read leniently: what came is shown even where it breaks the rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wslearn.errors import UsageError

HeaderList = tuple[tuple[str, str], ...]

END = b"\r\n\r\n"

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 section 5.6.2
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")  # RFC 9110 section 5.5


@dataclass(frozen=True, slots=True)
class RequestHead:
    """Method, path and headers of a request."""

    method: str
    path: str
    headers: HeaderList


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """Status line and headers of an answer."""

    status: int
    reason: str
    headers: HeaderList


def read_request(data: bytes) -> RequestHead:
    """The head of a request of our own."""
    line, headers = _lines(data)
    method, _, rest = line.partition(" ")
    return RequestHead(method, rest.rpartition(" ")[0], headers)


def read_response(data: bytes) -> ResponseHead | None:
    """The head of an answer; None when its first line is not HTTP's."""
    line, headers = _lines(data)
    version, _, rest = line.partition(" ")
    status, _, reason = rest.partition(" ")
    if not version.startswith("HTTP/") or not (status.isascii() and status.isdigit() and len(status) == 3):
        return None
    return ResponseHead(int(status), reason, headers)


def header(headers: HeaderList, name: str) -> str | None:
    """The first value of a header, by its name in any case."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def pairs(headers: HeaderList) -> list[list[str]]:
    """Headers as records hold them."""
    return [[name, value] for name, value in headers]


def check_headers(headers: Sequence[tuple[str, str]]) -> None:
    """Refuse headers that would break the request.

    Raises:
        UsageError: a name or value has a character that it cannot have.
    """
    for name, value in headers:
        if not _TOKEN.fullmatch(name):
            raise UsageError(f"{name!a} cannot be the name of a header.", "A header looks like 'Name: value'.")
        if not _VALUE.fullmatch(value):
            raise UsageError(
                f"The value {value!a} of the header {name} has a character that no header can have.",
                "Headers hold visible characters and blanks; percent-encode what else you need.",
            )


def split_header(text: str) -> tuple[str, str]:
    """`Name: value` as a pair.

    Raises:
        UsageError: there is no colon.
    """
    name, colon, value = text.partition(":")
    if not colon:
        raise UsageError(f"{text!a} is not a header.", "A header looks like 'Name: value'.")
    return name.strip(), value.strip(" \t")


def check_subprotocols(names: Sequence[str]) -> None:
    """Refuse subprotocols that a page could not offer either (RFC 6455 section 4.1).

    Raises:
        UsageError: a name is not a token, or stands there twice.
    """
    for name in names:
        if not _TOKEN.fullmatch(name):
            raise UsageError(f"{name!a} cannot be a subprotocol.", "A subprotocol is one word, such as json or v1.chat")
    if len({name.lower() for name in names}) < len(names):
        raise UsageError(f"A subprotocol is offered twice: {', '.join(names)}.", "Offer each one once.")


def _lines(data: bytes) -> tuple[str, HeaderList]:
    """First line, and the headers as they are spelled; ISO-8859-1 keeps every byte (RFC 9110 section 5.5)."""
    first, *rest = data.decode("iso-8859-1").split("\r\n")
    pairs = (line.partition(":") for line in rest if line)
    return first, tuple((name, value.strip(" \t")) for name, _, value in pairs)
