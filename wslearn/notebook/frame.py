"""What every notebook begins and ends with."""

from collections.abc import Iterator, Sequence

from wslearn.course.model import Course, Lesson
from wslearn.notebook.cell import Cell, code, literal, text
from wslearn.notebook.prose import contents

VERSIONS = "versions"
"""The tag of the cell that prints what the notebook was run with."""

MEASURED = "measured"
"""The tag of a cell that shows what chance decides, such as how many messages a full channel lost."""

FAILS = "raises-exception"
"""The tag of a cell that fails on purpose, as Jupyter's tools read it."""

NEXT = "What comes next"

_PRINTED = """\
# What this notebook was run with.
import platform
from importlib.metadata import version

print("Python", platform.python_version())"""

_SHOWN = ("wslearn", "Django", "channels", "daphne", "Twisted", "autobahn", "websockets")
_WITH_REDIS = ("channels-redis", "redis")


def file_name(lesson: Lesson) -> str:
    """What the notebook of a lesson is called."""
    return f"{lesson.folder.name}.ipynb"


def heading(title: str) -> Cell:
    """The cell that begins a section."""
    return text("heading", f"## {title}")


def opening(course: Course, lesson: Lesson, headings: Sequence[str]) -> Iterator[Cell]:
    """The first two cells.

    Args:
        course: whose neighbours are linked to.
        lesson: that the notebook is of.
        headings: of all sections, in order.
    """
    about = f"{lesson.summary}\n\nThis takes about {lesson.minutes} minutes. Run the cells from top to bottom."
    links = " · ".join(_neighbours(course, lesson))
    yield text("title", "\n\n".join([f"# {_title(lesson)}", about, links, "In this notebook:", contents(headings)]))
    yield code("load", "%load_ext wslearn\nimport wslearn")


def closing(course: Course, lesson: Lesson) -> Iterator[Cell]:
    """The last section: what it was run with, and where to go on."""
    _, after = _around(course, lesson)
    names = _SHOWN + (_WITH_REDIS if lesson.server.redis else ())
    yield heading(NEXT)
    yield code(
        "versions",
        f"{_PRINTED}\nfor name in {literal(list(names))}:\n    print(name, version(name))",
        VERSIONS,
    )
    where = f"{after.summary}\n\n" if after else "This was the last lesson.\n\n"
    yield text("next", where + " · ".join(_neighbours(course, lesson)))


def _title(lesson: Lesson) -> str:
    return f"{lesson.number}. {lesson.title}"


def _link(lesson: Lesson) -> str:
    return f"[{_title(lesson)}]({file_name(lesson)})"


def _neighbours(course: Course, lesson: Lesson) -> Iterator[str]:
    before, after = _around(course, lesson)
    if before:
        yield f"Previous: {_link(before)}"
    if after:
        yield f"Next: {_link(after)}"


def _around(course: Course, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    place = [other.id for other in course.lessons].index(lesson.id)
    return (
        course.lessons[place - 1] if place else None,
        course.lessons[place + 1] if place + 1 < len(course.lessons) else None,
    )
