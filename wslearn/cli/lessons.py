"""`wslearn lessons`: the list of lessons."""

import json as json_module
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wslearn.cli.options import JsonObjectOption, PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson
    from wslearn.course.progress import LessonProgress
    from wslearn.course.project import Project


def lessons(
    json: JsonObjectOption = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """List the lessons: number, name, title, how long each takes, what it needs; in a course folder, what is done."""
    from wslearn.course.courses import open_course

    course = open_course()
    project = _project(course)
    done = _done(project)
    if json:
        sys.stdout.write(json_module.dumps(_as_json(course, project, done)) + "\n")
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
            state_words(lesson, done.get(lesson.id)),
        )
        for lesson in course.lessons
    ]
    console.print(lessons_list(lines))
    console.print()
    console.print(Text.assemble("Next: ", (_next(course, project, done), "command")))
    return 0


def _project(course: "Course") -> "Project | None":
    """The course folder that we are in."""
    from wslearn.course.project import Project
    from wslearn.errors import WslearnError

    try:
        return Project.find(Path.cwd(), course)
    except WslearnError:  # a damaged project: the command that needs it will say so
        return None


def _done(project: "Project | None") -> "Mapping[str, LessonProgress]":
    """What was done in it; the list is the same when that cannot be read."""
    from wslearn.course.progress import Progress
    from wslearn.errors import WslearnError
    from wslearn.render.escape import visible

    if project is None:
        return {}
    try:
        with Progress(project.folder) as progress:
            done, said = progress.lessons(), progress.notice
    except WslearnError as error:
        done, said = {}, error.message
    if said:
        sys.stderr.write(f"{visible(said)}\n")
    return done


def _needs(lesson: "Lesson", course: "Course") -> str:
    """` Needs lesson 1.`, or nothing."""
    numbers = [str(course.lesson(required).number) for required in lesson.requires]
    return f" Needs lesson{'s' if len(numbers) > 1 else ''} {' and '.join(numbers)}." if numbers else ""


def _next(course: "Course", project: "Project | None", done: "Mapping[str, LessonProgress]") -> str:
    """What comes next in the course folder that we are in, else the first lesson."""
    from wslearn.cli.course_folder import next_command

    if not course.lessons:
        return "wslearn --help"
    return next_command(project, done) if project else f"wslearn lesson {course.lessons[0].number}"


def _as_json(course: "Course", project: "Project | None", done: "Mapping[str, LessonProgress]") -> dict[str, Any]:
    """One object; each lesson with its `state` in a course folder."""
    from wslearn.course.onward import state_of

    keys = ("number", "id", "title", "summary", "minutes", "socket", "requires")
    found = [{key: getattr(lesson, key) for key in keys} for lesson in course.lessons]
    if project is not None:
        for line, lesson in zip(found, course.lessons, strict=True):
            line["state"] = state_of(lesson, done.get(lesson.id))
    return {
        "v": 1,
        "kind": "lessons",
        "title": course.title,
        "lessons": found,
        "next": _next(course, project, done),
    }
