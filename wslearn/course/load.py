"""Load the course: `course.toml` and the front matter of every lesson; a body when it is asked for."""

from pathlib import Path

from wslearn.course.model import Course


def load_course(root: Path | None = None) -> Course:
    """The course in a folder; the built-in one unless told otherwise.

    Raises:
        LessonError: a file is damaged; the message names file, line and key. Bodies are only read at first use.
    """
    raise NotImplementedError


def check_course(course: Course) -> None:
    """Read every body, too, and all that lessons say about each other.

    Raises:
        LessonError: the first thing that is wrong.
    """
    raise NotImplementedError
