"""One file taken from stage to stage: first decided, then done.

In `.wslearn/base/` lies, for each file, the version of the course that the learner's file holds; in
`.wslearn/offered/` the version that could not be merged and lies beside it. The order of the writes is such that a
process killed between any two of them leaves something that the next run brings to the same end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wslearn.course import disk
from wslearn.course.merge import combine, unified

BASE = f"{disk.OWN}/base"
OFFERED = f"{disk.OWN}/offered"
SUFFIX = ".wslearn-new"

Kind = Literal["added", "replaced", "merged", "kept", "conflict"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file.

    Attributes:
        path: in the project, with `/`.
        kind: `added` a new file; `replaced` it was as the last stage left it; `merged` it holds the learner's lines and
            the new ones; `kept` it had all that is new already; `conflict` it was left as it was, and the new version
            lies beside it.
        diff: unified, without the header lines: what happened to the file, or, for a conflict, what the stage changes.
            Empty for `kept`, and for files that are no text.
        beside: for a conflict: the path of the new version.
        why: for a conflict: one sentence.
    """

    path: str
    kind: Kind
    diff: str = ""
    beside: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a file.

    Attributes:
        change: what is told.
        content: what the file is to hold; for a conflict, what is put beside it.
        new: the course's version.
    """

    change: FileChange
    content: bytes
    new: bytes


def decide(folder: Path, path: str, new: bytes) -> Decision | None:
    """What to do with a file; None when the course has nothing new for it.

    Raises:
        EnvironmentProblem: the file cannot be read, or could not be written.
    """
    base = disk.read(folder, f"{BASE}/{path}")
    if new in (base, disk.read(folder, f"{OFFERED}/{path}")):
        return None
    disk.check_writable(folder, path)
    mine = disk.read(folder, path)
    if (folder / path).is_symlink():
        return _conflict(path, base, mine, new, "it is a link")
    if mine is None:
        if base is not None:
            return _conflict(path, base, mine, new, "you removed it")
        return Decision(FileChange(path, "added", unified(b"", new)), new, new)
    combined = combine(base, mine, new, python=path.endswith(".py"))
    if combined.outcome == "conflict":
        why = combined.why if base is not None else "you have a file of that name"
        return _conflict(path, base, mine, new, why)
    return Decision(FileChange(path, combined.outcome, unified(mine, combined.content)), combined.content, new)


def _conflict(path: str, base: bytes | None, mine: bytes | None, new: bytes, why: str) -> Decision:
    before = base if base is not None else mine or b""
    change = FileChange(path, "conflict", unified(before, new), path + SUFFIX, f"Your file was left as it is: {why}.")
    return Decision(change, new, new)


def do(folder: Path, decision: Decision) -> None:
    """Write what was decided.

    Raises:
        EnvironmentProblem: a file cannot be written.
    """
    change = decision.change
    if change.kind == "conflict":
        _offer(folder, change.path, decision.new)
        return
    if change.kind != "kept":
        disk.write(folder, change.path, decision.content)
    disk.write(folder, f"{BASE}/{change.path}", decision.new)
    _withdraw(folder, change.path)


def _offer(folder: Path, path: str, new: bytes) -> None:
    """Put the new version beside the file, unless the learner is at work on what lies there."""
    beside = disk.read(folder, path + SUFFIX)
    if beside is None or beside == disk.read(folder, f"{OFFERED}/{path}"):
        disk.write(folder, path + SUFFIX, new)
    disk.write(folder, f"{OFFERED}/{path}", new)  # last: without the file beside it, it would count as resolved


def _withdraw(folder: Path, path: str) -> None:
    """Take back what was offered, unless the learner changed it."""
    offered = disk.read(folder, f"{OFFERED}/{path}")
    if offered is None:
        return
    if disk.read(folder, path + SUFFIX) == offered:
        disk.remove(folder, path + SUFFIX)
    disk.remove(folder, f"{OFFERED}/{path}")


def offered(folder: Path) -> tuple[str, ...]:
    """The files with a new version beside them, resolved or not."""
    place = folder / OFFERED
    return tuple(sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()))


def is_resolved(folder: Path, path: str) -> bool:
    """Whether the learner took what was offered, or removed it."""
    new = disk.read(folder, f"{OFFERED}/{path}")
    mine = disk.read(folder, path)
    if new is None or disk.read(folder, path + SUFFIX) is None:
        return True
    base = disk.read(folder, f"{BASE}/{path}")
    return mine is not None and combine(base, mine, new, python=path.endswith(".py")).outcome == "kept"


def settle(folder: Path) -> Iterator[str]:
    """Recognise what is resolved: the paths."""
    for path in offered(folder):
        if is_resolved(folder, path):
            disk.write(folder, f"{BASE}/{path}", disk.read(folder, f"{OFFERED}/{path}") or b"")
            _withdraw(folder, path)
            yield path


def traces_of(folder: Path, path: str) -> tuple[str, ...]:
    """The file, and all that is kept about it: what `take` may change."""
    offer = (path + SUFFIX, f"{OFFERED}/{path}")
    return (path, f"{BASE}/{path}", *(one for one in offer if disk.read(folder, one) is not None))


def take(folder: Path, path: str, new: bytes) -> None:
    """Put the course's version in place of the learner's; nothing stays on offer.

    Raises:
        EnvironmentProblem: a file cannot be written.
    """
    disk.write(folder, path, new)
    disk.write(folder, f"{BASE}/{path}", new)
    _withdraw(folder, path)
