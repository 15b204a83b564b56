"""A new lesson that plays from the first moment, with TODO where the author has to write."""

import json
import re
import tomllib
from pathlib import Path

from wslearn.course.load import load_course
from wslearn.course.model import Course
from wslearn.course.stages import files_at, stages
from wslearn.errors import LessonError, UsageError

FOLDER = "skeleton"
_ROUTING = "live/routing.py"


def make_lesson(root: Path, title: str) -> Path:
    """Make the folder of a new last lesson and name it in `course.toml`. Nothing is written unless all can be.

    Args:
        root: the folder of the course, with `course.toml` and `skeleton/`.
        title: its first word becomes the lesson's id.

    Raises:
        UsageError: the title gives no new id, or something has the folder's name.
        LessonError: the course is damaged, or has not got what a new lesson goes on from.
    """
    course = load_course(root)
    lesson_id = _id(title)
    if lesson_id in [lesson.id for lesson in course.lessons]:
        raise UsageError(f"There is a lesson {lesson_id!r} already.", "Begin the title with another word.")
    routes = _routes(course)
    last = course.lessons[-1]
    names = {
        "id": lesson_id,
        "Class": lesson_id.capitalize(),
        "number": str(last.number + 1),
        "title": json.dumps(title, ensure_ascii=False)[1:-1],
        "before": last.id,
    }
    folder = root / f"{last.number + 1:02}_{lesson_id}"
    if folder.exists():
        raise UsageError(f"{folder} exists already.", "Name it in course.toml, or move it away.")
    entered = _entered((root / "course.toml").read_text("utf-8"), folder.name, lesson_id)
    _copy(root / FOLDER, folder, names)
    _write_routes(folder, routes, names)
    (root / "course.toml").write_text(entered, "utf-8")
    return folder


def _routes(course: Course) -> str:
    """The list of routes as the course has it so far."""
    every = stages(course)
    files = files_at(every[-1]) if every else {}
    if _ROUTING not in files:
        raise LessonError(f"No lesson has {_ROUTING}, which a new lesson adds its routes to.", "Write it first.")
    if not (course.root / FOLDER / "lesson.md").is_file():
        raise LessonError(f"{FOLDER}/lesson.md: this file is missing.", "A new lesson is a copy of that folder.")
    return files[_ROUTING].decode()


def _id(title: str) -> str:
    words = re.findall("[a-z]+", title.lower())
    if not words:
        raise UsageError("The title has no word to make an id of.", "Use ASCII letters in its first word.")
    return str(words[0])


def _copy(source: Path, folder: Path, names: dict[str, str]) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            target = folder / path.relative_to(source).as_posix().replace("ID_", f"{names['id']}_")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_filled(path.read_text("utf-8"), names), "utf-8")


def _filled(text: str, names: dict[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: names[found[1]], text)


def _write_routes(folder: Path, routes: str, names: dict[str, str]) -> None:
    """The list of routes as the course has it so far, with the new lesson's two lines."""
    lesson, class_ = names["id"], names["Class"]
    first = _routed(routes, f"{lesson}_consumers", f"ws/{lesson}/", f"{class_}Consumer")
    exercise = _routed(first, f"{lesson}_exercise", f"ws/{lesson}/exercise/", f"{class_}Exercise")
    (folder / "project/01_first" / _ROUTING).write_text(first, "utf-8")
    (folder / "starter" / _ROUTING).write_text(exercise, "utf-8")


def _routed(routes: str, module: str, path: str, class_: str) -> str:
    """The routes with one more: an import after the last import, a line at the end of the list of WebSockets."""
    lines = routes.rstrip("\n").split("\n")
    last_import = max(number for number, line in enumerate(lines) if line.startswith("from live import"))
    begin = next(number for number, line in enumerate(lines) if line.startswith("websocket_urlpatterns"))
    end = next(number for number, line in enumerate(lines) if number > begin and line.startswith("]"))
    lines.insert(end, f'    path("{path}", {module}.{class_}.as_asgi()),')
    lines.insert(last_import + 1, f"from live import {module}")
    return "\n".join(lines) + "\n"


def _entered(text: str, folder: str, lesson_id: str) -> str:
    """The content of `course.toml` with the new lesson, and a concept of it."""
    text = re.sub(r"(?ms)^(lessons\s*=\s*\[.*?),?\s*\]", rf'\1, "{folder}"]', text, count=1)
    header = "" if re.search(r"(?m)^\[concepts\]", text) else "\n[concepts]\n"
    text = f'{text.rstrip()}\n{header}{lesson_id}-todo = {{ lesson = "{lesson_id}", step = 1 }}\n'
    if tomllib.loads(text).get("lessons", [])[-1:] != [folder]:
        raise LessonError("course.toml: no line begins with: lessons = [", "Write the list of lessons so.")
    return text
