"""`wslearn lessons`: the list of lessons."""

import json as json_module
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson
    from wslearn.course.progress import LessonProgress


def lessons(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="No boxes, no colour, reading order.")] = False,
    theme: Annotated[str | None, typer.Option("--theme", help="dark, light or projector.")] = None,
) -> int:
    """List the lessons: number, name, title, how long each takes, what it needs; in a course folder, what is done."""
    from wslearn.course.load import load_course

    course = load_course()
    done = _done(course)
    if json:
        sys.stdout.write(json_module.dumps(_as_json(course, done)) + "\n")
        return 0
    from rich.text import Text

    from wslearn.cli.course_folder import state_words
    from wslearn.render.console import make_console
    from wslearn.render.overview import LessonLine, lessons_list

    console = make_console(plain=plain, theme=theme)
    lines = [
        LessonLine(
            lesson.number,
            lesson.id,
            lesson.title,
            lesson.summary + _needs(lesson, course),
            lesson.minutes,
            state_words(lesson, done.get(lesson.id)) if done is not None else "",
        )
        for lesson in course.lessons
    ]
    console.print(lessons_list(lines), crop=False)
    console.print()
    console.print(Text.assemble("Next: ", (_next(course, done), "command")))
    return 0


def _done(course: "Course") -> "Mapping[str, LessonProgress] | None":
    """What was done in the course folder that we are in; None outside of one."""
    from wslearn.course.progress import Progress
    from wslearn.course.project import Project
    from wslearn.errors import WslearnError
    from wslearn.render.escape import visible

    try:
        project = Project.find(Path.cwd(), course)
        if project is None:
            return None
        with Progress(project.folder) as progress:
            done = progress.lessons()
            sys.stderr.write(f"{visible(progress.notice)}\n" if progress.notice else "")
            return done
    except WslearnError as error:  # the list is the same without it
        sys.stderr.write(f"{visible(error.message)}\n")
        return None


def _needs(lesson: "Lesson", course: "Course") -> str:
    """` Needs lesson 1.`, or nothing."""
    numbers = [str(course.lesson(required).number) for required in lesson.requires]
    return f" Needs lesson {', '.join(numbers)}." if numbers else ""


def _next(course: "Course", done: "Mapping[str, LessonProgress] | None") -> str:
    """What comes next in the course folder that we are in, else the first lesson."""
    from wslearn.cli.course_folder import next_command

    if not course.lessons:
        return "wslearn --help"
    return next_command(course, done or {})


def _as_json(course: "Course", done: "Mapping[str, LessonProgress] | None") -> dict[str, Any]:
    """One object; each lesson with its `state` in a course folder."""
    from wslearn.course.onward import state_of

    keys = ("number", "id", "title", "summary", "minutes", "socket", "requires")
    found = [{key: getattr(lesson, key) for key in keys} for lesson in course.lessons]
    if done is not None:
        for line, lesson in zip(found, course.lessons, strict=True):
            line["state"] = state_of(lesson, done.get(lesson.id))
    return {"v": 1, "kind": "lessons", "title": course.title, "lessons": found, "next": _next(course, done)}
