"""A cell's text as a file of the project that is served. Knows nothing of servers and of IPython."""

from pathlib import Path, PurePosixPath

from wslearn.course import disk
from wslearn.course.merge import unified
from wslearn.course.model import Lesson
from wslearn.course.project import FileChange
from wslearn.errors import UsageError


def consumers_of(lesson: Lesson) -> str:
    """The file of a lesson's consumers, with `/`.

    Raises:
        UsageError: the lesson adds none.
    """
    for scaffold in lesson.scaffolds:
        for path in scaffold.files:
            if path.endswith("consumers.py"):
                return path
    raise UsageError(f"Lesson {lesson.number} adds no consumers.", "Name the file: %%consumer LESSON FILE")


def check_python(path: str, text: str) -> None:
    """Find what is no Python before it is written.

    Raises:
        UsageError: with the line of the cell, whose first one is the magic's.
    """
    if not path.endswith(".py"):
        return
    try:
        compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:  # the last two: nested too deep
        number = (getattr(error, "lineno", None) or 0) + 1
        wrong = (getattr(error, "text", None) or "").strip()
        what = getattr(error, "msg", str(error)) or "it is nested too deep"
        raise UsageError(
            f"Line {number} of this cell is no Python: {what}.",
            "Nothing was written, and the server runs on with the file as it was.",
            wrong,
        ) from None


def write(folder: Path, path: str, text: str) -> FileChange:
    """Put a text in the place of a file of the project.

    Raises:
        UsageError: the project has no such file.
        EnvironmentProblem: it cannot be written.
    """
    inside = PurePosixPath(path)
    before = None if inside.is_absolute() or ".." in inside.parts or ":" in path else disk.read(folder, path)
    if before is None:
        raise UsageError(f"The project has no file {path!r}.", f"In live/ there are: {_beside(folder)}.")
    after = text.encode("utf-8", "surrogatepass")
    disk.write(folder, path, after)
    return FileChange(path, "replaced", unified(before, after))


def _beside(folder: Path) -> str:
    return ", ".join(sorted(f"live/{file.name}" for file in (folder / "live").glob("*.py") if file.stat().st_size))
