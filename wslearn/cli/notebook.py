"""`wslearn notebook [N] [DIR]`: the lessons as Jupyter notebooks of the learner's own."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wslearn.course.model import Course


def notebook(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[LESSON]", help="Number or name: 3, json.", show_default=False),
    ] = None,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder of your notebooks.")] = Path("notebooks"),
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address, and open nothing.")] = False,
    solutions: Annotated[
        bool, typer.Option("--solutions", help="For teachers: with the solutions and the presenter's notes.")
    ] = False,
) -> int:
    """Copy the lessons as Jupyter notebooks into a folder, and open JupyterLab there. Ctrl-C ends it.

    What you changed is never written over. The copies have no outputs: you guess first, and then you run the cell.
    """
    from wslearn.cli.browser import can_open
    from wslearn.course.courses import open_course
    from wslearn.course.payloads import Payloads
    from wslearn.notebook.lab import check_installed
    from wslearn.session.content import GOLDEN_SEED

    check_installed()
    from wslearn.notebook.frame import file_name

    course = open_course(Payloads(GOLDEN_SEED))
    lesson = course.lesson(name) if name else course.lessons[0]
    kept = _copy(course, folder, solutions)
    sys.stdout.write(f"{len(course.lessons)} notebooks are in {folder}.\n")
    if kept:
        sys.stdout.write(f"These you have changed, and they are as you left them: {', '.join(kept)}\n")
    with suppress(asyncio.CancelledError):
        asyncio.run(_lab(folder.resolve(), file_name(lesson), browser=not no_browser and can_open()))
    return 0


def _copy(course: "Course", folder: Path, solutions: bool) -> Sequence[str]:
    from wslearn.notebook.book import build
    from wslearn.notebook.copies import copy
    from wslearn.notebook.frame import file_name

    built = {file_name(lesson): build(course, lesson, teacher=solutions) for lesson in course.lessons}
    return copy(built, folder)


async def _lab(folder: Path, name: str, *, browser: bool) -> None:
    """JupyterLab until Ctrl-C, or until this process is told to end."""
    from wslearn.notebook.lab import run_lab

    task = asyncio.current_task()
    if task is not None:
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await run_lab(folder, name, _say, browser=browser)


def _say(address: str) -> None:
    sys.stdout.write(f"JupyterLab: {address}\nCtrl-C ends it.\n")
    sys.stdout.flush()
