"""A new lesson that plays from the first moment, with TODO where the author has to write."""

import re
from pathlib import Path

from wslearn.course.load import load_course
from wslearn.course.stages import files_at, stages
from wslearn.errors import UsageError

FOLDER = "skeleton"
_ROUTING = "live/routing.py"


def make_lesson(root: Path, title: str) -> Path:
    """Make the folder of a new last lesson and name it in `course.toml`.

    Args:
        root: the folder of the course, with `course.toml` and `skeleton/`.
        title: its first word becomes the lesson's id.

    Raises:
        UsageError: the title gives no new id.
        LessonError: the course is damaged.
    """
    course = load_course(root)
    last = course.lessons[-1]
    lesson_id = _id(title)
    if lesson_id in [lesson.id for lesson in course.lessons]:
        raise UsageError(f"There is a lesson {lesson_id!r} already.", "Begin the title with another word.")
    names = {
        "id": lesson_id,
        "Class": lesson_id.capitalize(),
        "number": str(last.number + 1),
        "title": title.replace('"', "'"),
        "before": last.id,
    }
    folder = root / f"{last.number + 1:02}_{lesson_id}"
    _copy(root / FOLDER, folder, names)
    _write_routes(folder, files_at(stages(course)[-1])[_ROUTING].decode(), names)
    _enter(root / "course.toml", folder.name, lesson_id)
    return folder


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
    """The routes with one more: an import after the last import, a line before the closing bracket."""
    lines = routes.rstrip("\n").split("\n")
    last_import = max(number for number, line in enumerate(lines) if line.startswith("from live import"))
    end = max(number for number, line in enumerate(lines) if line.startswith("]"))
    lines.insert(end, f'    path("{path}", {module}.{class_}.as_asgi()),')
    lines.insert(last_import + 1, f"from live import {module}")
    return "\n".join(lines) + "\n"


def _enter(course_toml: Path, folder: str, lesson_id: str) -> None:
    text = course_toml.read_text("utf-8")
    text = re.sub(r"(?m)^(lessons = \[.*?)\]$", rf'\1, "{folder}"]', text, count=1)
    course_toml.write_text(f'{text.rstrip()}\n{lesson_id}-todo = {{ lesson = "{lesson_id}", step = 1 }}\n', "utf-8")
