"""The content of the course is proved by the functions that `wslearn dev check` calls."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wslearn import paths
from wslearn.course.content import check_files
from wslearn.course.load import load_course
from wslearn.course.payloads import Payloads
from wslearn.course.problem import Problem
from wslearn.session.content import GOLDEN_SEED, check_lesson

PAYLOADS = Payloads(GOLDEN_SEED)
COURSE = load_course(payloads=PAYLOADS)


async def played(name: str) -> list[Problem]:
    """Everything that is wrong with a lesson when it is played."""
    return [problem async for problem in check_lesson(COURSE, COURSE.lesson(name), PAYLOADS)]


@pytest.mark.parametrize("name", [lesson.id for lesson in COURSE.lessons])
def test_the_files_of_a_lesson_are_in_order(name: str) -> None:
    """Schema, concepts, sources, amounts, no empty diff, no file that nothing uses."""
    assert list(check_files(COURSE, COURSE.lesson(name))) == []


@pytest.mark.parametrize("name", [lesson.id for lesson in COURSE.lessons])
def test_a_lesson_keeps_what_it_promises(name: str) -> None:
    """Every stage, every play, the solution, the starter, every known mistake and the golden trace."""
    assert asyncio.run(played(name)) == []


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course that an author may damage."""
    return Path(shutil.copytree(paths.lessons(), tmp_path / "lessons"))


def dev(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """`wslearn dev …`."""
    return subprocess.run(
        [sys.executable, "-m", "wslearn", "dev", *arguments], capture_output=True, text=True, timeout=120
    )


def test_a_new_lesson_plays_and_lists_its_todos(course: Path) -> None:
    """`dev new` makes a lesson whose every play holds; what `dev check` says of it is only what has to be written."""
    assert dev("new", "Zebra: what it is", "--course", str(course)).returncode == 0
    done = dev("check", "zebra", "--course", str(course), "--write-traces")
    complaints = [line for line in done.stdout.splitlines() if ": TODO" not in line]
    assert done.returncode == 4
    assert len(complaints) == 2, done.stdout  # the sums only
    assert "TODO" in done.stdout


def test_a_wrong_expectation_is_found_with_its_line(course: Path) -> None:
    """An expectation that no longer holds: file, line and what was seen instead; exit code 4."""
    lesson = course / "03_json/lesson.md"
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("json dumps send value.name=Ada", "json dumps send value.name=Eve", 1), "utf-8")
    done = dev("check", "json", "--course", str(course))
    number = next(n for n, line in enumerate(lesson.read_text("utf-8").splitlines(), 1) if "=Eve" in line)
    assert done.returncode == 4
    assert f"03_json/lesson.md:{number}" in done.stdout


def test_a_file_that_nothing_uses_is_found(course: Path) -> None:
    """A forgotten file in a lesson's folder is named."""
    (course / "03_json/notes.txt").write_text("later")
    assert "03_json/notes.txt: nothing uses this." in dev("check", "json", "--course", str(course)).stdout
