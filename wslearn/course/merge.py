"""Three versions of a file made into one: what the course wrote last, what the learner made of it, what comes next."""

import ast
import difflib
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from merge3 import Merge3

Outcome = Literal["replaced", "merged", "kept", "conflict"]


@dataclass(frozen=True, slots=True)
class Combined:
    """What became of a file.

    Attributes:
        outcome: `replaced`: the learner had not changed it; `merged`; `kept`: it had all that is new; `conflict`.
        content: what the file is to hold; the learner's own content for `kept` and `conflict`.
        why: for a conflict, half a sentence.
    """

    outcome: Outcome
    content: bytes
    why: str = ""


def combine(base: bytes | None, mine: bytes, new: bytes, *, python: bool = False) -> Combined:
    """The learner's file with the changes from `base` to `new`; no line that the learner wrote is ever left out.

    Line ends stay as the learner's file has them. In Python files two insertions at the same place with the same
    indentation both stay, the learner's first; a merge that would break the syntax is a conflict.

    Args:
        base: what the course wrote last; None when it wrote no such file.
        mine: the learner's.
        new: what the course has now.
        python: whether it is Python.
    """
    texts = [_text(base or b""), _text(mine), _text(new)]
    if mine == new:
        return Combined("kept", mine)
    if mine == base:
        return Combined("replaced", new)
    if None in texts:
        return Combined("conflict", mine, "it is no UTF-8 text")
    old, own, coming = [_lines(text or "") for text in texts]
    if own == coming:
        return Combined("kept", mine)
    newline = _newline(mine)
    if own == old and base is not None:
        return Combined("replaced", _joined(coming, newline))
    return _merged(old, own, coming, mine, newline, python)


def _merged(old: list[str], own: list[str], coming: list[str], mine: bytes, newline: str, python: bool) -> Combined:
    merged = _merge3(old, own, coming, union=python)
    if merged == own or (merged is None and has_changes(old, own, coming)):
        return Combined("kept", mine)
    if merged is None:
        return Combined("conflict", mine, "you and this step changed the same lines")
    if python and _is_python(own) and not _is_python(merged):
        return Combined("conflict", mine, "your lines and the new ones do not fit together")
    return Combined("merged", _joined(merged, newline))


def unified(before: bytes, after: bytes) -> str:
    """The difference as a unified diff without its file names; empty when one of them is no text."""
    one, other = _text(before), _text(after)
    if one is None or other is None:
        return ""
    lines = difflib.unified_diff(_shown(one), _shown(other), lineterm="")
    return "\n".join(list(lines)[2:])


def has_changes(old: Sequence[str], own: Sequence[str], coming: Sequence[str]) -> bool:
    """Whether the learner's lines already have what `coming` adds, in that order, and not what it takes away."""
    before, mine, after = (Counter(line for line in lines if line.strip()) for lines in (old, own, coming))
    added, removed = after - before, before - after
    if not (added or removed):
        return False
    counted = all(mine[line] >= after[line] for line in added) and all(mine[line] <= after[line] for line in removed)
    rest = iter(own)
    return counted and all(line in rest for line in coming if line in added)


def _text(content: bytes) -> str | None:
    """The content as text; None when it is none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _newline(content: bytes) -> str:
    return "\r\n" if b"\r\n" in content and content.count(b"\n") == content.count(b"\r\n") else "\n"


def _lines(text: str) -> list[str]:
    r"""The lines without their ends. Where all of them are `\r\n`, that is the end, else `\n` is.

    The last item is empty when the text ends with a line end: so a line without one never grows together with another.
    """
    newline = _newline(text.encode())
    return text.split(newline) if text else []


def _joined(lines: list[str], newline: str) -> bytes:
    return newline.join(lines).encode()


def _shown(text: str) -> list[str]:
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _merge3(old: list[str], own: list[str], coming: list[str], *, union: bool) -> list[str] | None:
    """The merged lines, or None where both sides changed the same ones."""
    merged: list[str] = []
    for kind, *parts in Merge3(old, own, coming).merge_groups():
        if kind == "conflict":
            both = _union(*parts) if union else None
            if both is None:
                return None
            merged += both
        else:
            merged += parts[0]
    return merged


def _union(old: list[str], own: list[str], coming: list[str]) -> list[str] | None:
    """Both insertions, where nothing was there before and they stand at the same depth and share no line."""
    if old or {line for line in own if line.strip()} & set(coming):
        return None
    return own + coming if _depth(own) is not None and _depth(own) == _depth(coming) else None


def _depth(lines: list[str]) -> int | None:
    """The indentation of an insertion; None when it has no line, or one that is less indented than its first."""
    depths = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    return depths[0] if depths and min(depths) == depths[0] else None


def _is_python(lines: list[str]) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse("\n".join(lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True
