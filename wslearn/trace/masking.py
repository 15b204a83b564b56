"""Cookies, logins and tokens replaced by their length, before a record is shown or saved.

Masked are the values of the headers in `_HEADERS`, of `scope["cookies"]`, and of the names in `_TOKENS` where a query
string or a form can stand. Names stay, and a value keeps its type: what was bytes is bytes. Payloads are left alone:
they are what the course is about.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from wslearn.trace.record import Record

_TOKENS = (
    "token|access_token|refresh_token|id_token|auth|jwt|key|api_key|apikey|ticket|secret|signature|password"
    "|sessionid|csrftoken|csrfmiddlewaretoken"
)
_IN_QUERY = re.compile(f"((?:^|[?&])(?:{_TOKENS})=)([^&#\\s]+)", re.IGNORECASE)
_IN_COOKIE = re.compile("((?:^|;)\\s*+(?:[^=;]*=)?+)([^;]+)")
_AFTER_SCHEME = re.compile("(^\\s*(?:[A-Za-z]+\\s+)?)(.+)", re.DOTALL)


Keep = Collection[str]
"""Values that are no secret, because wslearn made them itself."""


def mask(record: Record, keep: Keep = ()) -> Record:
    """The record with its secrets masked but for those in `keep`; the same object where it can hold none."""
    if record.type not in MASKED:
        return record
    fields = {key: _FIELDS[key](value, keep) for key, value in record.data.items() if key in _FIELDS}
    if record.type == "http.request" and "body" in record.data:
        fields["body"] = _query(record.data["body"], keep)  # a login form
    return record._replace(data={**record.data, **fields})


def masked(length: int) -> str:
    """What stands for a secret of `length` characters."""
    return f"<masked, {length} character{'' if length == 1 else 's'}>"


def _hide(value: Any, keep: Keep) -> Any:
    """A whole value."""
    if isinstance(value, str | bytes) and value in keep:
        return value
    if isinstance(value, bytes):
        return masked(len(value)).encode()
    return masked(len(value)) if isinstance(value, str) else value


Mask = Callable[[Any, Keep], Any]


def _second_group(pattern: re.Pattern[str], count: int = 0) -> Mask:
    """A function that masks what the pattern's second group finds, in str and in bytes."""

    def in_text(text: str, keep: Keep) -> str:
        def replaced(match: re.Match[str]) -> str:
            return match[0] if match[2] in keep else match[1] + masked(len(match[2]))

        return pattern.sub(replaced, text, count)

    def apply(value: Any, keep: Keep) -> Any:
        if isinstance(value, bytes):
            return in_text(value.decode("latin-1"), keep).encode("latin-1")
        return in_text(value, keep) if isinstance(value, str) else value

    return apply


_query = _second_group(_IN_QUERY)
_cookies = _second_group(_IN_COOKIE)
_set_cookie = _second_group(_IN_COOKIE, count=1)
_credentials = _second_group(_AFTER_SCHEME)

_HEADERS: Mapping[str, Mask] = {
    "cookie": _cookies,
    "set-cookie": _set_cookie,
    "authorization": _credentials,
    "proxy-authorization": _credentials,
    "x-api-key": _hide,
    "x-csrftoken": _hide,
    "referer": _query,
    "location": _query,
}


def _pairs(headers: Any, keep: Keep) -> Any:
    """Header pairs of any of the forms in use; what is not a list of pairs stays as it is."""
    if not isinstance(headers, list | tuple):
        return headers
    return type(headers)([_pair(item, keep) for item in headers])


def _pair(item: Any, keep: Keep) -> Any:
    if type(item) not in (list, tuple) or len(item) != 2:
        return item
    name, value = item
    text = name.decode("latin-1") if isinstance(name, bytes) else name
    hide = _HEADERS.get(text.lower()) if isinstance(text, str) else None
    return type(item)((name, hide(value, keep))) if hide else item


def _values(mapping: Any, keep: Keep) -> Any:
    """The values of `scope["cookies"]`."""
    if not isinstance(mapping, dict):
        return mapping
    return {key: _hide(value, keep) for key, value in mapping.items()}


MASKED = {
    "scope",
    "handshake.request",
    "handshake.response",
    "websocket.accept",
    "websocket.http.response.start",
    "http.request",
    "http.response",
    "http.response.start",
    "page.new",
    "unseen",
}
"""The types of the records that can hold a secret."""

# In which keys of their data.
_FIELDS: Mapping[str, Mask] = {
    "headers": _pairs,
    "cookies": _values,
    "path": _query,
    "raw_path": _query,
    "url": _query,
    "query_string": _query,
}
