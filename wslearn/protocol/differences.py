"""Said and sent: each place where Daphne does something else than the ASGI event said.

Checked against Daphne 4.2.3 and Channels 4.3.2; `source` names the code or the specification. A mark on a row of the
timeline takes its `why` and its `topic` from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where what was said and what was sent differ.

    Attributes:
        id: its name, and what to type after `wslearn explain`.
        said: what the event (or the frame) said.
        sent: what went over the wire (or what the event became) instead.
        why: one sentence.
        advice: what to do about it.
        lesson: id of the lesson that shows it.
        source: where that is written.
    """

    id: str
    said: str
    sent: str
    why: str
    advice: str
    lesson: str
    source: str

    @property
    def topic(self) -> str:
        """What to type after `wslearn explain`."""
        return self.id


_TABLE: tuple[Difference, ...] = ()

DIFFERENCES: Mapping[str, Difference] = MappingProxyType({difference.id: difference for difference in _TABLE})
"""Id → difference."""
