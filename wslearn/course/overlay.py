"""A lesson's texts in another language: `lesson.es.md` beside `lesson.md`.

It holds pieces. Each begins with a comment that names, by a fingerprint, the text of `lesson.md` that it says in the
other language; what follows, up to the next comment, takes that text's place:

    <!-- 3f2a9c1b A WebSocket is one connection -->
    Un WebSocket es una conexión …

Plays, patterns, code and files stand in `lesson.md` alone. When its text changes, the fingerprint is another one: the
new text is shown, and `wslearn dev check` names the piece. Nothing here knows a language.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar, cast

from wslearn.course.model import (
    Body,
    Choice,
    Expect,
    Hint,
    Lesson,
    Notes,
    Option,
    Predict,
    Prose,
    Question,
    Scaffold,
    Step,
    Text,
    Tree,
    Waits,
    Wrong,
)
from wslearn.course.problem import Problem
from wslearn.trace.pattern import Expectation

Say = Callable[[str], str]
"""A text → the text to show in its place."""
T = TypeVar("T")

_TEXTS: Mapping[type, tuple[str, ...]] = {
    Body: ("intro", "steps"),
    Step: ("title", "blocks"),
    Prose: ("markdown",),
    Notes: ("markdown",),
    Scaffold: ("purpose",),
    Waits: ("caption",),
    Tree: ("caption",),
    Predict: ("question", "choices"),
    Choice: ("text", "why"),
    Question: ("question", "choices"),
    Option: ("text", "why"),
    Expect: ("expectations",),
    Expectation: ("did", "hint"),
    Hint: ("markdown",),
    Wrong: ("name", "did", "hint"),
}
"""What a learner reads of each part of a lesson; all else is the same in every language."""

_BEGIN = re.compile(r"<!-- ([0-9a-f]{8})\b.*-->\s*")
_LINKS = re.compile(r"(\n\n\[[^\]\n]+\]: <[^>\n]*>)+\Z")  # definitions, which `body` adds to prose
_ORIENTATION = 70


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of an overlay; empty where it is still to be written.

    Attributes:
        original: the fingerprint of the text that it stands for.
        source: file and line.
    """

    original: str
    text: str
    source: str


def fingerprint(text: str) -> str:
    """Eight hex digits that stay as they are when only line breaks move."""
    return sha256(" ".join(_LINKS.sub("", text).split()).encode()).hexdigest()[:8]


def read_pieces(text: str, file: str) -> list[Piece]:
    """The pieces of an overlay; what stands before the first is a note for translators."""
    lines = text.splitlines()
    begins = [(number, found[1]) for number, line in enumerate(lines) if (found := _BEGIN.fullmatch(line))]
    ends = [*(number for number, _ in begins[1:]), len(lines)]
    return [
        Piece(original, "\n".join(lines[begin + 1 : end]).strip(), f"{file}:{begin + 1}")
        for (begin, original), end in zip(begins, ends, strict=False)
    ]


def overlaid(lesson: Lesson, pieces: list[Piece]) -> Lesson:
    """The lesson with the texts of an overlay; where it has none, those of `lesson.md`."""
    say = _saying({piece.original: piece.text for piece in pieces if piece.text})
    return replace(lesson, title=say(lesson.title), summary=say(lesson.summary), text=_Overlaid(lesson.text, say))


def texts(lesson: Lesson) -> list[str]:
    """All that can be said in another language, in the order of `lesson.md`, each text once."""
    found = [lesson.title, lesson.summary]

    def say(text: str) -> str:
        found.append(_LINKS.sub("", text))
        return text

    said(lesson.text.body(), say)
    return list(dict.fromkeys(found))


def said(thing: T, say: Say) -> T:
    """A part of a lesson with all its texts replaced."""
    changed: Any = thing
    if isinstance(thing, str):
        changed = say(thing) if thing else thing
    elif isinstance(thing, tuple):
        changed = tuple(said(part, say) for part in thing)
    elif names := _TEXTS.get(type(thing)):
        changed = replace(changed, **{name: said(getattr(thing, name), say) for name in names})
    return cast(T, changed)


def check_overlays(lesson: Lesson) -> Iterator[Problem]:
    """The pieces of all overlays of a lesson whose text in `lesson.md` is gone."""
    there = {fingerprint(text) for text in texts(lesson)}
    for path in sorted(lesson.folder.glob("lesson.??.md")):
        for piece in read_pieces(path.read_text("utf-8"), f"{lesson.folder.name}/{path.name}"):
            if piece.original not in there:
                how = f"Look it up, then: wslearn dev translate {lesson.number} --language {path.suffixes[0][1:]}"
                yield Problem(piece.source, f"stale: lesson.md has no such text any more. {how}")


def refreshed(lesson: Lesson, old: str) -> str:
    """An overlay with a piece for every text of `lesson.md`, in its order; what was stale stands at the end."""
    note = "\n".join(takewhile(lambda line: not _BEGIN.fullmatch(line), old.splitlines())).strip()
    written = {piece.original: piece.text for piece in read_pieces(old, "")}
    parts = [_written(text, written.pop(fingerprint(text), "")) for text in texts(lesson)]
    stale = [f"<!-- {original} STALE -->\n{text}\n" for original, text in written.items()]
    return "\n".join([*([f"{note}\n"] if note else []), *parts, *stale])


def overlay_path(folder: Path, language: str) -> Path:
    """Where the texts of a lesson are in this language."""
    return folder / f"lesson.{language}.md"


def _written(original: str, text: str) -> str:
    begin = " ".join(original.split()).replace("--", "- -")[:_ORIENTATION]
    return f"<!-- {fingerprint(original)} {begin} -->\n{text}\n"


def _saying(texts: Mapping[str, str]) -> Say:
    def say(text: str) -> str:
        links = _LINKS.search(text)
        found = texts.get(fingerprint(text))
        return text if found is None else found + (links[0] if links else "")

    return say


@dataclass(frozen=True)
class _Overlaid:
    """A lesson's text, its words replaced when it is read."""

    text: Text
    say: Say

    def body(self) -> Body:
        """All blocks, validated."""
        return said(self.text.body(), self.say)

    def scaffolds(self) -> tuple[Scaffold, ...]:
        """The scaffold blocks alone, in order."""
        return said(self.text.scaffolds(), self.say)
