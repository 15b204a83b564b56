"""Whole files in the learner's folder."""

import errno
import sys
from pathlib import Path

import pytest

from wslearn.course import disk
from wslearn.errors import EnvironmentProblem


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    """Folders on the way are made, and nothing else is left among the files."""
    disk.write(tmp_path, "a b/é/c.py", b"x\r\n")
    disk.clean(tmp_path)

    assert disk.read(tmp_path, "a b/é/c.py") == b"x\r\n"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["c.py"]


def test_nothing_is_none(tmp_path: Path) -> None:
    """A missing file, or one below a file, is no file."""
    (tmp_path / "file").touch()

    assert disk.read(tmp_path, "gone") is None
    assert disk.read(tmp_path, "file/below") is None


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """One sentence with the path."""
    (tmp_path / "a.py").mkdir()

    with pytest.raises(EnvironmentProblem, match=r"a\.py cannot be read"):
        disk.read(tmp_path, "a.py")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
def test_permissions_stay(tmp_path: Path) -> None:
    """A manage.py that the learner made executable is so afterwards."""
    disk.write(tmp_path, "manage.py", b"1")
    (tmp_path / "manage.py").chmod(0o755)
    disk.write(tmp_path, "manage.py", b"2")

    assert (tmp_path / "manage.py").stat().st_mode & 0o777 == 0o755


def test_a_killed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies before the file is put in place has changed nothing that is seen."""
    disk.write(tmp_path, "a.py", b"old")

    def die(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            disk.write(tmp_path, "a.py", b"new")

    assert disk.read(tmp_path, "a.py") == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {disk.OWN, "a.py"}
    disk.clean(tmp_path)
    assert not (tmp_path / disk.OWN / "tmp").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no read-only folders")
@pytest.mark.parametrize("locked", ["live/a.py", "live"])
def test_read_only_is_known_before(tmp_path: Path, locked: str) -> None:
    """A read-only file or folder is told before anything is written."""
    disk.write(tmp_path, "live/a.py", b"x")
    (tmp_path / locked).chmod(0o444 if locked.endswith(".py") else 0o555)

    with pytest.raises(EnvironmentProblem, match="is read-only"):
        disk.check_writable(tmp_path, "live/a.py")
    (tmp_path / locked).chmod(0o755)
    disk.check_writable(tmp_path, "live/a.py")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_folder_that_leads_elsewhere(tmp_path: Path) -> None:
    """Nothing is written outside of the project through a linked folder."""
    project, other = tmp_path / "project", tmp_path / "other"
    project.mkdir()
    other.mkdir()
    (project / "live").symlink_to(other)

    with pytest.raises(EnvironmentProblem, match="link to a folder outside"):
        disk.check_writable(project, "live/a.py")


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    """One sentence, before anything is written."""
    (tmp_path / "live").touch()

    with pytest.raises(EnvironmentProblem, match="live is not a folder"):
        disk.check_writable(tmp_path, "live/a.py")


def test_another_process_that_cleans_up_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that waits to be put in place, and is cleaned away by another terminal, is written once more."""
    replace = Path.replace

    def cleaned(waiting: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", replace)
        disk.clean(tmp_path)
        return replace(waiting, target)

    monkeypatch.setattr(Path, "replace", cleaned)
    disk.write(tmp_path, "a.py", b"x")
    assert disk.read(tmp_path, "a.py") == b"x"


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays, the sentence says why, and what was begun does not take up the last room."""
    disk.write(tmp_path, "a.py", b"old")
    replace = Path.replace

    def full(waiting: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(EnvironmentProblem, match=r"a\.py cannot be written: the disk is full\."):
        disk.write(tmp_path, "a.py", b"new")
    monkeypatch.setattr(Path, "replace", replace)
    assert disk.read(tmp_path, "a.py") == b"old"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.py"]
