"""What the checks of a course's content find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a course: where (`03_json/lesson.md:41`), and why.

    `damage` means that the lesson cannot be played.
    """

    source: str
    reason: str
    damage: bool = False
