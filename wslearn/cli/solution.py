"""`wslearn solution [N]`: the solution beside the learner's answer."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.course.desk import Desk


def solution(
    name: Annotated[
        str | None, typer.Argument(metavar="[LESSON]", help="Number or name; the exercise you began last.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before the exercise is passed.")] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Show how the solution differs from your answer; your file is not touched.

    Before the exercise is passed you are asked whether you really want to see it.
    """
    from wslearn.course.desk import sit_down
    from wslearn.course.merge import unified
    from wslearn.course.payloads import Payloads
    from wslearn.course.progress import Progress
    from wslearn.errors import UsageError
    from wslearn.exit_codes import ExitCode
    from wslearn.render.console import make_console
    from wslearn.render.lesson import notice
    from wslearn.render.overview import FileDiff, scaffold_diff

    desk = sit_down(Path.cwd(), name, Payloads(0))
    with Progress(desk.project.folder) as progress:
        passed = bool(progress.lesson(desk.exercise.lesson.id).passed)
    if not (passed or yes or _wanted(desk)):
        raise UsageError(
            f"The exercise of lesson {desk.number} is not passed yet, so its solution is shown only after a yes.",
            f"A hint first: wslearn hint {desk.number}. To see it all the same: wslearn solution {desk.number} --yes",
        )
    console = make_console(plain=plain, theme=theme)
    edit = desk.exercise.task.edit
    wanted = (desk.exercise.solution / edit).read_bytes()
    mine = desk.answer.read_bytes() if desk.answer.is_file() else b""
    diff = unified(mine, wanted)
    purpose = "From your answer (-) to the solution (+). Other right answers look different."
    console.print(scaffold_diff(purpose, [FileDiff(edit, "yours and the solution", diff.split("\n"))]))
    if not diff:
        console.print(notice("Your answer is the solution, line for line."))
    return ExitCode.PASSED


def _wanted(desk: "Desk") -> bool:
    """Ask; without a terminal nobody can say yes."""
    if not sys.stdin.isatty():
        return False
    sys.stdout.write(f"The exercise of lesson {desk.number} is not passed yet. Show its solution? Type yes: ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
