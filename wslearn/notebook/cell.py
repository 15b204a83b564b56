"""A cell before it is in a notebook, and how values and texts are written into one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MARKDOWN = re.compile(r"([\\`*_\[\]<>$|#])")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        kind: what it is for, as in its id: `play`, `prose`.
        source: its text.
        is_code: else it is Markdown.
        tags: as Jupyter's tools read them: `raises-exception`.
    """

    kind: str
    source: str
    is_code: bool = False
    tags: tuple[str, ...] = ()


def text(kind: str, source: str, *tags: str) -> Cell:
    """A cell of Markdown."""
    return Cell(kind, source, tags=tags)


def code(kind: str, source: str, *tags: str) -> Cell:
    """A cell of code."""
    return Cell(kind, source, is_code=True, tags=tags)


def literal(value: Any) -> str:
    """A value as Python source, with double quotes where they need no backslash."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(value: str) -> str:
    shown = repr(value)
    if '"' not in value:
        return f'"{shown[1:-1]}"' if shown[0] == "'" else shown
    # Both kinds of quotes, and nothing else that needs a backslash.
    escaped = shown[1:-1].replace("\\'", "'") != value or value.endswith("'") or "'''" in value
    return shown if "\\'" not in shown or escaped else f"'''{value}'''"


def block(value: str) -> str:
    """A text of several lines as Python source, a line of the text in each line of the source."""
    return f'{"r" if chr(92) in value else ""}"""\n{value}\n"""'


def plain(value: str) -> str:
    """A text as Markdown that shows every character of it; `$` is no formula."""
    return _MARKDOWN.sub(r"\\\1", value)
