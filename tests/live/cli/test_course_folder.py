"""start, next, lessons, progress, reset and undo, typed as a learner types them."""

import json
import os
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.live.cli.typed import child, wslearn
from wslearn.course.load import load_course
from wslearn.course.progress import FILE, Progress

FIRST = load_course().lessons[0]


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """A course folder, with a name that is hard to quote."""
    folder = tmp_path / "mein kürs"
    assert wslearn(tmp_path, "start", folder.name).returncode == 0
    return folder


def played(folder: Path, steps: int) -> None:
    """Note that the first steps of lesson 1 were opened."""
    with Progress(folder) as progress:
        progress.open_lesson(FIRST.id)
        for step in range(1, steps + 1):
            progress.open_step(FIRST.id, step)


def test_start_makes_a_plain_project_and_says_what_to_type(tmp_path: Path) -> None:
    """Django's own files are there and named, and the next two commands; typed again it changes nothing."""
    first = wslearn(tmp_path, "start", "my course", "--plain")
    assert (first.returncode, first.stderr) == (0, "")
    assert "manage.py" in first.stdout
    assert "Next: cd 'my course'" in first.stdout or 'cd "my course"' in first.stdout
    assert "wslearn next" in first.stdout
    (tmp_path / "my course/manage.py").write_text("mine")
    again = wslearn(tmp_path, "start", "my course", "--plain")
    assert again.returncode == 0
    assert "already" in again.stdout
    assert (tmp_path / "my course/manage.py").read_text() == "mine"


def test_start_leaves_a_folder_with_files_alone(tmp_path: Path) -> None:
    """A folder that is not empty is refused, with a way out, and no traceback."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.txt").write_text("mine")
    result = wslearn(tmp_path, "start", "full")
    assert result.returncode == 2
    assert "is not empty" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]


def test_a_start_that_was_killed_is_started_again(tmp_path: Path) -> None:
    """After SIGKILL in the middle, the same command ends with the same files as an undisturbed one."""
    whole = tmp_path / "whole"
    wslearn(tmp_path, "start", whole.name)
    expected = {path.relative_to(whole) for path in whole.rglob("*") if path.is_file()}
    for number, last_seen in enumerate((".wslearn/project.json", "live/apps.py", "mysite/settings.py")):
        folder = tmp_path / f"cut{number}"
        code = "import sys; from wslearn.cli.app import run; sys.exit(run(['start', sys.argv[1]]))"
        with child(code, str(folder)) as process:
            while not (folder / last_seen).exists() and process.poll() is None:
                pass
        again = wslearn(tmp_path, "start", folder.name)
        assert (again.returncode, again.stderr) == (0, "")
        assert {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} == expected


@pytest.mark.parametrize("words", [["next"], ["progress"], ["reset"], ["undo"]])
def test_outside_of_a_course_folder_the_way_in_is_named(tmp_path: Path, words: list[str]) -> None:
    """Each command that needs the folder says how to make one."""
    result = wslearn(tmp_path, *words)
    assert result.returncode == 2
    assert "not in a course folder" in result.stderr
    assert "wslearn start DIR" in result.stderr


def test_next_goes_on_and_then_names_the_exercise(course_folder: Path) -> None:
    """It plays from the step where they stopped, in a folder below, too; after the last one comes the exercise."""
    steps = len(FIRST.steps)
    played(course_folder, steps)
    result = wslearn(course_folder / "live", "next", "--plain")
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Next: wslearn lesson 1 --from {steps}\n" in result.stdout
    assert f"Step {steps} of {steps}" in result.stdout
    assert "Step 1 of" not in result.stdout
    assert result.stdout.endswith("Next: wslearn check 1\n")
    after = wslearn(course_folder, "next", "--plain")
    assert "Next: wslearn check 1\n" in after.stdout
    assert "_exercise.py" in after.stdout
    listed = wslearn(course_folder, "lessons", "--plain").stdout
    assert "played, exercise open" in listed
    assert listed.endswith("Next: wslearn check 1\n")


@pytest.mark.parametrize(
    ("words", "said"), [(["--from", "99"], "has no step 99"), (["--from", "2", "--step", "1"], "--from and --step")]
)
def test_a_step_that_is_not_there_is_refused(tmp_path: Path, words: list[str], said: str) -> None:
    """`lesson --from` takes a step of the lesson, and no --step beside it."""
    result = wslearn(tmp_path, "lesson", "1", "--auto", *words)
    assert result.returncode == 2
    assert said in result.stderr


def test_lessons_show_what_is_done(course_folder: Path) -> None:
    """Done, at which step, and nothing for what was not begun; for programs as `state`."""
    played(course_folder, 2)
    text = wslearn(course_folder, "lessons", "--plain").stdout
    assert f"at step 2 of {len(FIRST.steps)}" in text
    with Progress(course_folder) as progress:
        progress.finish_lesson(FIRST.id)
        progress.check_exercise(FIRST.id, passed=True, seed=1)
    assert "min  done\n" in wslearn(course_folder, "lessons", "--plain").stdout
    states = json.loads(wslearn(course_folder, "lessons", "--json").stdout)["lessons"]
    assert [lesson["state"] for lesson in states[:2]] == ["done", "new"]


def test_progress_is_taken_to_a_second_machine(course_folder: Path, tmp_path: Path) -> None:
    """Exported here, imported there: the second folder goes on where the first was."""
    played(course_folder, 3)
    exported = wslearn(course_folder, "progress", "--export", "../mine.json")
    assert exported.returncode == 0, exported.stderr
    wslearn(tmp_path, "start", "second")
    imported = wslearn(tmp_path / "second", "progress", "--import", "../mine.json", "--json")
    found = json.loads(imported.stdout)
    assert found["lessons"][0]["step"] == 3
    assert found["next"] == "wslearn lesson 1 --from 3"
    assert "4 new entries" in imported.stderr


def test_progress_of_a_newer_wslearn_is_left_alone(course_folder: Path) -> None:
    """`progress` and `next` refuse politely; `lessons` still lists; the file has the same bytes."""
    with closing(sqlite3.connect(course_folder / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (course_folder / FILE).read_bytes()
    for command in ("progress", "next"):
        result = wslearn(course_folder, command)
        assert result.returncode == 3
        assert "newer wslearn" in result.stderr
    listed = wslearn(course_folder, "lessons", "--plain")
    assert listed.returncode == 0
    assert FIRST.title in listed.stdout
    assert "newer wslearn" in listed.stderr
    assert (course_folder / FILE).read_bytes() == before


def test_reset_and_undo_lose_nothing(course_folder: Path) -> None:
    """The course's version comes, the learner's comes back, and what was written in between can be had, too."""
    file = course_folder / "live/views.py"
    original = file.read_text()
    file.write_text("mine")
    reset = wslearn(course_folder / "live", "reset", "views.py")
    assert reset.returncode == 0, reset.stderr
    assert "wslearn undo" in reset.stdout
    assert file.read_text() == original
    file.write_text("newer")
    undone = wslearn(course_folder, "undo")
    assert file.read_text() == "mine"
    assert "wslearn undo 2" in undone.stdout
    assert wslearn(course_folder, "undo", "2").returncode == 0
    assert file.read_text() == "newer"
    assert "live/views.py" in wslearn(course_folder, "undo", "--list").stdout
    nothing = wslearn(course_folder, "undo")
    assert nothing.returncode == 2
    assert "nothing to undo" in nothing.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect's terminals are those of Unix")
@pytest.mark.parametrize("columns", [40, 100])
def test_on_a_real_terminal(course_folder: Path, columns: int) -> None:
    """Each command draws within the width of the terminal, and ends by itself."""
    import pexpect

    # COLUMNS would count for more than the terminal; readline sets it behind Python's back, too.
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("COLUMNS", None)
    (course_folder / "live/views.py").write_text("mine")
    for words in (["progress"], ["lessons"], ["reset", "live/views.py"], ["undo"], ["undo", "--list"]):
        terminal = pexpect.spawn(
            sys.executable,
            ["-m", "wslearn", *words],
            cwd=course_folder,
            env=environment,
            dimensions=(24, columns),
            encoding="utf-8",
        )
        text = terminal.read()
        terminal.close()
        assert terminal.exitstatus == 0, text
        assert "Traceback" not in text
        if words in (["progress"], ["lessons"]):
            assert max(len(_bare(line)) for line in text.splitlines()) <= columns


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect's terminals are those of Unix")
def test_start_and_next_on_a_real_terminal(tmp_path: Path) -> None:
    """The first two commands that a newcomer types: the folder is made, and lesson 1 asks its first question."""
    from tests.live.cli.terminal import Terminal

    with Terminal(["start", "course"], tmp_path) as terminal:
        terminal.see("is your course folder now", "Next: ", "wslearn next")
        assert terminal.end() == 0
    with Terminal(["next"], tmp_path, tmp_path / "course") as terminal:
        terminal.see("Next: ", "Lesson 1", "Step 1 of", "Number and Enter:")
        terminal.type("\x04")
        assert terminal.end() == 0


def _bare(line: str) -> str:
    """A line without colours."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)
