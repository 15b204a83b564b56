"""`wslearn dev notebooks`: the committed notebooks made anew, or compared with what is made now."""

import asyncio
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wslearn.errors import LessonError

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson

# Most of the time a notebook waits: three keep two cores busy.
_AT_ONCE = 3


async def notebooks(course: "Course", lessons: "Sequence[Lesson]", *, check: bool) -> int:
    """Execute the notebooks of these lessons, some at a time; write them, or say what differs.

    One of a lesson that needs what this machine has not got is left out.

    Raises:
        EnvironmentProblem: there is no kernel.
    """
    from wslearn.exit_codes import ExitCode
    from wslearn.notebook.made import write_constraints

    turns, began, wrong = asyncio.Semaphore(_AT_ONCE), time.monotonic(), 0
    tasks = [asyncio.create_task(_told(course, lesson, turns, check=check)) for lesson in lessons]
    for task in tasks:
        ended_well, lines = await task
        wrong += not ended_well
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    if not check and not wrong and len(lessons) == len(course.lessons):
        write_constraints(course)
    sys.stdout.write(f"{len(lessons)} notebooks in {time.monotonic() - began:.0f} s.\n")
    return ExitCode.LESSON_CONTENT if wrong else ExitCode.PASSED


async def _told(course: "Course", lesson: "Lesson", turns: asyncio.Semaphore, *, check: bool) -> tuple[bool, list[str]]:
    """Make one notebook, and compare or write it; whether that went well, and what to say of it."""
    from wslearn.notebook.made import changed, commit, make
    from wslearn.session.means import lacking

    name, lines = lesson.folder.name, []
    if missing := lacking(*dict.fromkeys(means for step in lesson.steps for means in step.needs)):
        return True, [f"{name}: left out. {missing}"]
    async with turns:
        began = time.monotonic()
        try:
            made = await make(course, lesson)
        except LessonError as error:
            return False, [error.message]
        seconds = time.monotonic() - began
    if not check:
        commit(course, lesson, made)
        return True, [f"{name}: written ({seconds:.1f} s)"]
    for difference in changed(course, lesson, made):
        lines += [f"{name}: {difference.cell}", *(f"    {line}" for line in difference.lines)]
    return not lines, [*lines, f"{name}: {'differs' if lines else 'as committed'} ({seconds:.1f} s)"]
