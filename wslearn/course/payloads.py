"""Names in payloads, `$word`, `$int`, `$list` and numbered ones: chosen by a seed, so that a run can be repeated."""

import hashlib
import re
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

WORDS = (
    *("apple", "bread", "cloud", "dance", "earth", "field", "glass", "green", "happy", "house", "juice", "knife"),
    *("lemon", "light", "maple", "metal", "music", "north", "ocean", "paper", "piano", "plant", "queen", "river"),
    *("round", "salad", "sheep", "smile", "stone", "storm", "sugar", "table", "tiger", "train", "water", "zebra"),
)
INTS = range(10, 100)
LIST_LENGTH = 3

_NAME = re.compile(r"\$(?:\$|(word|int|list)([1-9]\d?)?(?![A-Za-z0-9_]))")
_UNKNOWN = re.compile(r"\$\$|(\$[A-Za-z]\w*)")

T = TypeVar("T", str, int)


class Payloads:
    """What the names stand for.

    The same name is the same value everywhere in a run; `$word`, `$word1` are the first, `$word2` the second, and no
    two numbers of a kind have the same value (up to 36 words, 90 whole numbers).

    Args:
        seed: any whole number; it is in the trace's header.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def fill(self, text: str) -> str:
        """The text with names replaced and `$$` as `$`; any other `$` stays. Values are valid in JSON as they are.

        A word has no quotes: write `"$word"` in JSON. A list is written without blanks: `[71,12,40]`.
        """
        return _NAME.sub(self._value, text)

    def shuffled(self, kind: str, values: Iterable[T]) -> list[T]:
        """The values in the order that the seed gives to this kind of them."""
        # A hash, not `random`: the order must be the same in every version of Python.
        return sorted(values, key=lambda value: hashlib.sha256(f"{self.seed}/{kind}/{value}".encode()).digest())

    def _value(self, name: re.Match[str]) -> str:
        if name[1] is None:
            return "$"
        index = int(name[2] or 1) - 1
        if name[1] == "word":
            return self._words[index % len(WORDS)]
        if name[1] == "int":
            return str(self._ints[index % len(INTS)])
        items = (self._items[(index * LIST_LENGTH + place) % len(INTS)] for place in range(LIST_LENGTH))
        return f"[{','.join(map(str, items))}]"

    @cached_property
    def _words(self) -> list[str]:
        return self.shuffled("word", WORDS)

    @cached_property
    def _ints(self) -> list[int]:
        return self.shuffled("int", INTS)

    @cached_property
    def _items(self) -> list[int]:
        return self.shuffled("list", INTS)


def unknown_name(text: str) -> str | None:
    """The first `$name` in the text that stands for nothing; lessons may not have one."""
    for found in _UNKNOWN.finditer(text):
        if found[1] and not _NAME.fullmatch(found[1]):
            return found[1]
    return None
