"""Whether a record that was read from a file has the shape that whoever draws or judges it may rely on.

Only what would be taken apart, counted or looked up is checked. What an application said (lane asgi, values and
messages anywhere) may have any shape: that is drawn verbatim.
"""

from collections.abc import Callable, Mapping
from typing import Any

from wslearn.trace.record import Lane


def wrong_key(lane: Lane, data: Mapping[str, Any]) -> str | None:
    """The first key whose value has not the shape that CONTRIBUTING.md gives it, or None."""
    shapes = _SHAPES.get(lane, {})
    return next((key for key, fits in shapes.items() if key in data and not fits(data[key])), None)


def _is_pairs(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in value
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return type(value) is int


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


_NETWORK = {
    "headers": _is_pairs,
    "opcode": _is_text,
    "length": _is_number,
    "count": _is_number,
    "missing": _is_list,
    "subprotocols": _is_list,
}
_SHAPES: Mapping[Lane, Mapping[str, Callable[[Any], bool]]] = {
    "client": {**_NETWORK, "client": _is_text},
    "wire": _NETWORK,
    "consumer": {"class": _is_text, "method": _is_text, "instance": _is_number, "duration_ns": _is_number},
    "json": {"error": _is_dict},
}
