"""The pattern of one record, and the expectation that a lesson makes of it."""

from dataclasses import dataclass
from typing import Any, Literal

from wslearn.trace.record import Direction, Lane

Operator = Literal["=", "~", "?", "!"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One `KEY=VALUE`, `KEY~TEXT`, `KEY?` or `KEY!`.

    Attributes:
        path: the key of `data` and the keys below it.
        operator: `=` equal, `~` contains, `?` present, `!` absent.
        value: what to compare with; None for `?` and `!`.
    """

    path: tuple[str, ...]
    operator: Operator
    value: Any = None

    @property
    def key(self) -> str:
        """The path as it is written."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the pattern language.

    Attributes:
        lane: of the record.
        type: of the record.
        dir: of the record; None for any.
        client: name of the bundled client at the other end; None for any connection.
        conditions: on the record's data; all must hold.
        negated: the line says `no`. `matches` takes no notice of it; `holds` and `judge` do.
        text: the line as it was written, without blanks around it.
    """

    lane: Lane
    type: str
    dir: Direction | None = None
    client: str | None = None
    conditions: tuple[Condition, ...] = ()
    negated: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must (or, negated, must not) stand in the trace.

    Attributes:
        pattern: of the record.
        did: the lesson's own words for what went wrong, empty for the general ones.
        hint: the lesson's own words for what to try, empty for the general ones.
        source: where it stands, `03_json/lesson.md:41`.
        concepts: the concepts that it is about.
    """

    pattern: Pattern
    did: str = ""
    hint: str = ""
    source: str = ""
    concepts: tuple[str, ...] = ()

    @property
    def negated(self) -> bool:
        """Whether no such record may be there."""
        return self.pattern.negated
