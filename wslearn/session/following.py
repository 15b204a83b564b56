"""Where a lesson on a projector is, told to the terminal with the presenter's notes by a small file of this user.

Knows nothing of either screen.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from wslearn import paths


@dataclass(frozen=True, slots=True)
class Position:
    """What the room sees.

    Attributes:
        step: number of the step, 0 before the first.
        ahead: what the next press of the key does, in words; empty while a run is played.
    """

    step: int
    ahead: str


class Following:
    """The file of one lesson.

    Args:
        lesson: its id.
        folder: where the file is; the user's runtime folder unless given.
    """

    def __init__(self, lesson: str, folder: Path | None = None) -> None:
        self._path = (folder or paths.runtime()) / f"projector-{lesson}.json"
        self._told: Position | None = None

    def tell(self, position: Position) -> None:
        """Say where it is; a reader sees the old or the new, and where it cannot be written nobody follows."""
        if position == self._told:
            return
        self._told = position
        waiting = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            waiting.write_text(json.dumps(asdict(position)), "utf-8")
            waiting.replace(self._path)

    def read(self) -> Position | None:
        """Where it is; None while nobody shows it."""
        try:
            said = json.loads(self._path.read_bytes())
            return Position(int(said["step"]), str(said["ahead"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def end(self) -> None:
        """Nobody shows it any more."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
