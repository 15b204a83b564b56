"""Untrusted text made safe to draw: what has no shape of its own is shown as an escape, never executed.

Everything that comes from a payload goes through `visible`, `shown`, `hexadecimal` or `python_text` before it is drawn.
"""

import re
from collections.abc import Mapping
from typing import Any

LIMIT = 240
"""So many characters of a payload are shown before its middle is left out."""
BYTES_LIMIT = 48
"""So many bytes are shown in hex before the middle is left out."""
ITEMS_LIMIT = 12
DEPTH_LIMIT = 12

# Printable by Unicode's categories, and yet drawn as nothing: blanks, fillers, variation selectors.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


def visible(text: str, newline: str = r"\n") -> str:
    r"""The text with nothing in it that a terminal would act on or hide.

    Control characters, ESC, C1, bidi marks and overrides, zero width characters, lone surrogates and unassigned
    code points become `\x1b`, `\u202e`, …; a newline becomes `newline`. Where there was one of them, backslashes
    of the text itself are doubled, so that the two cannot be mistaken for each other.
    """
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    if all(_has_shape(character) for character in text if character != "\n"):
        return text.replace("\n", newline)
    return "".join(_escape(character, newline) for character in text)


def _has_shape(character: str) -> bool:
    """Whether a terminal draws this character as something that can be seen."""
    return character.isprintable() and not _UNSEEN.match(character)


def _escape(character: str, newline: str) -> str:
    """One character as it is drawn."""
    if character == "\n":
        return newline
    if character == "\\":
        return r"\\"
    return character if _has_shape(character) else _code(character)


def _code(character: str) -> str:
    r"""`\t`, `\x1b`, `\u202e` or `\U000e0001`, as Python would write it."""
    if _UNSEEN.match(character):
        number = ord(character)
        return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return repr(character)[1:-1]


def shown(text: str, limit: int = LIMIT, newline: str = r"\n", ellipsis: str = "…") -> str:
    """The text made visible, its middle left out above `limit` characters, and the whole length told."""
    if len(text) <= limit:
        return visible(text, newline)
    head, tail = text[: limit * 3 // 4], text[-limit // 4 :]
    middle = f" {ellipsis} {len(text):,} characters {ellipsis} "
    return visible(head, newline) + middle + visible(tail, newline)


def hexadecimal(data: bytes, limit: int = BYTES_LIMIT, ellipsis: str = "…") -> str:
    """The bytes as pairs of hex digits, the middle left out above `limit`, and the whole length told there."""
    if len(data) <= limit:
        return data.hex(" ")
    return f"{data[: limit * 3 // 4].hex(' ')} {ellipsis} {len(data):,} bytes {ellipsis} {data[-limit // 4 :].hex(' ')}"


class _Written:
    """Text that stands for itself inside a `repr`."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def python_text(value: object, limit: int = LIMIT, ellipsis: str = "…", items: int = 0) -> str:
    """The value as Python prints it, with long strings, bytes and containers shortened and their sizes told.

    With `items`, containers inside a dict that hold more than that are only counted.
    """
    if items and isinstance(value, Mapping):
        value = {key: _counted(item, items, ellipsis) for key, item in value.items()}
    text = repr(_trimmed(value, limit, ellipsis, 0))
    return _cut(_seen(text), limit * 6, ellipsis)


def _counted(value: Any, items: int, ellipsis: str) -> Any:
    """A stand-in that says how much is inside, for a container of more than `items`."""
    if not isinstance(value, Mapping | list | tuple) or len(value) <= items:
        return value
    opening, closing = "{}" if isinstance(value, Mapping) else "()" if isinstance(value, tuple) else "[]"
    return _Written(f"{opening}{ellipsis} {len(value):,} {ellipsis}{closing}")


def _cut(text: str, limit: int, ellipsis: str) -> str:
    """The last word on length: many long items together, or an object with a long `repr` of its own."""
    if len(text) <= limit:
        return text
    return f"{text[: limit * 3 // 4]} {ellipsis} {len(text):,} characters {ellipsis} {text[-limit // 4 :]}"


def _seen(text: str) -> str:
    """Python's `repr` has escaped all but a few; escape those, with no doubling: backslashes there are Python's."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda match: _code(match[0]), _printable(text))


def _printable(text: str) -> str:
    """What some object's own `repr` left unprintable."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _code(c) for c in text)


def _trimmed(value: Any, limit: int, ellipsis: str, depth: int) -> Any:
    """The value itself when it is small, else a smaller stand-in with the same look."""
    if isinstance(value, str):
        return value if len(value) <= limit else _Written(_long_text(value, limit, ellipsis))
    if isinstance(value, bytes):
        return value if len(value) <= limit else _Written(_long_bytes(value, limit, ellipsis))
    if isinstance(value, Mapping | list | tuple) and value:
        return _trimmed_container(value, limit, ellipsis, depth)
    return value


def _trimmed_container(value: Any, limit: int, ellipsis: str, depth: int) -> Any:
    """A dict, list or tuple with its items trimmed; the items beyond `ITEMS_LIMIT` are counted, not shown."""
    if depth >= DEPTH_LIMIT:
        return _Written(f"{ellipsis} {len(value):,} inside {ellipsis}")
    left_out = len(value) - ITEMS_LIMIT
    rest = _Written(f"{ellipsis} {left_out:,} more {ellipsis}")
    if isinstance(value, Mapping):
        return _trimmed_mapping(value, limit, ellipsis, depth)
    items = [_trimmed(item, limit, ellipsis, depth + 1) for item in value[:ITEMS_LIMIT]]
    items += [rest] if left_out > 0 else []
    return tuple(items) if isinstance(value, tuple) else items


def _trimmed_mapping(value: Mapping[Any, Any], limit: int, ellipsis: str, depth: int) -> Any:
    """A dict with its items trimmed; a stand-in of text where some are left out, as a dict has no loose ends."""
    pairs: dict[Any, Any] = {}
    for key, item in value.items():
        if len(pairs) == ITEMS_LIMIT * 2:
            body = repr(pairs)[:-1]
            return _Written(f"{body}, {ellipsis} {len(value) - len(pairs):,} more {ellipsis}}}")
        pairs[_trimmed(key, limit, ellipsis, depth + 1)] = _trimmed(item, limit, ellipsis, depth + 1)
    return pairs


def _long_text(text: str, limit: int, ellipsis: str) -> str:
    """`'begin … 1,048,576 characters … end'`, in Python's quotes."""
    head, tail = repr(text[: limit * 3 // 4]), repr(text[-limit // 4 :])
    return f"{head[:-1]} {ellipsis} {len(text):,} characters {ellipsis} {tail[1:]}"


def _long_bytes(data: bytes, limit: int, ellipsis: str) -> str:
    """`b'begin … 1,048,576 bytes … end'`."""
    head, tail = repr(data[: limit * 3 // 4]), repr(data[-limit // 4 :])
    return f"{head[:-1]} {ellipsis} {len(data):,} bytes {ellipsis} {tail[2:]}"
