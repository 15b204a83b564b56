"""The learner's folder: read, and written one whole file at a time."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wslearn.errors import EnvironmentProblem

OWN = ".wslearn"
"""The only thing of wslearn in a project."""

_WRITABLE = 0o222
_REASONS = {errno.ENOSPC: "the disk is full", errno.EROFS: "the disk is read-only"}


def read(folder: Path, path: str) -> bytes | None:
    """The content of a file, None when there is none.

    Raises:
        EnvironmentProblem: something else has that name, or it cannot be read.
    """
    with told(folder / path, "read"):
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None


def write(folder: Path, path: str, content: bytes) -> None:
    """Put a whole file in place: whoever looks sees the old one or the new one, even if this process is killed.

    Raises:
        EnvironmentProblem: it cannot be written.
    """
    target = folder / path
    with told(target, "written"):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _put(folder, target, content)
        except FileNotFoundError:
            _put(folder, target, content)  # another process cleaned up just now


def _put(folder: Path, target: Path, content: bytes) -> None:
    waiting = _waiting_room(folder) / f"{os.getpid()}-{target.name}"
    try:
        waiting.write_bytes(content)
        if target.exists():
            waiting.chmod(target.stat().st_mode & 0o777)
        waiting.replace(target)
    except OSError:
        waiting.unlink(missing_ok=True)  # on a full disk, half a file is in the way of everything else
        raise


def remove(folder: Path, path: str) -> None:
    """Remove a file; nothing happens when there is none."""
    with told(folder / path, "removed"):
        (folder / path).unlink(missing_ok=True)


def check_writable(folder: Path, path: str) -> None:
    """Raise when a file could not be put in place, so that nothing is begun that cannot be finished.

    Raises:
        EnvironmentProblem: the file or its folder is read-only, or a folder on the way is a link to elsewhere.
    """
    target = folder / path
    if target.exists() and not target.stat().st_mode & _WRITABLE:
        raise EnvironmentProblem(f"{target} is read-only.", "Make it writable and run this again.")
    parent = next(place for place in target.parents if os.path.lexists(place))
    if not parent.is_dir():
        raise EnvironmentProblem(f"{parent} is not a folder.", "Move it away and run this again.")
    if not parent.stat().st_mode & _WRITABLE or not os.access(parent, os.W_OK):
        raise EnvironmentProblem(f"The folder {parent} is read-only.", "Make it writable and run this again.")
    if not parent.resolve().is_relative_to(folder.resolve()):
        raise EnvironmentProblem(f"{parent} is a link to a folder outside of the project.", "Put a real folder there.")


def clean(folder: Path) -> None:
    """Remove what a killed process left."""
    room = folder / OWN / "tmp"
    if room.is_dir():
        for path in room.iterdir():
            path.unlink(missing_ok=True)
        with suppress(OSError):  # another process is writing
            room.rmdir()


def _waiting_room(folder: Path) -> Path:
    # Not beside the target: a killed process must leave no strange file among the learner's.
    room = folder / OWN / "tmp"
    room.mkdir(parents=True, exist_ok=True)
    return room


@contextmanager
def told(path: Path, done: str) -> Iterator[None]:
    """Make an operating system's error ours, with the path named."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        raise EnvironmentProblem(f"{path} cannot be {done}: {reason}.", "Mend that and run this again.") from error
