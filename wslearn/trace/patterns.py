"""Patterns as they are written in lessons, parsed. CONTRIBUTING.md has the grammar."""

import difflib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wslearn.errors import LessonError
from wslearn.trace.matching import ClientOf, holds, matches
from wslearn.trace.pattern import Condition, Expectation, Pattern
from wslearn.trace.record import LANES, Direction, Lane
from wslearn.trace.record_types import TYPES

__all__ = [
    "ClientOf",
    "Condition",
    "Expectation",
    "Pattern",
    "holds",
    "matches",
    "parse_expectations",
    "parse_pattern",
]

_WORD = re.compile(r"\S+")
_CLIENT = re.compile(r"([\w-]+):\Z")
_KEY = re.compile(r"([\w$-]+(?:\.[\w$-]+)*)([=~?!])")
_FORM = "Write it as: [CLIENT:] [no] LANE TYPE [send|receive] [KEY=VALUE …]"
_JSON = json.JSONDecoder()


def parse_pattern(line: str, source: str) -> Pattern:
    """One line as a pattern.

    Args:
        line: `[CLIENT:] [no] LANE TYPE [KEY=VALUE …]`, names such as `$word` filled in.
        source: where it stands, `file:line`, for the error.

    Raises:
        LessonError: it is no pattern; the message names `source` and what is wrong.
    """
    return _Line(line.strip(), source).pattern()


def parse_expectations(text: str, source: str, concepts: Sequence[str] = ()) -> tuple[Expectation, ...]:
    """The lines of an `expect` block, with the `did:` and `try:` lines indented below them.

    Args:
        text: the block's content; empty lines and lines that begin with `#` are left out.
        source: `file:line` of the content's first line; later lines count from it.
        concepts: the block's concepts, given to each expectation.

    Raises:
        LessonError: a line is not of the grammar.
    """
    file, _, first = source.rpartition(":")
    start = int(first) if first.isdecimal() else 1
    found: list[Expectation] = []
    for number, line in enumerate(text.splitlines(), start):
        here = f"{file if first.isdecimal() else source}:{number}"
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace():
            found[-1:] = [_with_words(found[-1] if found else None, line.strip(), here)]
        else:
            found.append(Expectation(parse_pattern(line, here), source=here, concepts=tuple(concepts)))
    return tuple(found)


def _with_words(expectation: Expectation | None, line: str, source: str) -> Expectation:
    """The expectation with the words of an indented line."""
    key, colon, words = line.partition(":")
    if expectation is None:
        raise LessonError(f"{source}: this line is indented, but there is no pattern above it.", _FORM)
    if not colon or key not in ("did", "try"):
        raise LessonError(
            f"{source}: an indented line must begin with did: or try:, not {key.split()[0]!r}.",
            "Take the blanks before it away if it is a pattern.",
        )
    if key == "did":
        return replace(expectation, did=words.strip())
    return replace(expectation, hint=words.strip())


class _Line:
    """One pattern, read from left to right."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._at = 0

    def pattern(self) -> Pattern:
        word = self._word("a lane")
        client = _CLIENT.match(word)
        if client:
            word = self._word("a lane")
        negated = word == "no"
        if negated:
            word = self._word("a lane")
        lane = self._lane(word)
        type_ = self._word("a record type")
        dir_ = self._direction()
        if type_ not in TYPES[lane]:
            self._unknown_type(lane, type_, dir_)
        conditions = tuple(iter(self._condition, None))
        return Pattern(lane, type_, dir_, client[1] if client else None, conditions, negated, self._text)

    def _lane(self, word: str) -> Lane:
        for lane in LANES:
            if lane == word:
                return lane
        raise self._error(f"{word!r} is no lane", _suggest(word, LANES, "The lanes"))

    def _direction(self) -> Direction | None:
        if self._take("receive"):
            return "receive"
        return "send" if self._take("send") else None

    def _unknown_type(self, lane: Lane, type_: str, dir_: str | None) -> None:
        """An application can send an event of any type, `websocket.sned`; all else has a list."""
        if lane == "asgi" and dir_ == "send":
            return
        hint = _suggest(type_, TYPES[lane], f"The types of lane {lane}")
        if lane == "asgi":
            hint += " For an event that the application made up, write send after its type."
        raise self._error(f"lane {lane} has no record type {type_!r}", hint)

    def _condition(self) -> Condition | None:
        """The next condition, or None at the end of the line."""
        self._skip_blanks()
        if self._at == len(self._text):
            return None
        found = _KEY.match(self._text, self._at)
        if not found:
            raise self._error(f"{self._word('')!r} is not KEY=VALUE, KEY~TEXT, KEY? or KEY!", _FORM)
        self._at = found.end()
        path, operator = tuple(found[1].split(".")), found[2]
        match operator:
            case "=":
                return Condition(path, "=", self._value(as_json=True))
            case "~":
                return Condition(path, "~", self._value(as_json=False))
        self._end_of_word(f"{found[0]!r} must stand alone")
        return Condition(path, "?" if operator == "?" else "!")

    def _value(self, as_json: bool) -> Any:
        """JSON, a text in single quotes, or a bare word; a bare word after `~` is always text."""
        first = self._text[self._at : self._at + 1]
        if not first.strip():
            raise self._error("there is no value after the sign", "An empty text is written as two quotes.")
        if first == "'":
            return self._single_quoted()
        if first in '"[{':
            return self._json()
        word = self._word("a value")
        return _json_or_word(word) if as_json else word

    def _single_quoted(self) -> str:
        end = self._text.find("'", self._at + 1)
        if end < 0:
            raise self._error("the single quote is not closed", "A text with a single quote in it goes in double ones.")
        text = self._text[self._at + 1 : end]
        self._at = end + 1
        self._end_of_word("there is something right after the closing quote")
        return text

    def _json(self) -> Any:
        try:
            value, self._at = _JSON.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            raise self._error(
                f"the value is not JSON: {error.msg}", "A text may also stand in single quotes."
            ) from None
        self._end_of_word("there is something right after the JSON value")
        return value

    def _word(self, what: str) -> str:
        """The next word.

        Raises:
            LessonError: there is none; `what` says what is missing.
        """
        self._skip_blanks()
        found = _WORD.match(self._text, self._at)
        if not found:
            raise self._error(f"the line ends where {what} should be", _FORM)
        self._at = found.end()
        return found[0]

    def _take(self, word: str) -> bool:
        """Step over a word if it is the next."""
        self._skip_blanks()
        found = _WORD.match(self._text, self._at)
        if not found or found[0] != word:
            return False
        self._at = found.end()
        return True

    def _skip_blanks(self) -> None:
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1

    def _end_of_word(self, otherwise: str) -> None:
        if self._text[self._at : self._at + 1].strip():
            raise self._error(otherwise, "Leave a blank between two conditions.")

    def _error(self, what: str, hint: str) -> LessonError:
        return LessonError(f"{self._source}: in the pattern {self._text!r}, {what}.", hint)


def _json_or_word(word: str) -> Any:
    try:
        return json.loads(word)
    except ValueError:
        return word


def _suggest(word: str, known: Sequence[str] | frozenset[str], title: str) -> str:
    close = difflib.get_close_matches(word, known, 1, 0.5)
    listed = f"{title}: {', '.join(sorted(known))}."
    return f"Did you mean {close[0]}? {listed}" if close else listed
