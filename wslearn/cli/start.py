"""`wslearn start DIR`: the folder for the whole course."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.course.model import Course
    from wslearn.course.project import Project


def start(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Make one folder for the whole course: a Django project that grows with the lessons, and your progress.

    It is plain Django, Channels and Daphne, and all of it is yours to change; only the folder .wslearn in it is ours.
    """
    from rich.text import Text

    from wslearn.cli.scaffold_faces import enter
    from wslearn.course.courses import open_course
    from wslearn.course.keeping import keep
    from wslearn.course.progress import Progress
    from wslearn.render.console import make_console
    from wslearn.render.escape import visible
    from wslearn.render.lesson import notice

    course = open_course()
    console = make_console(plain=plain, theme=theme)
    project, made = _project(folder, course)
    for line in made:
        console.print(notice(line))
    if sentence := keep(project.folder, lambda progress: progress.prepare()):
        console.print(notice(sentence))
    with Progress(project.folder) as progress:
        fresh = not progress.lessons()
    for command in enter(project.folder):
        console.print(Text.assemble("Next: ", (visible(command), "command")), soft_wrap=True)
    does = "begins the first lesson" if fresh else "goes on where you stopped"
    console.print(Text.assemble("then: ", ("wslearn next", "command"), f"   {does}"))
    return 0


def _project(folder: Path, course: "Course") -> tuple["Project", list[str]]:
    """The project in the folder, made when there is none; what to say about it."""
    from wslearn.course.project import Project, write_project
    from wslearn.course.stages import stages

    found = Project.open(folder, course)
    if found is not None and found.stage is not None:
        return found, [f"{folder} is a course folder already ({found.stage.words}); nothing in it was changed."]
    # One that was killed at its begin has no stage yet.
    project = found or write_project(folder, course, None)
    first = stages(course)[:1]
    changes = project.advance(course, first[0]) if first else ()
    purpose = [first[0].scaffold.purpose] if first else []
    return project, [f"{folder} is your course folder now.", *purpose, *(f"  {change.path}" for change in changes)]
