"""Small courses on disk, and small edits of a learner."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wslearn.course.load import SAMPLE, load_course
from wslearn.course.model import Course
from wslearn.course.payloads import Payloads

FRONT = """\
+++
id = "{id}"
number = {number}
title = "Lesson {number}"
summary = "You will see."
minutes = 5
socket = "/ws/{id}/"
requires = []
+++
"""

Files = Mapping[str, str]


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a folder: path → content, line ends as given."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)


def lesson_text(body: str, lesson_id: str = "one", number: int = 1) -> str:
    """A `lesson.md` with this body."""
    return FRONT.format(id=lesson_id, number=number) + body


def one_lesson(
    root: Path, body: str, more: Mapping[str, str | bytes] | None = None, payloads: Payloads = SAMPLE
) -> Course:
    """A course of one lesson, `01_one`, with this body; `more` files lie in the lesson's folder."""
    write(root, {"course.toml": 'format_version = 1\ntitle = "T"\nlessons = ["01_one"]\n'})
    write(root / "01_one", {"lesson.md": lesson_text(body), **(more or {})})
    return load_course(root, payloads)


def growing(root: Path, *lessons: Sequence[Files]) -> Course:
    """A course whose lesson `l1` has one scaffold block for each of the first argument's file sets, and so on."""
    names = [f"{number:02}_l{number}" for number in range(1, len(lessons) + 1)]
    listed = ", ".join(f'"{name}"' for name in names)
    write(root, {"course.toml": f'format_version = 1\ntitle = "T"\nlessons = [{listed}]\n'})
    for number, (name, stages) in enumerate(zip(names, lessons, strict=True), 1):
        blocks = "".join(f"```scaffold s{step}\nStage {step}.\n```\n\n" for step in range(1, len(stages) + 1))
        write(root / name, {"lesson.md": lesson_text(f"## Step\n\n{blocks}", f"l{number}", number)})
        for step, files in enumerate(stages, 1):
            write(root / name / "project" / f"s{step}", files)
    return load_course(root)


def project_files(folder: Path) -> dict[str, bytes]:
    """What is in a project without its `.wslearn` folder: path → content."""
    found = [path for path in folder.rglob("*") if path.is_file() and ".wslearn" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
