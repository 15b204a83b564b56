"""The learner's Django project on disk: made, found, and taken from stage to stage without losing a line of theirs."""

from dataclasses import dataclass
from pathlib import Path

from wslearn.course.change import FileChange
from wslearn.course.model import Course
from wslearn.course.stages import Stage

__all__ = ["FileChange", "Project", "write_project"]


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that `write_project` made.

    Attributes:
        folder: with `manage.py` and `.wslearn` in it.
        course: what it grows by.
    """

    folder: Path
    course: Course

    @classmethod
    def open(cls, folder: Path, course: Course | None = None) -> "Project | None":
        """The project in this folder, None when it is no such project; `course` is the built-in one unless given."""
        raise NotImplementedError

    @classmethod
    def find(cls, folder: Path, course: Course | None = None) -> "Project | None":
        """The project that this folder is in, itself or one of its parents."""
        raise NotImplementedError

    @property
    def stage(self) -> Stage | None:
        """The last stage that was applied; None before the first."""
        raise NotImplementedError

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Files whose new version still lies beside them."""
        raise NotImplementedError

    def advance(self, course: Course, to_stage: Stage) -> tuple[FileChange, ...]:
        """Bring the files to a later stage; what changed, in order of path."""
        raise NotImplementedError


def write_project(folder: Path, course: Course, stage: Stage | None) -> Project:
    """Make a project of all stages up to this one in a new or empty folder."""
    raise NotImplementedError
