"""Progress and backups outlive kill -9 at any moment, and several terminals at once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.live.cli.typed import child, killed_after
from wslearn.course.backups import backups, restore
from wslearn.course.progress import FILE, Progress

HINTS = """
import sys
from pathlib import Path
from wslearn.course.progress import Progress
with Progress(Path(sys.argv[1])) as progress:
    number = progress.lesson("json").hints
    while True:
        number += 1
        progress.show_hint("json", number)
        print(number)
"""
OPENED_EACH_TIME = """
import sys
from pathlib import Path
from wslearn.course.progress import Progress
with Progress(Path(sys.argv[1])) as progress:
    number = progress.lesson("json").hints
while True:
    number += 1
    with Progress(Path(sys.argv[1])) as progress:
        progress.show_hint("json", number)
    print(number)
"""
TURN = """
import sys
from pathlib import Path
from wslearn.course.progress import Progress
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    with Progress(Path(sys.argv[1]), patience=60) as progress:
        progress.open_step(sys.argv[2], number)
"""
SAVES = """
import sys
from pathlib import Path
from wslearn.course.backups import save
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    save(Path(sys.argv[1]), ["a.py"], sys.argv[2])
"""
RESETS = """
import sys
from pathlib import Path
from wslearn.course import disk
from wslearn.course.backups import last, restore, save
folder, number = Path(sys.argv[1]), int(sys.argv[2])
while True:
    number += 1
    disk.write(folder, "a.py", f"mine {number}".encode() * 1000)
    print(number)
    save(folder, ["a.py", "b.py"], "reset")
    disk.write(folder, "a.py", b"the course's")
    if number % 3 == 0:
        restore(folder, last(folder))
"""


@pytest.mark.parametrize("code", [HINTS, OPENED_EACH_TIME], ids=["one connection", "opened each time"])
def test_progress_outlives_a_kill(tmp_path: Path, code: str) -> None:
    """What a call has kept is there after SIGKILL in a loop of writes, and the file is whole, time after time."""
    for lines in (1, 2, 5, 12, 3, 8):
        printed = killed_after(code, lines, str(tmp_path))
        with Progress(tmp_path) as progress:
            hints = progress.lesson("json").hints
            assert progress.notice == ""
            assert len(progress.facts()) == hints
        # The very last write may have been done, but not told.
        assert hints - int(printed[-1]) in (0, 1)
        with closing(sqlite3.connect(tmp_path / FILE)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def run_at_once(code: str, folder: Path, count: int) -> None:
    """Two processes that begin at the same time."""
    with child(code, str(folder), "one", str(count)) as one, child(code, str(folder), "two", str(count)) as two:
        for process in (one, two):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.wait(120) for process in (one, two)] == [0, 0]


def test_two_terminals_keep_progress_at_once(tmp_path: Path) -> None:
    """Both make the file, both write on and on, and every fact of both is there."""
    run_at_once(TURN, tmp_path, 60)
    with Progress(tmp_path) as progress:
        found = progress.lessons()
    assert found["one"].steps == found["two"].steps == frozenset(range(60))


def test_two_terminals_find_the_damage_at_once(tmp_path: Path) -> None:
    """Only the damaged file is set aside, once; what both write after it is kept."""
    (tmp_path / ".wslearn").mkdir()
    (tmp_path / FILE).write_bytes(b"damaged" * 1000)
    run_at_once(TURN, tmp_path, 20)
    with Progress(tmp_path) as progress:
        found = progress.lessons()
    assert found["one"].steps == found["two"].steps == frozenset(range(20))
    (aside,) = (tmp_path / ".wslearn").glob("*-damaged-*")
    assert aside.read_bytes() == b"damaged" * 1000


def test_two_terminals_save_at_once(tmp_path: Path) -> None:
    """Every backup has a number of its own, and all are whole."""
    (tmp_path / "a.py").write_text("mine")
    run_at_once(SAVES, tmp_path, 30)
    found = backups(tmp_path)
    assert [backup.number for backup in found] == list(range(1, 61))
    assert {backup.why for backup in found} == {"one", "two"}


def test_backups_outlive_a_kill(tmp_path: Path) -> None:
    """After SIGKILL in save, replace or undo, what the learner wrote last is in the file or in a backup."""
    number = 0
    for lines in (1, 2, 4, 3, 6, 5):
        number = int(killed_after(RESETS, lines, str(tmp_path), str(number))[-1])
        mine = {f"mine {wanted}".encode() * 1000 for wanted in (number, number + 1)}
        found = backups(tmp_path)
        now = (tmp_path / "a.py").read_bytes()
        assert now in mine or _kept(tmp_path, {f"mine {number}".encode() * 1000})
        for backup in found[-2:]:
            restore(tmp_path, backup)


def _kept(folder: Path, wanted: set[bytes]) -> bool:
    """Whether a backup that is listed holds one of these."""
    files = (folder / ".wslearn/backups" / f"{backup.number:04}/files/a.py" for backup in backups(folder))
    return any(file.is_file() and file.read_bytes() in wanted for file in files)
