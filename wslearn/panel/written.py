"""A whole value as text on several lines, for the detail of a row: longer than a cell, and still bounded and safe."""

import json
import pprint
import re
from collections.abc import Mapping
from typing import Any

from wslearn.render.escape import python_text, visible
from wslearn.trace.record import Repr

LONGEST = 20_000
"""Characters of one text; the middle of a longer one is left out."""
_LEAF = 4000
_ITEMS = 200
_DEPTH = 20
_WIDTH = 88
_NOT_ASCII = re.compile(r"[^\n\x20-\x7e]")


def as_python(value: Any) -> str:
    """The value as Python prints it, one entry of a container a line where it is long."""
    text = pprint.pformat(_solid(value, _DEPTH), width=_WIDTH, sort_dicts=False)
    return _cut(_NOT_ASCII.sub(lambda found: visible(found[0]), text))


def as_json(value: Any) -> str | None:
    """The value as `json.dumps` writes it; None where JSON has no form for it."""
    try:
        text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return None
    return json_text(text)


def json_text(text: str) -> str:
    r"""JSON text with what has no shape of its own as `\uXXXX`: still the same JSON."""
    return _NOT_ASCII.sub(_json_escape, _cut(text))


def _solid(value: Any, depth: int) -> Any:
    """The containers themselves, and texts that stand for what is in them: `pprint` would break a long string."""
    if depth and isinstance(value, Mapping) and value:
        items = list(value.items())
        shown = {Repr(python_text(key, _LEAF)): _solid(item, depth - 1) for key, item in items[:_ITEMS]}
        return shown | _rest(len(items))
    if depth and type(value) in (list, tuple) and value:
        kept = [_solid(item, depth - 1) for item in value[:_ITEMS]] + list(_rest(len(value)))
        return kept if type(value) is list else tuple(kept)
    return Repr(python_text(value, _LEAF))


def _rest(count: int) -> dict[Repr, Repr]:
    """Says how many entries are left out."""
    return {Repr("…"): Repr(f"{count - _ITEMS:,} more")} if count > _ITEMS else {}


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST * 3 // 4]}\n… {len(text):,} characters …\n{text[-LONGEST // 4 :]}"


def _json_escape(found: re.Match[str]) -> str:
    character = found[0]
    return character if visible(character) == character else json.dumps(character)[1:-1]
