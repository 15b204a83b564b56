"""What is known about one error text."""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class ErrorText:
    """One error text of Daphne, Channels, Django, Redis, a browser or a client.

    Attributes:
        id: its name, and what to type after `wslearn explain`.
        pattern: a regular expression that finds it anywhere in a log or a traceback.
        sample: the text as it was printed.
        happened: what happened, one sentence.
        cause: why.
        fix: what to do.
        lesson: id of the lesson that shows it, or teaches what is behind it.
        source: a version that printed it, or the issue that reports it.
    """

    id: str
    pattern: str
    sample: str
    happened: str
    cause: str
    fix: str
    lesson: str
    source: str = "Daphne 4.2.3, Channels 4.3.2"

    def find(self, text: str) -> re.Match[str] | None:
        """Its last occurrence in the text: in a traceback the last line is the one that counts."""
        matches = list(_compiled(self.pattern).finditer(text))
        return matches[-1] if matches else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)
