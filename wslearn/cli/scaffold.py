"""`wslearn scaffold`: the course's Django project, written step by step."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.cli.scaffold_faces import ScaffoldFace
    from wslearn.course.model import Course
    from wslearn.course.project import Project
    from wslearn.course.stages import Stage


def scaffold(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A new or empty folder, or a project made before.")
    ] = None,
    lesson: Annotated[
        str | None, typer.Option("--lesson", help="Up to this lesson, number or name; 1 for a new project.")
    ] = None,
    step: Annotated[
        int | None, typer.Option("--step", help="Only up to this scaffold step of the lesson.", min=1)
    ] = None,
    go_on: Annotated[bool, typer.Option("--next", help="One step on, in the project you are in.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON lines: one for each step, then the project.")
    ] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Write the course's Django project step by step, and show what each step changes and why.

    The project is plain Django, Channels and Daphne; only the folder .wslearn in it is ours. A file that you changed is
    never overwritten: your lines and the new ones are merged, or the new version is put beside yours and the exit code
    is 1. Then take over what you want, remove the .wslearn-new file, and run this again.
    """
    from wslearn.cli.scaffold_faces import make_face
    from wslearn.course.courses import open_course

    course = open_course()
    face = make_face(json=json, plain=plain, theme=theme)
    if go_on:
        project = _existing(folder, course, lesson or step)
        return _advance(project, _next_stage(project), face)
    target = _target(course, lesson or "1", step)
    project = _made(folder, course)
    stays = lesson is None and step is None and project.stage is not None
    return _advance(project, None if stays else target, face)


def _existing(folder: Path | None, course: "Course", wanted: object) -> "Project":
    """The project for `--next`."""
    from wslearn.course.project import Project
    from wslearn.errors import UsageError

    if wanted:
        raise UsageError("--next goes one step on; it takes no --lesson and no --step.", "Leave one of them out.")
    place = (folder or Path()).absolute()
    project = Project.find(place, course)
    if project is None:
        raise UsageError(f"{place} is not in a project of the course.", "Make one with: wslearn scaffold DIR")
    return project


def _made(folder: Path | None, course: "Course") -> "Project":
    """The project in the folder, or a new one with nothing in it yet; without a folder the project you are in."""
    from wslearn.course.project import Project, write_project
    from wslearn.errors import UsageError

    if folder is None:
        project = Project.find(Path.cwd(), course)
        if project is None:
            raise UsageError("Say where the project is to be made.", "For example: wslearn scaffold mysite")
        return project
    return Project.open(folder, course) or write_project(folder, course, None)


def _next_stage(project: "Project") -> "Stage | None":
    """The stage after the project's; None after the last."""
    from wslearn.course.stages import stages

    number = project.stage.number if project.stage else 0
    return next((stage for stage in stages(project.course) if stage.number == number + 1), None)


def _target(course: "Course", lesson: str, step: int | None) -> "Stage | None":
    """The stage that was asked for: a lesson's last, or one of its steps; None where there is none so far."""
    from wslearn.course.stages import stages
    from wslearn.errors import UsageError

    wanted = course.lesson(lesson)
    number = len(wanted.scaffolds) if step is None else step
    if number > len(wanted.scaffolds):
        message = f"Lesson {wanted.number} has {len(wanted.scaffolds)} scaffold steps, not {number}."
        raise UsageError(message, "Give a smaller number after --step.")
    reached = [stage for stage in stages(course) if (stage.lesson.number, stage.step) <= (wanted.number, number)]
    return reached[-1] if reached else None


def _advance(project: "Project", target: "Stage | None", face: "ScaffoldFace") -> int:
    """Go on stage by stage, and stop where a file is in conflict."""
    from wslearn.exit_codes import ExitCode

    face.resolved(project.settle())
    before = project.stage
    if not project.unresolved:
        for stage in _between(project, target):
            changes = project.advance(project.course, stage)
            face.stage(stage, changes)
            if any(change.kind == "conflict" for change in changes):
                break
    face.end(project, moved=project.stage != before, complete=_next_stage(project) is None)
    return ExitCode.FINDINGS_FAILED if project.unresolved else ExitCode.PASSED


def _between(project: "Project", target: "Stage | None") -> Iterator["Stage"]:
    """The stages after the project's, up to the target."""
    while target is not None and (stage := _next_stage(project)) is not None and stage.number <= target.number:
        yield stage
