"""Copies of a learner's files before anything replaces them."""

import json
import os
from pathlib import Path

import pytest

from tests.unit.course.sample import write
from wslearn.course.backups import FOLDER, backups, last, restore, save
from wslearn.errors import EnvironmentProblem


def test_a_file_comes_back_byte_for_byte(tmp_path: Path) -> None:
    """Whatever the bytes are: line ends, no text at all, nothing."""
    files: dict[str, str | bytes] = {"a.py": b"x = 1\r\n\xff", "live/ü b.py": b"", "c": b"\0" * 10}
    write(tmp_path, files)
    backup = save(tmp_path, files, "reset")
    write(tmp_path, dict.fromkeys(files, b"replaced"))
    restore(tmp_path, backup)
    assert {path: (tmp_path / path).read_bytes() for path in files} == files


def test_backups_are_listed_in_order(tmp_path: Path) -> None:
    """Each with number, time, reason and files; the files of ours among them are not shown to the learner."""
    write(tmp_path, {"a.py": "1", ".wslearn/base/a.py": "0"})
    save(tmp_path, ["a.py", ".wslearn/base/a.py"], "reset")
    save(tmp_path, ["a.py", "gone.py"], "undo")
    first, second = backups(tmp_path)
    assert (first.number, first.why, first.paths, first.undone) == (1, "reset", ("a.py",), False)
    assert (second.number, second.why, second.paths) == (2, "undo", ("a.py", "gone.py"))
    assert first.at.endswith("Z")


def test_a_file_that_was_not_there_is_not_there_again(tmp_path: Path) -> None:
    """What was put in the place of nothing goes away, and is in a backup itself."""
    backup = save(tmp_path, ["a.py"], "reset")
    write(tmp_path, {"a.py": "new"})
    before = restore(tmp_path, backup)
    assert not (tmp_path / "a.py").exists()
    assert before is not None
    restore(tmp_path, before)
    assert (tmp_path / "a.py").read_text() == "new"


def test_what_was_written_since_is_kept(tmp_path: Path) -> None:
    """Undoing loses nothing: the newer edits are in a backup that brings them back."""
    write(tmp_path, {"a.py": "mine"})
    backup = save(tmp_path, ["a.py"], "reset")
    write(tmp_path, {"a.py": "the course's and more of mine"})
    before = restore(tmp_path, backup)
    assert (tmp_path / "a.py").read_text() == "mine"
    assert before is not None
    restore(tmp_path, before)
    assert (tmp_path / "a.py").read_text() == "the course's and more of mine"


def test_the_last_one_is_the_last_reset_not_undone(tmp_path: Path) -> None:
    """Undo after undo goes back reset by reset; what undo saved itself does not count."""
    assert last(tmp_path) is None
    for text in ("1", "2"):
        write(tmp_path, {"a.py": text})
        save(tmp_path, ["a.py"], "reset")
    write(tmp_path, {"a.py": "3"})
    found = []
    while (backup := last(tmp_path)) is not None:
        restore(tmp_path, backup)
        found.append((tmp_path / "a.py").read_text())
    assert found == ["2", "1"]


def test_nothing_to_change_makes_no_backup(tmp_path: Path) -> None:
    """Files that are as they were saved are left, and nothing is added."""
    write(tmp_path, {"a.py": "1"})
    assert restore(tmp_path, save(tmp_path, ["a.py"], "reset")) is None
    assert len(backups(tmp_path)) == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"format_version": 2}',
        '{"format_version": 1, "at": "x", "why": "y", "files": {"../out": null}}',
        '{"format_version": 1, "at": "x", "why": "y", "files": {"/etc/out": null}}',
        '{"format_version": 1, "at": "x", "why": "y", "files": {"C:\\\\out": null}}',
        '{"format_version": 1, "at": "x", "why": "y", "files": []}',
        "[" * 50_000,
    ],
)
def test_what_is_no_backup_is_ignored(tmp_path: Path, content: str) -> None:
    """A list that is damaged, of another version, or that leads out of the project; its number is not used again."""
    write(tmp_path, {f"{FOLDER}/0001/backup.json": content, f"{FOLDER}/.half/files/a.py": "1", "a.py": "2"})
    assert backups(tmp_path) == ()
    assert save(tmp_path, ["a.py"], "reset").number == 2
    assert [backup.number for backup in backups(tmp_path)] == [2]


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    """Content that is not what was saved is never put in place, nor is any other file of that backup."""
    write(tmp_path, {"a.py": "1", "b.py": "1"})
    backup = save(tmp_path, ["a.py", "b.py"], "reset")
    write(tmp_path, {"a.py": "2", "b.py": "2", f"{FOLDER}/0001/files/b.py": "other"})
    with pytest.raises(EnvironmentProblem, match=r"b\.py is not what was saved"):
        restore(tmp_path, backup)
    assert (tmp_path / "a.py").read_text() == (tmp_path / "b.py").read_text() == "2"


def test_a_file_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    """Without a whole backup nothing may be replaced; no half of one is left."""
    (tmp_path / "a.py").mkdir()
    write(tmp_path, {"b.py": "1"})
    with pytest.raises(EnvironmentProblem):
        save(tmp_path, ["b.py", "a.py"], "reset")
    assert backups(tmp_path) == ()


def test_a_restore_that_was_cut_off_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup counts as undone only when every file is back."""
    write(tmp_path, {"a.py": "1", "b.py": "1"})
    backup = save(tmp_path, ["a.py", "b.py"], "reset")
    write(tmp_path, {"a.py": "2", "b.py": "2"})

    def put(project: Path, path: str, content: bytes | None) -> None:
        if path == "b.py":
            raise KeyboardInterrupt
        write(project, {path: content or b""})

    with monkeypatch.context() as patch:
        patch.setattr("wslearn.course.backups._put", put)
        with pytest.raises(KeyboardInterrupt):
            restore(tmp_path, backup)
    assert last(tmp_path) == backup
    restore(tmp_path, backup)
    assert (tmp_path / "a.py").read_text() == (tmp_path / "b.py").read_text() == "1"


def test_the_list_is_json(tmp_path: Path) -> None:
    """A learner who looks finds their whole files and what they are."""
    write(tmp_path, {"live/a.py": "mine"})
    save(tmp_path, ["live/a.py"], "reset")
    assert (tmp_path / FOLDER / "0001/files/live/a.py").read_text() == "mine"
    assert json.loads((tmp_path / FOLDER / "0001/backup.json").read_text())["why"] == "reset"


def test_what_a_killed_process_left_is_swept_away_later(tmp_path: Path) -> None:
    """After a day: until then another process may be writing it."""
    write(tmp_path, {"a.py": "1", f"{FOLDER}/.old/files/a.py": "1", f"{FOLDER}/.new/files/a.py": "1"})
    os.utime(tmp_path / FOLDER / ".old", (0, 0))
    save(tmp_path, ["a.py"], "reset")
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {".new", "0001"}
