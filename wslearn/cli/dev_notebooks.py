"""`wslearn dev notebooks`: the committed notebooks made anew, or compared with what is made now."""

import asyncio
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson

_AT_ONCE = 2


async def notebooks(course: "Course", lessons: "Sequence[Lesson]", *, check: bool) -> int:
    """Execute the notebooks of these lessons, two at a time; write them, or say what differs.

    Raises:
        LessonError: a cell failed that must not.
        EnvironmentProblem: there is no kernel.
    """
    from wslearn.exit_codes import ExitCode
    from wslearn.notebook.made import write_constraints

    turns, began = asyncio.Semaphore(_AT_ONCE), time.monotonic()
    made = [asyncio.create_task(_make(course, lesson, turns)) for lesson in lessons]
    differ = 0
    for lesson, task in zip(lessons, made, strict=True):
        notebook, seconds = await task
        lines = _check(course, lesson, notebook) if check else _write(course, lesson, notebook)
        differ += bool(lines) and check
        verdict = ("differs" if lines else "as committed") if check else "written"
        told = [*lines, f"{lesson.folder.name}: {verdict} ({seconds:.1f} s)"]
        sys.stdout.write("".join(f"{line}\n" for line in told))
        sys.stdout.flush()
    if not check and len(lessons) == len(course.lessons):
        write_constraints(course)
    sys.stdout.write(f"{len(lessons)} notebooks in {time.monotonic() - began:.0f} s.\n")
    return ExitCode.LESSON_CONTENT if differ else ExitCode.PASSED


async def _make(course: "Course", lesson: "Lesson", turns: asyncio.Semaphore) -> tuple[Any, float]:
    from wslearn.notebook.made import make

    async with turns:
        began = time.monotonic()
        return await make(course, lesson), time.monotonic() - began


def _write(course: "Course", lesson: "Lesson", notebook: Any) -> list[str]:
    from wslearn.notebook.made import commit

    commit(course, lesson, notebook)
    return []


def _check(course: "Course", lesson: "Lesson", notebook: Any) -> list[str]:
    """What differs, as lines."""
    from wslearn.notebook.made import changed

    lines = []
    for difference in changed(course, lesson, notebook):
        lines += [f"{lesson.folder.name}: {difference.cell}", *(f"    {line}" for line in difference.lines)]
    return lines
