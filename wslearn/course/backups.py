"""Copies of a learner's files, kept in `.wslearn/backups/` before anything replaces them.

A backup is a folder `0001`, `0002` …: `backup.json` and the whole files. It is written under another name and
renamed when it is complete, so what a killed process leaves is no backup.
"""

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from wslearn.course import disk
from wslearn.course.facts import now
from wslearn.errors import EnvironmentProblem

FOLDER = f"{disk.OWN}/backups"
FORMAT_VERSION = 1

_LIST = "backup.json"
_UNDONE = "undone"
_MOST = 9999
_OLD = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Backup:
    """Files as they were.

    Attributes:
        number: from 1, in the order of time.
        at: when, UTC, `2026-05-01T12:30:00Z`.
        why: before what it was saved: `reset`, `undo`.
        files: paths in the project with `/` → SHA-256 of the content in hex; None for a file that was not there.
        undone: whether it was restored.
    """

    number: int
    at: str
    why: str
    files: tuple[tuple[str, str | None], ...]
    undone: bool

    @property
    def paths(self) -> tuple[str, ...]:
        """The learner's files in it, without wslearn's own notes about them."""
        return tuple(path for path, _ in self.files if not path.startswith(f"{disk.OWN}/"))


def save(project: Path, paths: Iterable[str], why: str) -> Backup:
    """Keep these files as they are now; on disk when this returns.

    Raises:
        EnvironmentProblem: one cannot be read, or the backup cannot be written; nothing was changed.
    """
    contents = {path: disk.read(project, path) for path in dict.fromkeys(paths)}
    room = project / FOLDER
    with disk.told(room, "written"):
        waiting = room / f".{uuid.uuid4().hex}"
        waiting.mkdir(parents=True)
        _sweep(room)
        try:
            files = {path: _keep(waiting, path, content) for path, content in contents.items()}
            about = {"format_version": FORMAT_VERSION, "at": now(), "why": why, "files": files}
            _write(waiting / _LIST, json.dumps(about, indent=1).encode())
            number = _publish(waiting, room)
        except BaseException:
            shutil.rmtree(waiting, ignore_errors=True)
            raise
    return Backup(number, str(about["at"]), why, tuple(files.items()), undone=False)


def backups(project: Path) -> tuple[Backup, ...]:
    """All that are whole, the oldest first.

    Raises:
        EnvironmentProblem: the folder cannot be read.
    """
    room = project / FOLDER
    with disk.told(room, "read"):
        folders = sorted(room.iterdir()) if room.is_dir() else []
        found = [_open(folder) for folder in folders if folder.name.isdigit()]
    return tuple(backup for backup in found if backup is not None)


def last(project: Path) -> Backup | None:
    """The newest backup that `wslearn undo` has not restored yet; what undo itself saved does not count."""
    open_ones = [backup for backup in backups(project) if not backup.undone and backup.why != "undo"]
    return open_ones[-1] if open_ones else None


def restore(project: Path, backup: Backup) -> Backup | None:
    """Bring the files back; the backup of what they were just before, None when they were the same already.

    When it is interrupted or fails, it can be run again.

    Raises:
        EnvironmentProblem: the backup is damaged, or a file cannot be written.
    """
    contents = {path: _content(project, backup, path, digest) for path, digest in backup.files}
    changed = [path for path, content in contents.items() if disk.read(project, path) != content]
    for path in changed:
        disk.check_writable(project, path)
    before = save(project, contents, "undo") if changed else None
    for path in changed:
        _put(project, path, contents[path])
    disk.write(project, f"{FOLDER}/{backup.number:04}/{_UNDONE}", b"")  # last: until here it can be run again
    return before


def _put(project: Path, path: str, content: bytes | None) -> None:
    if content is None:
        disk.remove(project, path)
    else:
        disk.write(project, path, content)


def _content(project: Path, backup: Backup, path: str, digest: str | None) -> bytes | None:
    """A file of a backup, proved to be what was saved."""
    if digest is None:
        return None
    content = disk.read(project, f"{FOLDER}/{backup.number:04}/files/{path}")
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        message = f"Backup {backup.number} is damaged: {path} is not what was saved. Nothing was changed."
        raise EnvironmentProblem(message, "See the others with: wslearn undo --list")
    return content


def _keep(waiting: Path, path: str, content: bytes | None) -> str | None:
    """Copy a file into the backup; its digest."""
    if content is None:
        return None
    target = waiting / "files" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, content)
    return hashlib.sha256(content).hexdigest()


def _sweep(room: Path) -> None:
    """Remove what killed processes left; a day old, so that nobody can be at work on it."""
    for half in room.glob(".*"):
        with suppress(OSError):  # another process has just finished it
            if time.time() - half.stat().st_mtime > _OLD:
                shutil.rmtree(half)


def _write(path: Path, content: bytes) -> None:
    """Write a new file through to the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _publish(waiting: Path, room: Path) -> int:
    """Give the folder the next free number. A folder is never renamed onto one that has files in it."""
    taken = [int(folder.name) for folder in room.iterdir() if folder.name.isdigit()]
    for number in range(max(taken, default=0) + 1, _MOST + 1):
        try:
            waiting.rename(room / f"{number:04}")
        except OSError:
            if not (room / f"{number:04}").exists():
                raise
        else:
            return number
    raise OSError(f"it holds {_MOST} backups; remove old ones")


def _open(folder: Path) -> Backup | None:
    """The backup in a folder, None when it is none."""
    try:
        about = json.loads((folder / _LIST).read_bytes())
        if about["format_version"] != FORMAT_VERSION:
            return None
        files = tuple(_file(path, digest) for path, digest in about["files"].items())
        return Backup(int(folder.name), str(about["at"]), str(about["why"]), files, (folder / _UNDONE).exists())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _file(path: str, digest: Any) -> tuple[str, str | None]:
    """A path that stays in the project: a project, with its backups, may come from somebody else."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute() or {":", "\\"} & set(path):
        raise ValueError("a path that leads out of the project")
    return path, None if digest is None else str(digest)
