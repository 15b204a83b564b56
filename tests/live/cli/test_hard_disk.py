"""A disk that is full, and one that cannot be written: one clear sentence, and nothing is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.cli.typed import wslearn
from wslearn.course.backups import backups
from wslearn.course.progress import FILE, Progress

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can mount a small disk"
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KiB with a course folder `course` and one lesson opened; skips where nothing can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        # With all files of lesson 1: playing it writes nothing but progress.
        assert wslearn(place, "scaffold", "course", "--lesson", "1").returncode == 0
        with Progress(place / "course") as progress:
            progress.open_lesson("handshake")
        (place / "course/manage.py").write_text("mine")
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def read_only(disk: Path) -> None:
    """Make the disk read-only."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Write until nothing fits any more."""
    left = shutil.disk_usage(disk).free
    (disk / "filling").write_bytes(bytes(left))
    assert shutil.disk_usage(disk).free == 0


HARD = {"read-only": read_only, "full": fill}


@pytest.mark.parametrize("hard", HARD)
def test_what_writes_says_why_it_cannot(disk: Path, hard: str) -> None:
    """reset, export and start end with exit code 3 and a sentence; the learner's file is as it was."""
    HARD[hard](disk)
    course = disk / "course"
    for words in (["reset", "manage.py"], ["progress", "--export", "x.json"], ["start", "another"]):
        result = wslearn(course, *words)
        assert result.returncode == 3, words
        assert hard in result.stderr
        assert "Traceback" not in result.stderr
    assert (course / "manage.py").read_text() == "mine"
    assert backups(course) == ()
    assert not list(course.glob("x.json*"))


@pytest.mark.parametrize("hard", HARD)
def test_what_only_looks_still_works(disk: Path, hard: str) -> None:
    """lessons and progress show what is there."""
    HARD[hard](disk)
    for words in (["lessons", "--plain"], ["progress", "--plain"]):
        result = wslearn(disk / "course", *words)
        assert (result.returncode, result.stderr) == (0, "")
        assert "at step 1" in result.stdout


@pytest.mark.parametrize("hard", HARD)
def test_a_lesson_goes_on_without_progress(disk: Path, hard: str) -> None:
    """It is played to its end, says once that it is not noted, and the file of progress is as it was."""
    HARD[hard](disk)
    before = (disk / "course" / FILE).read_bytes()
    result = wslearn(disk / "course", "lesson", "1", "--step", "1", "--auto", "--plain")
    text = " ".join(result.stdout.split())
    assert text.count("The lesson goes on, and is not noted as played.") == 1, result.stdout + result.stderr
    assert (disk / "course" / FILE).read_bytes() == before


@pytest.mark.parametrize("hard", HARD)
def test_an_exercise_goes_on_without_progress(disk: Path, hard: str) -> None:
    """check, watch, hint and solution do what they are for, and say that it is not noted."""
    wslearn(disk / "course", "reset", "manage.py").check_returncode()
    HARD[hard](disk)
    before = (disk / "course" / FILE).read_bytes()
    for words, code, said in (
        (["check", "1"], 1, "your code:"),
        (["watch", "1"], 1, "Watching:"),
        (["hint", "1"], 0, ""),
        (["solution", "1", "--yes"], 0, "+"),
    ):
        done = wslearn(disk / "course", *words)
        text = " ".join((done.stdout + done.stderr).split())
        assert (done.returncode, "Traceback" in text) == (code, False), text
        assert said in text
        assert ("Your progress was not kept" in text) == (words[0] != "solution"), text
    assert (disk / "course" / FILE).read_bytes() == before


@pytest.mark.parametrize("hard", HARD)
def test_undo_says_why_it_cannot(disk: Path, hard: str) -> None:
    """It changes nothing then, and works when there is room again."""
    course = disk / "course"
    wslearn(course, "reset", "manage.py").check_returncode()
    HARD[hard](disk)
    done = wslearn(course, "undo")
    assert done.returncode == 3
    assert hard in done.stderr
    assert (course / "manage.py").read_text() != "mine"
    assert [backup.undone for backup in backups(course)] == [False]


def test_a_disk_that_has_room_again_goes_on(disk: Path) -> None:
    """After a full disk nothing needs repair."""
    fill(disk)
    course = disk / "course"
    with Progress(course) as progress:
        before = progress.facts()
    assert wslearn(course, "reset", "manage.py").returncode == 3
    (disk / "filling").unlink()
    assert wslearn(course, "reset", "manage.py").returncode == 0
    with Progress(course) as progress:
        assert progress.facts() == before
        progress.show_hint("handshake", 1)
    assert wslearn(course, "undo").returncode == 0
    assert (course / "manage.py").read_text() == "mine"
