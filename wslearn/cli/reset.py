"""`wslearn reset [FILE]`: back to the course's version, never without a backup."""

from pathlib import Path
from typing import Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption


def reset(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A file of the project; the exercise's file.")
    ] = None,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Bring a file back to the course's version, as it is at the step that your project has reached.

    Your version is saved first, always: wslearn undo brings it back.
    """
    from rich.text import Text

    from wslearn.cli.course_folder import project_here
    from wslearn.course.courses import open_course
    from wslearn.course.reset import course_file, exercise_file, reset_file
    from wslearn.render.console import make_console
    from wslearn.render.escape import visible

    project = project_here(open_course())
    path = course_file(project, file) if file else exercise_file(project)
    backup = reset_file(project, path)
    console = make_console(plain=plain, theme=theme)
    if backup is None:
        console.print(visible(f"{path} is the course's version already; nothing was changed."), soft_wrap=True)
        console.print(Text.assemble("Next: ", ("wslearn check", "command")))
        return 0
    console.print(visible(f"{path} is the course's version again. Yours was saved before."), soft_wrap=True)
    console.print(Text.assemble("To have yours back: ", ("wslearn undo", "command")))
    return 0
