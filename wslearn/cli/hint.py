"""`wslearn hint [N]`: one hint more each time."""

from pathlib import Path
from typing import Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption


def hint(
    name: Annotated[
        str | None, typer.Argument(metavar="[LESSON]", help="Number or name; the exercise you began last.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Show the hints that you have seen, and no new one.")] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Show the next hint for an exercise; the last one is a worked example of a different consumer."""
    from wslearn.course.desk import sit_down
    from wslearn.course.keeping import keep
    from wslearn.course.payloads import Payloads
    from wslearn.course.progress import Progress
    from wslearn.exit_codes import ExitCode
    from wslearn.render.console import make_console
    from wslearn.render.lesson import notice, prose

    desk = sit_down(Path.cwd(), name, Payloads(0))
    console = make_console(plain=plain, theme=theme)
    lesson, hints = desk.exercise.lesson.id, desk.exercise.hints
    with Progress(desk.project.folder) as progress:
        seen = progress.lesson(lesson).hints
    if again:
        for earlier in hints[:seen]:
            console.print(prose(earlier.markdown))
        return ExitCode.PASSED
    number = min(seen + 1, len(hints))
    console.print(prose(hints[number - 1].markdown))
    if seen >= len(hints):
        console.print(notice(f"This is the hint you saw last. See them all: wslearn hint {desk.number} --again"))
    elif sentence := keep(desk.project.folder, lambda progress: progress.show_hint(lesson, number)):
        console.print(notice(sentence))
    return ExitCode.PASSED
