"""What a conversion is made of: typed values, the forms a value takes on its way, and what changed between them."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["python", "json", "utf-8", "javascript"]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a container.

    Attributes:
        key: the key as its language writes it: `3`, `'a'`, `"a"`, `Symbol(x)`; the position in a list.
        key_type: `str`, `int` … in Python, `string` in JSON and JavaScript (or `symbol`), `index` in lists.
        name: what JSON calls it: the characters of a string key, the position in a list, otherwise `key`.
        value: what stands there.
    """

    key: str
    key_type: str
    name: str
    value: "Node"


@dataclass(frozen=True, slots=True)
class Node:
    """One value, with the type that its own language gives it.

    Attributes:
        type: `dict`, `tuple`, `int` in Python; `object`, `array`, `number` in JSON; in JavaScript these and
            `undefined`, `bigint`, `function`, `symbol`, `empty` (a hole in an array), or the name of a class (`Date`).
        text: how that language writes it; of a container the short form (`{…}`).
        items: the entries of a container, in order.
        string: the characters of a string (Python's view of them), None for anything else.
    """

    type: str
    text: str
    items: tuple[Item, ...] = ()
    string: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An error, verbatim.

    Attributes:
        by: whose words these are: `Python` or `QuickJS`. A browser words the same error differently.
        type: class of the error, `TypeError`; empty when JavaScript threw something that is no error.
        message: its text.
        hint: what wslearn adds: why it stopped the engine, or how browsers behave; may be empty.
    """

    by: Literal["Python", "QuickJS"]
    type: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.type else self.message


@dataclass(frozen=True, slots=True)
class Form:
    """One stage: the value in one language.

    Attributes:
        language: which.
        text: the value as that language writes it (UTF-8: as a Python bytes literal); empty when there is an error.
        made_by: what was run to get it: `json.dumps`, `str.encode`, `JSON.parse`, `JSON.stringify`, `json.loads`;
            `you` for what was given.
        value: the typed value; None for UTF-8, for an error, and for a value too deep or too large to compare.
        size: bytes in UTF-8, for JSON and UTF-8; None elsewhere.
        error: what went wrong instead.
    """

    language: Language
    text: str
    made_by: str
    value: Node | None = None
    size: int | None = None
    error: Failure | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a step did to a value.

    Attributes:
        where: the place, as both languages write it: `value["a"][0]`.
        before: how it was written before.
        after: how it is written now; `nothing` when it is gone.
        why: one sentence.
        made_by: the step that did it, as in `Form.made_by`.
    """

    where: str
    before: str
    after: str
    why: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """One value on its way through both languages.

    Attributes:
        source: the text that was given, or the `repr` of the value.
        forms: the stages in the order in which they were run.
        changes: what changed, in the order of the stages.
        came_back: whether the value at the end is the one given, types included; None when it did not get that far.
    """

    source: str
    forms: tuple[Form, ...]
    changes: tuple[Change, ...]
    came_back: bool | None

    @property
    def errors(self) -> tuple[Failure, ...]:
        """The errors met on the way."""
        return tuple(form.error for form in self.forms if form.error is not None)
