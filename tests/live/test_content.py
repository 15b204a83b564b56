"""The content of the course is proved by the functions that `wslearn dev check` calls."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from wslearn import paths
from wslearn.course.content import check_files
from wslearn.course.load import load_course
from wslearn.course.model import Lesson, Play
from wslearn.course.payloads import Payloads
from wslearn.course.problem import Problem
from wslearn.course.project import write_project
from wslearn.course.stages import stages
from wslearn.session.content import GOLDEN_SEED, check_lesson
from wslearn.session.manage import manage
from wslearn.session.means import lacking
from wslearn.session.removal import unproved
from wslearn.session.turns import Turns

PAYLOADS = Payloads(GOLDEN_SEED)
COURSE = load_course(payloads=PAYLOADS)


async def played(name: str) -> list[Problem]:
    """Everything that is wrong with a lesson when it is played."""
    return await check_lesson(COURSE, COURSE.lesson(name), PAYLOADS, Turns())


@pytest.mark.parametrize("name", [lesson.id for lesson in COURSE.lessons])
def test_the_files_of_a_lesson_are_in_order(name: str) -> None:
    """Schema, concepts, sources, amounts, no empty diff, no file that nothing uses."""
    assert list(check_files(COURSE, COURSE.lesson(name))) == []


def needing(lesson: Lesson) -> ParameterSet:
    """A parameter that is skipped where a step of the lesson needs what this machine has not got."""
    needs = sorted({name for step in lesson.steps for name in step.needs})
    missing = lacking(*needs)
    marks = [getattr(pytest.mark, name.removeprefix("own-")) for name in needs]
    return pytest.param(lesson.id, marks=[pytest.mark.skipif(missing is not None, reason=missing or ""), *marks])


@pytest.mark.parametrize("name", [needing(lesson) for lesson in COURSE.lessons])
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


def unproved_with(course: Path, block: str) -> list[Problem]:
    """What is said of step 4 of lesson 1 when the first of its blocks about the statuses expects this."""
    lesson = course / "01_handshake/lesson.md"
    before, _, after = lesson.read_text("utf-8").partition("```expect handshake-status\n")
    lesson.write_text(f"{before}```expect handshake-status\n{block}\n{after[after.index('```') :]}", "utf-8")
    damaged = load_course(course, PAYLOADS)
    handshake = damaged.lesson("handshake")
    return asyncio.run(unproved(damaged, handshake, handshake.steps[3], PAYLOADS))


def test_an_expectation_that_needs_no_code_is_found(course: Path) -> None:
    """What holds without the lesson's code, too, shows nothing of it: the block's line, and the concept."""
    (found,) = unproved_with(course, "client handshake.response status=500\nno wire frame")
    number = 1 + (course / "01_handshake/lesson.md").read_text("utf-8").split("```expect handshake-status")[0].count(
        "\n"
    )
    assert found.source == f"01_handshake/lesson.md:{number}"
    assert "handshake-status" in found.reason


def test_an_expectation_about_earlier_code_is_none(course: Path) -> None:
    """A block that holds without the step's code, but not without the lesson's, is about an earlier step."""
    assert unproved_with(course, "consumer exception message~'No route found'") == []


def test_django_says_whose_runserver_it_is(tmp_path: Path) -> None:
    """The command of lesson 1 names Daphne; in the project without "daphne" in INSTALLED_APPS it is Django's."""
    verbs = [
        verb
        for step in COURSE.lessons[0].steps
        for block in step.blocks
        if isinstance(block, Play)
        for verb in block.verbs
    ]
    words = next(verb.arguments["words"] for verb in verbs if verb.name == "manage" and "runserver" in verb.line)
    said = []
    for number, stage in enumerate(stages(COURSE)[:2]):
        write_project(tmp_path / str(number), COURSE, stage)
        said.append(asyncio.run(manage(tmp_path / str(number), os.environ, words)).output.split()[0])
    assert said == ["django.contrib.staticfiles", "daphne"]


def test_a_file_that_nothing_uses_is_found(course: Path) -> None:
    """A forgotten file in a lesson's folder is named."""
    (course / "03_json/notes.txt").write_text("later")
    assert "03_json/notes.txt: nothing uses this." in dev("check", "json", "--course", str(course)).stdout
