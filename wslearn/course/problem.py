"""What the checks of a course's content find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a course: where (`03_json/lesson.md:41`), and why.

    `damage` means that the lesson cannot be played; `left_out` that nothing is wrong, but something is not proved: it
    needs what this machine has not got.
    """

    source: str
    reason: str
    damage: bool = False
    left_out: bool = False
