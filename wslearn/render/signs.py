"""The few signs that are drawn beside words: Unicode, their ASCII stand-ins, and words for `--plain`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """How arrows, marks and separators are written.

    Attributes:
        words: True where words stand in for signs (`--plain`).
        receive: what comes from the client, towards the application.
        send: what goes to the client.
        gives: between a conversion's two values.
        differs: before a mark, where said and sent differ.
        held: an expectation that held.
        failed: an expectation, or a conversion, that failed.
        dot: between short facts on one line, its blanks included.
        ellipsis: where something is left out.
        newline: a line break inside a payload.
        more: before the continuation of an earlier row.
        bar: between columns, and beside code.
        line: what a rule is made of.
        cross: where a rule meets a bar.
        waits: a piece of time that is waited.
        works: a piece of time at work.
        branch: before a branch of a tree.
        last: before its last branch.
    """

    words: bool
    receive: str
    send: str
    gives: str
    differs: str
    held: str
    failed: str
    dot: str
    ellipsis: str
    newline: str
    more: str
    bar: str
    line: str
    cross: str
    waits: str
    works: str
    branch: str
    last: str

    def characters(self) -> str:
        """Every character that an output must be able to show."""
        return "".join(str(getattr(self, name)) for name in self.__slots__ if name != "words")


UNICODE = Signs(False, "→", "←", "→", "≠", "✓", "✗", " · ", "…", "⏎", "↳", "│", "─", "┼", "░", "█", "├─ ", "└─ ")
ASCII = Signs(
    False, "->", "<-", "->", "!=", "+", "x", " - ", "...", r"\n", "\\_", "|", "-", "+", ".", "#", "|- ", "`- "
)
PLAIN = Signs(
    True, "receive", "send", "gives", "differs:", "", "", ", ", "...", r"\n", "more of", "", "", "", "", "", "", ""
)

_TYPOGRAPHY = str.maketrans(
    {"→": "->", "←": "<-", "≠": "!=", "≤": "<=", "≥": ">=", "…": "...", "\u2013": "-", "—": "-", "·": "-", "•": "-"}
    | {"“": '"', "”": '"', "„": '"', "\u2018": "'", "\u2019": "'", "\u00d7": "x", "⏎": r"\n", "│": "|", "─": "-"}
    | {"✓": "+", "✗": "x", "▌": "|"}
)


def in_ascii(text: str) -> str:
    """Our own prose for an output that has no typographic characters. Never for payloads: it changes the text."""
    return text.translate(_TYPOGRAPHY)


def can_show(signs: Signs, encoding: str) -> bool:
    """Whether an output with this encoding can show all of the signs."""
    try:
        signs.characters().encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
