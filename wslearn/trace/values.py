"""Python values as JSON and back, for the file form of a trace.

What JSON holds faithfully stays as it is. The rest is an object with one key:

- `{"$bytes": "<base64>"}`: bytes.
- `{"$text": ["…", "…"]}`: a str in pieces, because two neighbours in it are surrogates that JSON would join.
- `{"$repr": "…"}`: the `repr()` of everything else (a tuple, a set, a dict with an int key, NaN, `Repr`).

A key that begins with `$` is doubled.
"""

import ast
import base64
import math
import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from wslearn.trace.record import Repr

_MAX_DEPTH = 100
_MAX_LITERAL = 5000
_PAIR = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


def encode(value: Any) -> Any:
    """`value` as what `json.dumps` writes and `decode` understands; never raises."""
    return _encode(value, _MAX_DEPTH)


def decode(value: Any) -> Any:
    """The value that `encode` was given: equal to it, or at least with the same `repr()`.

    A `$repr` comes back as the container it describes if it is a Python literal (a tuple of header bytes, a dict
    with int keys), so that a saved trace is judged and drawn as the live one was; else as `Repr`.

    Raises:
        ValueError: `value` has a `$` key that is not in the format.
    """
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((key, content),) = value.items()
        if key in _SPECIAL:
            return _special(key, content)
    return {_plain_key(key): decode(item) for key, item in value.items()}


def _encode(value: Any, depth: int) -> Any:
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return value if value.isascii() or not _PAIR.search(value) else {"$text": _pieces(value)}
    if kind is int:
        return value if value.bit_length() < 10_000 else _by_repr(value)
    if kind is float:
        return value if math.isfinite(value) else _by_repr(value)
    if kind is bytes:
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    if depth and kind is list:
        return [_encode(item, depth - 1) for item in value]
    if depth and kind is dict and all(type(key) is str and not _PAIR.search(key) for key in value):
        return {_doubled(key): _encode(item, depth - 1) for key, item in value.items()}
    return _by_repr(value)


def _by_repr(value: Any) -> dict[str, Any]:
    return {"$repr": encode(_repr(value))}


def _repr(value: Any) -> str:
    """`repr()` that never raises: an int can be too long for it, a value too deep, an object broken."""
    try:
        return repr(value)
    except Exception as error:
        return f"<{type(value).__name__}: {type(error).__name__}>"


def _pieces(text: str) -> list[str]:
    """`text` cut between the surrogates that JSON would join."""
    return _PAIR.split(text)


def _doubled(key: str) -> str:
    return "$" + key if key.startswith("$") else key


def _plain_key(key: str) -> str:
    if not key.startswith("$"):
        return key
    if not key.startswith("$$"):
        raise ValueError(f"the key {key!r} is not in the format")
    return key[1:]


def _bytes(content: Any) -> bytes:
    return base64.b64decode(content, validate=True)


def _text(content: Any) -> str:
    return "".join(content)


def _literal(content: Any) -> Any:
    """The container that the text describes, if it says the same text again; else the text as a `Repr`."""
    text = decode(content)
    if not isinstance(text, str):
        raise ValueError("the content of $repr is not a text")
    if text[:1] not in {"(", "[", "{"} or len(text) > _MAX_LITERAL:
        return Repr(text)
    try:
        value = _evaluated(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return Repr(text)
    return value if repr(value) == text else Repr(text)


def _evaluated(text: str) -> Any:
    """`text` as a Python literal; warnings about its style (`1is 2`) are nobody's concern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.literal_eval(text)


_SPECIAL: Mapping[str, Callable[[Any], Any]] = {"$bytes": _bytes, "$text": _text, "$repr": _literal}


def _special(key: str, content: Any) -> Any:
    try:
        return _SPECIAL[key](content)
    except TypeError as error:
        raise ValueError(f"the content of {key} is not a text") from error
