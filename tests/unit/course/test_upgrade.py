"""One file taken from stage to stage."""

import sys
from pathlib import Path

import pytest

from wslearn.course import disk, upgrade
from wslearn.course.upgrade import FileChange

PATH = "live/a.txt"
BESIDE = PATH + upgrade.SUFFIX


def step(folder: Path, new: bytes) -> FileChange | None:
    """Decide and do one file."""
    decision = upgrade.decide(folder, PATH, new)
    if decision is not None:
        upgrade.do(folder, decision)
    return decision.change if decision else None


def conflicted(folder: Path) -> FileChange:
    """A file in conflict: it was `one`, the learner made `mine` of it, the course `two`."""
    step(folder, b"one\n")
    disk.write(folder, PATH, b"mine\n")
    change = step(folder, b"two\n")
    assert change is not None
    return change


def test_added_then_replaced_then_nothing(tmp_path: Path) -> None:
    """A file that the learner never touches follows the course."""
    first, second, third = step(tmp_path, b"one\n"), step(tmp_path, b"two\n"), step(tmp_path, b"two\n")

    assert first == FileChange(PATH, "added", "@@ -0,0 +1 @@\n+one")
    assert second == FileChange(PATH, "replaced", "@@ -1 +1 @@\n-one\n+two")
    assert third is None
    assert disk.read(tmp_path, PATH) == b"two\n"


def test_a_conflict_keeps_both(tmp_path: Path) -> None:
    """The learner's file is as it was, the new version lies beside it, and the diff is what the step changes."""
    change = conflicted(tmp_path)

    assert (change.kind, change.beside, change.diff) == ("conflict", BESIDE, "@@ -1 +1 @@\n-one\n+two")
    assert change.why.startswith("Your file was left as it is: ")
    assert disk.read(tmp_path, PATH) == b"mine\n"
    assert disk.read(tmp_path, BESIDE) == b"two\n"
    assert upgrade.offered(tmp_path) == (PATH,)


def test_an_open_conflict_is_told_once(tmp_path: Path) -> None:
    """The same new version again is nothing new; a newer one is offered in its place."""
    conflicted(tmp_path)

    assert step(tmp_path, b"two\n") is None
    assert step(tmp_path, b"three\n") is not None
    assert disk.read(tmp_path, BESIDE) == b"three\n"
    assert disk.read(tmp_path, PATH) == b"mine\n"


def test_removing_the_new_version_resolves(tmp_path: Path) -> None:
    """The learner keeps their own, and later steps merge into it."""
    conflicted(tmp_path)
    disk.remove(tmp_path, BESIDE)

    assert list(upgrade.settle(tmp_path)) == [PATH]
    assert upgrade.offered(tmp_path) == ()
    assert step(tmp_path, b"two\n") is None
    assert disk.read(tmp_path, PATH) == b"mine\n"


def test_taking_the_new_lines_resolves(tmp_path: Path) -> None:
    """When the learner's file has what is new, the copy beside it is taken away."""
    conflicted(tmp_path)
    disk.write(tmp_path, PATH, b"mine\ntwo\n")

    assert list(upgrade.settle(tmp_path)) == [PATH]
    assert disk.read(tmp_path, BESIDE) is None
    assert disk.read(tmp_path, PATH) == b"mine\ntwo\n"


def test_renaming_the_new_version_over_the_file_resolves(tmp_path: Path) -> None:
    """`mv a.txt.wslearn-new a.txt` means: take theirs."""
    conflicted(tmp_path)
    (tmp_path / BESIDE).replace(tmp_path / PATH)

    assert list(upgrade.settle(tmp_path)) == [PATH]
    change = step(tmp_path, b"three\n")
    assert change is not None
    assert change.kind == "replaced"


def test_work_on_the_new_version_is_kept(tmp_path: Path) -> None:
    """A learner who edits the file beside theirs loses nothing when the next step comes, nor when it is resolved."""
    conflicted(tmp_path)
    disk.write(tmp_path, BESIDE, b"two and mine\n")

    step(tmp_path, b"three\n")
    assert disk.read(tmp_path, BESIDE) == b"two and mine\n"
    disk.write(tmp_path, PATH, b"three\n")
    assert list(upgrade.settle(tmp_path)) == [PATH]
    assert disk.read(tmp_path, BESIDE) == b"two and mine\n"


def test_nothing_is_settled_while_open(tmp_path: Path) -> None:
    """A conflict that nobody touched stays one."""
    conflicted(tmp_path)

    assert list(upgrade.settle(tmp_path)) == []
    assert not upgrade.is_resolved(tmp_path, PATH)


def test_a_removed_file_stays_removed(tmp_path: Path) -> None:
    """A step that changes a file which the learner removed offers it beside its place."""
    step(tmp_path, b"one\n")
    disk.remove(tmp_path, PATH)
    change = step(tmp_path, b"two\n")

    assert change is not None
    assert (change.kind, change.why) == ("conflict", "Your file was left as it is: you removed it.")
    assert disk.read(tmp_path, PATH) is None
    assert disk.read(tmp_path, BESIDE) == b"two\n"


@pytest.mark.parametrize(("mine", "kind"), [(b"mine\n", "conflict"), (b"one\n", "kept")])
def test_a_file_that_the_learner_made_first(tmp_path: Path, mine: bytes, kind: str) -> None:
    """A name that was taken is left alone; the very same content counts as the course's."""
    disk.write(tmp_path, PATH, mine)
    change = step(tmp_path, b"one\n")

    assert change is not None
    assert change.kind == kind
    assert disk.read(tmp_path, PATH) == mine


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    """A file that the learner linked elsewhere stays a link, and what it leads to stays as it is."""
    outside = tmp_path / "outside.txt"
    project = tmp_path / "project"
    project.mkdir()
    step(project, b"one\n")
    outside.write_bytes(b"one\n")
    (project / PATH).unlink()
    (project / PATH).symlink_to(outside)
    change = step(project, b"two\n")

    assert change is not None
    assert change.kind == "conflict"
    assert outside.read_bytes() == b"one\n"
    assert (project / PATH).is_symlink()
