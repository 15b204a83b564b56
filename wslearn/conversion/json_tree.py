"""The typed tree of a JSON text, with every number and string as it is written there.

Neither `json.loads` nor JSON.parse keeps `1.0` apart from `1`, or a name that stands there twice; this does.
"""

import json
import re

from wslearn.conversion.form import Item, Node
from wslearn.conversion.limits import Budget, TooLargeError

TOKEN = re.compile(r'[ \t\r\n]*("[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+)', re.DOTALL)
WORDS = {"true": "boolean", "false": "boolean", "null": "null"}


def json_tree(text: str) -> Node | None:
    """The tree of a text that json.loads or JSON.parse accepted; None when it is too deep or too large to compare.

    `NaN` and `Infinity`, which json.loads accepts, are of type `number`.
    """
    try:
        return _Reader(text).node(0)
    except TooLargeError:
        return None


class _Reader:
    """Reads a well-formed text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._budget = Budget()

    def node(self, depth: int) -> Node:
        self._budget.spend(depth)
        word = self._next()
        if word == "{":
            return Node("object", "", tuple(self._entries(depth)))
        if word == "[":
            return Node("array", "", tuple(self._elements(depth)))
        if word[0] == '"':
            return Node("string", word, string=_characters(word))
        return Node(WORDS.get(word, "number"), word)

    def _entries(self, depth: int) -> list[Item]:
        items: list[Item] = []
        while not self._closed("}"):
            key = self._next()
            self._next()  # the colon
            items.append(Item(key, "string", _characters(key), self.node(depth + 1)))
        return items

    def _elements(self, depth: int) -> list[Item]:
        items: list[Item] = []
        while not self._closed("]"):
            at = str(len(items))
            items.append(Item(at, "index", at, self.node(depth + 1)))
        return items

    def _closed(self, bracket: str) -> bool:
        """Whether the container ends here; steps over the bracket, or over a comma."""
        match = self._match()
        if match[1] in (bracket, ","):
            self._at = match.end()
        return match[1] == bracket

    def _next(self) -> str:
        match = self._match()
        self._at = match.end()
        return match[1]

    def _match(self) -> re.Match[str]:
        match = TOKEN.match(self._text, self._at)
        if match is None:
            raise TooLargeError  # not well-formed after all: not compared either
        return match


def _characters(token: str) -> str:
    """The characters of a JSON string, by Python's own json module."""
    return str(json.loads(token))
