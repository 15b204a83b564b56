"""A JSON value as a page would send it."""

import json
from typing import Any

SAFE_INTEGER = 2**53 - 1
"""Whole numbers up to here are exact in JavaScript (`Number.MAX_SAFE_INTEGER`)."""


def stringify(value: Any) -> str:
    """What `JSON.stringify` writes for a value that `json.loads` gave.

    Where Python could write it differently (numbers with a point, large ones, keys that look like an index, halves of
    surrogate pairs) the JavaScript engine is asked.
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text if _same_in_both(value) else _really(text)


def _really(text: str) -> str:
    from wslearn.conversion.engine import parse

    answer = parse(json.dumps(json.loads(text), separators=(",", ":")))
    return text if answer.json is None else answer.json


def _same_in_both(value: Any) -> bool:
    match value:
        case str():
            return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
        case float():
            return False
        case int():
            return abs(value) <= SAFE_INTEGER
        case dict():
            return all(_same_in_both(key) and not key[:1].isdigit() for key in value) and all(
                map(_same_in_both, value.values())
            )
        case list():
            return all(map(_same_in_both, value))
        case _:
            return True
