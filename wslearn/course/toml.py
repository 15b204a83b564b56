"""TOML inside the course's files, asked for key by key; what is wrong is told with file, line and key."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from wslearn.errors import LessonError

_AT = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands.

    Attributes:
        file: relative to the course, with `/`.
        line: of the text's first line, from 1.
    """

    file: str
    line: int

    def at(self, offset: int) -> "Place":
        """So many lines further down."""
        return Place(self.file, self.line + offset)

    def wrong(self, problem: str, hint: str = "") -> NoReturn:
        """Raise a `LessonError` about this place."""
        raise LessonError(f"{self}: {problem}", hint)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Table:
    """One table. `place` and `lines` begin where the table does, as well as that can be told."""

    def __init__(self, values: Mapping[str, Any], place: Place, lines: list[str]) -> None:
        self._values = values
        self.place = place
        self._lines = lines

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Any:
        return iter(self._values)

    def only(self, *known: str) -> None:
        """Raise for a key that is not among these."""
        for key in self._values:
            if key not in known:
                close = get_close_matches(key, known, n=1)
                hint = f"Did you mean {close[0]}?" if close else f"The keys are: {', '.join(known)}."
                self.at(key).wrong(f"there is no key {key!r} here.", hint)

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._get(key, "a text", lambda value: isinstance(value, str))
        if not value.strip():
            self.at(key).wrong(f"{key!r} is empty.")
        return str(value)

    def whole(self, key: str) -> int:
        """A whole number from 1."""
        return int(self._get(key, "a whole number from 1", lambda value: type(value) is int and value > 0))

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        return key in self and bool(self._get(key, "true or false", lambda value: isinstance(value, bool)))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, perhaps empty."""
        return tuple(self._get(key, "a list of texts", lambda value: _is_list_of(value, str)))

    def table(self, key: str) -> "Table":
        """A table below this one; an empty one when it is not there."""
        values = self._get(key, "a table", lambda value: isinstance(value, dict)) if key in self else {}
        return Table(values, *self._from(rf"\[?\s*{_quoted(key)}\s*[\].=]"))

    def tables(self, key: str) -> "list[Table]":
        """An array of tables, at least one."""
        found = self._get(key, f"written as [[{key}]]", lambda value: bool(value) and _is_list_of(value, dict))
        header = rf"\[\[\s*{_quoted(key)}\s*\]\]"
        return [Table(values, *self._from(header, number)) for number, values in enumerate(found)]

    def plain(self, key: str) -> str | int | float | bool:
        """A text, a number, true or false."""
        value: str | int | float | bool = self._get(
            key, "a text, a number, true or false", lambda value: isinstance(value, str | int | float)
        )
        return value

    def at(self, key: str) -> Place:
        """Where a key is written, or where the table begins."""
        return self._from(rf"\[{{0,2}}\s*{_quoted(key)}\s*[\].=]")[0]

    def _get(self, key: str, kind: str, fits: Callable[[Any], bool]) -> Any:
        if key not in self._values:
            self.place.wrong(f"the key {key!r} is missing.", f"It must be {kind}.")
        if not fits(self._values[key]):
            self.at(key).wrong(f"{key!r} must be {kind}.")
        return self._values[key]

    def _from(self, pattern: str, number: int = 0) -> tuple[Place, list[str]]:
        """The place of the line that begins so for the `number`th time, and the lines from there."""
        begins = [offset for offset, line in enumerate(self._lines) if re.match(rf"\s*{pattern}", line)]
        offset = begins[number] if number < len(begins) else 0
        return self.place.at(offset), self._lines[offset:]


def parse_toml(text: str, place: Place) -> Table:
    """A whole TOML text.

    Raises:
        LessonError: it is not TOML.
    """
    try:
        return Table(tomllib.loads(text), place, text.split("\n"))
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        line = int(found[1]) - 1 if found else text.count("\n")
        place.at(line).wrong(f"this is not valid TOML: {_AT.sub('', str(error)).rstrip('.')}.")


def _quoted(key: str) -> str:
    return f"[\"']?{re.escape(key)}[\"']?"


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)
