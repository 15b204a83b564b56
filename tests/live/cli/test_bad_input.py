"""Damage that a learner can do, and each command after it: a sentence and a next step, never a traceback."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.cli.typed import wslearn
from wslearn.course.courses import STATE

ANSWER = "live/json_exercise.py"
ODD = "ü ñ 日本 %s {x} [b] 'q'"
COMMANDS = {
    "check": ["check", "3"],
    "lesson": ["lesson", "3", "--auto", "--step", "1"],
    "next": ["next", "--no-predict"],
    "hint": ["hint", "3"],
    "solution": ["solution", "3", "--yes"],
    "reset": ["reset", ANSWER],
    "undo": ["undo"],
    "progress": ["progress"],
    "lessons": ["lessons"],
    "review": ["review"],
    "watch": ["watch", "3"],
    "start": ["start", "."],
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder in which the exercise of lesson 3 is laid out; copy it, do not change it."""
    folder = tmp_path_factory.mktemp("begun") / "course"
    wslearn(folder.parent, "scaffold", "course", "--lesson", "3").check_returncode()
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    """A course folder of this test's own, moved to a path with blanks, quotes, signs and other alphabets."""
    return Path(shutil.copytree(begun, tmp_path / ODD))


def told(folder: Path, command: str) -> tuple[int, str]:
    """Exit code and all that one of the commands prints, blanks made single."""
    done = wslearn(folder, *COMMANDS[command])
    text = " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in text
    assert "wslearn itself failed" not in text
    return done.returncode, text


@pytest.mark.parametrize("command", COMMANDS)
def test_any_path_will_do(folder: Path, command: str) -> None:
    """A project that was moved, to a path that is hard to quote: every command works, or says what it needs."""
    code, text = told(folder, command)
    expected = {"check": 1, "watch": 1, "undo": 2, "review": 3}
    assert code == expected.get(command, 0), text
    assert "did not start" not in text


@pytest.mark.parametrize("command", ["check", "watch", "lesson"])
def test_a_missing_file_is_brought_back_by_a_command_that_is_named(folder: Path, command: str) -> None:
    """The server does not start: exit code 3, which file is gone, and what brings it back; then it works."""
    (folder / ANSWER).unlink()
    code, text = told(folder, command)
    assert code == 3
    assert f"Missing: {ANSWER}. Bring it back: wslearn reset {ANSWER}" in text
    assert wslearn(folder, "reset", ANSWER).returncode == 0
    assert "Missing" not in told(folder, command)[1]


@pytest.mark.parametrize("command", ["hint", "solution", "progress", "lessons", "reset"])
def test_what_needs_no_server_works_without_the_file(folder: Path, command: str) -> None:
    """Where the answer is gone, the rest of the course goes on."""
    (folder / ANSWER).unlink()
    assert told(folder, command)[0] == 0


def test_a_broken_file_leaves_two_ways_on(folder: Path) -> None:
    """A lesson on files that cannot be imported: the line, the same command again, and the course's own files."""
    (folder / ANSWER).write_text("class SumConsumer(:\n")
    code, text = told(folder, "lesson")
    assert code == 3
    assert f"Mend {ANSWER}, line 1." in text
    assert "wslearn lesson 3 --pristine" in text
    assert wslearn(folder, "lesson", "3", "--auto", "--step", "1", "--pristine").returncode == 0


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"\xff{")], ids=["gone", "damaged"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("lessons", "start")])
def test_a_lost_note_of_the_project_costs_nothing(folder: Path, command: str, damage: Callable[[Path], object]) -> None:
    """Without `.wslearn/project.json` exit code 3 and how to take everything to a new folder; no file is touched."""
    before = (folder / ANSWER).read_bytes()
    damage(folder / STATE)
    code, text = told(folder, command)
    assert code == 3
    if command != "review":  # which first needs a terminal
        assert "wslearn start DIR" in text
        assert "progress.db" in text
    assert (folder / ANSWER).read_bytes() == before


def test_a_folder_that_was_deleted_under_the_terminal(tmp_path: Path) -> None:
    """Any command: what happened to the folder, and where to go."""

    gone = tmp_path / "gone"
    gone.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from wslearn.cli.app import run; sys.exit(run(['check']))"
    if sys.platform == "win32":
        pytest.skip("Windows deletes no folder that a process is in")
    done = subprocess.run([sys.executable, "-c", code], cwd=gone, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "was deleted" in done.stderr
    assert "Traceback" not in done.stderr
