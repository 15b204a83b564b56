"""asciicast, the recordings of terminals that asciinema's player shows, versions 2 and 3; lines as text, no I/O.

A recording is one JSON object a line: a header, then events `[time, code, data]`. In version 2 the time counts from the
begin, in version 3 from the event before (docs.asciinema.org, "asciicast v2" and "asciicast v3"). Codes: `o` output,
`m` a marker with its label, `x` the exit status (version 3 only).
"""

import json
import re
from dataclasses import dataclass

VERSIONS = (2, 3)
IDLE = 3.0
"""Seconds that a player shows of a pause, at most: somebody read, or thought about a prediction."""

_LINE_END = re.compile(r"(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class Shape:
    """The terminal that is recorded, in columns and rows."""

    columns: int
    rows: int
    term: str = "xterm-256color"


class Cast:
    """Makes the lines of one recording.

    Args:
        version: 2 or 3.
        shape: of the terminal.
        title: of the recording.
        timestamp: when it began, in seconds since 1970.
    """

    def __init__(self, version: int, shape: Shape, title: str, timestamp: int) -> None:
        self._version = version
        self._shape = shape
        self._said = {"timestamp": timestamp, "title": title, "idle_time_limit": IDLE}
        self._last = 0.0

    def header(self) -> str:
        """The first line."""
        shape = self._shape
        if self._version == 2:
            size = {"width": shape.columns, "height": shape.rows, "env": {"TERM": shape.term}}
        else:
            size = {"term": {"cols": shape.columns, "rows": shape.rows, "type": shape.term}}
        return json.dumps({"version": self._version, **size, **self._said})

    def output(self, seconds: float, text: str) -> str:
        """What was written, so many seconds after the begin; a line's end also goes back to the line's begin."""
        return self._event(seconds, "o", _LINE_END.sub("\r\n", text))

    def marker(self, seconds: float, label: str) -> str:
        """A place that a player can jump to."""
        return self._event(seconds, "m", label)

    def _event(self, seconds: float, code: str, data: str) -> str:
        at = seconds if self._version == 2 else seconds - self._last
        self._last = seconds
        return json.dumps([round(at, 6), code, data])
