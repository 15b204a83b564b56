"""`wslearn progress`: what was done, and how to take it along."""

import json as json_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wslearn.cli.options import JsonObjectOption, PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.course.progress import Answer, Progress
    from wslearn.course.project import Project


def progress(
    json: JsonObjectOption = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write your progress to this file.")
    ] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Add what another machine exported.")
    ] = None,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Show what you have done; with --export and --import, take it to a second machine.

    An import only adds: nothing that is here is lost. Your project's files are not part of it: copy them yourself.
    """
    from wslearn.cli.course_folder import project_here
    from wslearn.course.courses import open_course
    from wslearn.course.progress import Progress
    from wslearn.course.progress_file import export_progress, import_progress
    from wslearn.errors import UsageError
    from wslearn.render.console import make_console
    from wslearn.render.lesson import notice

    if export and import_:
        raise UsageError("--export and --import cannot be done at once.", "Type them one after the other.")
    project = project_here(open_course())
    console = make_console(plain=plain, theme=theme, stream=sys.stderr if json else None)
    with Progress(project.folder) as kept:
        if import_:
            added = import_progress(kept, import_)
            console.print(notice(f"{added} new entries of {import_} were added to your progress."))
        if export:
            written = export_progress(kept, export)
            console.print(notice(f"{written} entries were written to {export}; your project's files are not in it."))
        _show(kept, project, json=json, drawn=not export, plain=plain, theme=theme)
        if kept.notice:
            console.print(notice(kept.notice))
    return 0


def _show(kept: "Progress", project: "Project", *, json: bool, drawn: bool, plain: bool, theme: str | None) -> None:
    if json:
        sys.stdout.write(json_module.dumps(_as_json(kept, project)) + "\n")
    elif drawn:
        _draw(kept, project, plain=plain, theme=theme)


def _draw(kept: "Progress", project: "Project", *, plain: bool, theme: str | None) -> None:
    from rich.text import Text

    from wslearn.cli.course_folder import next_command, state_words
    from wslearn.course.progress import LessonProgress
    from wslearn.render.console import make_console
    from wslearn.render.progress import ProgressLine, progress_list

    done = kept.lessons()
    lines = []
    for lesson in project.course.lessons:
        about = done.get(lesson.id, LessonProgress(lesson.id))
        state = state_words(lesson, about)
        lines.append(
            ProgressLine(lesson.number, lesson.id, state or "not begun", about.seconds, about.tried, about.hints)
        )
    console = make_console(plain=plain, theme=theme)
    console.print(progress_list(lines, [_told("predictions", kept.answers("predicted"))]))
    console.print()
    console.print(Text.assemble("Next: ", (next_command(project, done), "command")))


def _told(what: str, answers: "tuple[Answer, ...]") -> str:
    """One sentence about answers; empty when there are none."""
    if not answers:
        return ""
    right = sum(answer.right for answer in answers)
    sure = _sure_and_wrong(answers)
    rest = f"; {sure} of the others you were sure of" if sure else ""
    return f"{right} of {len(answers)} {what} were right{rest}."


def _sure_and_wrong(answers: "tuple[Answer, ...]") -> int:
    return sum(not answer.right and answer.confidence == 3 for answer in answers)


def _as_json(kept: "Progress", project: "Project") -> dict[str, Any]:
    from wslearn.cli.course_folder import next_command
    from wslearn.course.onward import state_of
    from wslearn.course.progress import LessonProgress

    done = kept.lessons()
    keys = ("started", "finished", "step", "seconds", "tried", "passed", "hints")
    lessons = []
    for lesson in project.course.lessons:
        about = done.get(lesson.id, LessonProgress(lesson.id))
        facts = {key: getattr(about, key) for key in keys}
        lessons.append({"number": lesson.number, "id": lesson.id, "state": state_of(lesson, about), **facts})
    answers = {kind: _counted(kept.answers(kind)) for kind in ("predicted", "answered", "reviewed")}
    return {"v": 1, "kind": "progress", "lessons": lessons, "answers": answers, "next": next_command(project, done)}


def _counted(answers: "tuple[Answer, ...]") -> dict[str, int]:
    right = sum(answer.right for answer in answers)
    return {"asked": len(answers), "right": right, "sure_and_wrong": _sure_and_wrong(answers)}
