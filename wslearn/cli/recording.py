"""`--record FILE.cast` keeps all that is drawn on standard output as an asciicast, whatever it is."""

import io
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from wslearn.errors import EnvironmentProblem, UsageError
from wslearn.render.cast import VERSIONS, Cast, Shape


class Recording:
    """Writes a recording as it grows, so that a kill leaves one that can be played.

    Args:
        file: open for text.
        cast: makes its lines.
    """

    def __init__(self, file: TextIO, cast: Cast) -> None:
        self._file: TextIO | None = file
        self._cast = cast
        self._began = time.perf_counter()
        self._put(cast.header())

    def output(self, text: str) -> None:
        """Keep what was written."""
        if text:
            self._put(self._cast.output(time.perf_counter() - self._began, text))

    def mark(self, label: str) -> None:
        """Make a place that a player can jump to."""
        self._put(self._cast.marker(time.perf_counter() - self._began, label))

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _put(self, line: str) -> None:
        """Write a line; on a full disk the recording ends and the lesson goes on."""
        if self._file is None:
            return
        try:
            self._file.write(line + "\n")
            self._file.flush()
        except OSError as error:
            self.close()
            sys.stderr.write(f"The recording ends here: {error.strerror}. The lesson goes on.\n")


class _Tee:
    """A stream that also tells a recording; everything else is the stream's own.

    It has no `buffer`, so that whoever writes bytes past a text stream (prompt_toolkit) writes text here.
    """

    def __init__(self, stream: TextIO, recording: Recording) -> None:
        self._stream = stream
        self._recording = recording

    def write(self, text: str) -> int:
        """Write and keep."""
        self._recording.output(text)
        return self._stream.write(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The stream's own."""
        return self._stream.fileno()

    @property
    def encoding(self) -> str:
        """The stream's own."""
        return self._stream.encoding


@contextmanager
def recorded(path: Path, version: int, title: str) -> Iterator[Recording]:
    """Keep what is written to standard output inside of this.

    Raises:
        UsageError: there is no such version.
        EnvironmentProblem: the file cannot be written.
    """
    if version not in VERSIONS:
        raise UsageError(f"There is no version {version} of asciicast.", "Choose --cast-version 2 or 3.")
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    size = shutil.get_terminal_size()
    shape = Shape(size.columns, size.lines, os.environ.get("TERM") or "xterm-256color")
    recording = Recording(_opened(path), Cast(version, shape, title, int(time.time())))
    sys.stdout = cast(Any, _Tee(stream, recording))
    try:
        yield recording
    finally:
        sys.stdout = stream
        recording.close()


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise EnvironmentProblem(
            f"The recording cannot be written to {path}: {error.strerror}.", "Choose another file with --record."
        ) from error
