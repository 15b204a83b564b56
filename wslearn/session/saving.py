"""A listener that keeps the trace in a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from wslearn.trace.jsonl import Writer
from wslearn.trace.record import Entry
from wslearn.trace.row import Row


class Saving:
    """Writes every entry as it comes, so that a kill leaves all lines but perhaps the last.

    Args:
        writer: where to.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @classmethod
    def to(cls, path: Path) -> Self:
        """Into a new file.

        Raises:
            WslearnError: the file cannot be written.
        """
        return cls(Writer.create(path))

    def entry(self, entry: Entry) -> None:
        """Write it."""
        self._writer.write(entry)

    def rows(self, rows: Sequence[Row]) -> None:
        """Rows are derived; only records are kept."""

    def close(self) -> None:
        """Close the file."""
        self._writer.close()
