"""The pieces that lines are made of."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from wslearn.render.escape import shown


class Part(NamedTuple):
    """A piece of a line. `style` is a role of the theme; payloads have none."""

    text: str
    style: str = ""


Line = tuple[Part, ...]
Lines = tuple[Line, ...]
Data = Mapping[str, Any]


def fact(value: object, default: str = "") -> str:
    """A short fact of a record, made visible."""
    return shown(default if value is None else str(value), 200)


def count_bytes(count: int) -> str:
    return f"{count:,} byte" if count == 1 else f"{count:,} bytes"


def duration(ns: int) -> str:
    """Nanoseconds as a person reads them: `0.4 ms`, `12 ms`, `1.25 s`, `63 s`."""
    if ns < 9_950_000:
        return f"{ns / 1e6:.1f} ms"
    if ns < 999_500_000:
        return f"{ns / 1e6:.0f} ms"
    return f"{ns / 1e9:.2f} s" if ns < 9_995_000_000 else f"{ns / 1e9:,.0f} s"
