"""The verb: one thing that a client, the project or the server is told to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

DEFAULT_CLIENT = "client"
"""Who is meant when a line names no client."""

DEFAULT_PAGE = "page"
"""The same, where only a page in a browser can be meant."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One line of a play or of the prompt.

    Attributes:
        name: as in the table `VERBS`.
        client: the name of the client, or of the page in a browser, that it is for.
        arguments: what the line says, by name; see the parser of each verb.
        line: the line as it was written.
        source: where it stands, `03_json/lesson.md:41`, or `prompt`.
        many: how many clients it is for, `client` with 1, 2 … behind it; 0 is `client` itself.
    """

    name: str
    client: str = DEFAULT_CLIENT
    arguments: Mapping[str, Any] = field(default_factory=dict)
    line: str = ""
    source: str = ""
    many: int = 0

    def each(self) -> Iterator["Verb"]:
        """The verb for every client that it is for."""
        if not self.many:
            yield self
        for number in range(1, self.many + 1):
            yield replace(self, client=f"{self.client}{number}", many=0)
