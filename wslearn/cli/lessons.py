"""`wslearn lessons`: the list of lessons."""

import json as json_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson


def lessons(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="No boxes, no colour, reading order.")] = False,
    theme: Annotated[str | None, typer.Option("--theme", help="dark, light or projector.")] = None,
) -> int:
    """List the lessons: number, name, title, how long each takes, and what it needs."""
    from wslearn.course.load import load_course

    course = load_course()
    if json:
        sys.stdout.write(json_module.dumps(_as_json(course)) + "\n")
        return 0
    from rich.text import Text

    from wslearn.render.console import make_console
    from wslearn.render.overview import LessonLine, lessons_list

    console = make_console(plain=plain, theme=theme)
    lines = [
        LessonLine(lesson.number, lesson.id, lesson.title, lesson.summary + _needs(lesson, course), lesson.minutes)
        for lesson in course.lessons
    ]
    console.print(lessons_list(lines), crop=False)  # plain lines are not broken, and must not be cut
    console.print()
    console.print(Text.assemble("Next: ", (_next(course), "command")))
    return 0


def _needs(lesson: "Lesson", course: "Course") -> str:
    """` Needs lesson 1.`, or nothing."""
    numbers = [str(course.lesson(required).number) for required in lesson.requires]
    return f" Needs lesson {', '.join(numbers)}." if numbers else ""


def _next(course: "Course") -> str:
    """The lesson that the project in this folder has reached, else the first one."""
    from wslearn.course.project import Project
    from wslearn.errors import WslearnError

    if not course.lessons:
        return "wslearn --help"
    try:
        project = Project.find(Path.cwd(), course)
    except WslearnError:  # a damaged project: the command that needs it will say so
        project = None
    reached = project.stage.lesson if project and project.stage else course.lessons[0]
    return f"wslearn lesson {reached.number}"


def _as_json(course: "Course") -> dict[str, Any]:
    keys = ("number", "id", "title", "summary", "minutes", "socket", "requires")
    found = [{key: getattr(lesson, key) for key in keys} for lesson in course.lessons]
    return {"v": 1, "kind": "lessons", "title": course.title, "lessons": found, "next": _next(course)}
