"""A file brought back to the course's version."""

from pathlib import Path

import pytest

from tests.unit.course.sample import growing, write
from wslearn.course.backups import backups, last, restore
from wslearn.course.project import Project, write_project
from wslearn.course.reset import course_file, exercise_file, missing_files, reset_file
from wslearn.course.stages import stages
from wslearn.errors import EnvironmentProblem, UsageError


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project at the second of three stages; `live/a.py` grows with each."""
    lines = ["one", "two", "three"]
    versions = [{"live/a.py": "\n".join(lines[:count]) + "\n"} for count in (1, 2, 3)]
    course = growing(tmp_path / "course", versions)
    return write_project(tmp_path / "project", course, stages(course)[1])


def text(project: Project) -> str:
    """What the file holds."""
    return (project.folder / "live/a.py").read_text()


def test_the_file_is_the_courses_again(project: Project) -> None:
    """At the project's stage, not at the first or last; the learner's text is in a backup."""
    write(project.folder, {"live/a.py": "mine\n"})
    backup = reset_file(project, "live/a.py")
    assert text(project) == "one\ntwo\n"
    assert backup is not None
    restore(project.folder, backup)
    assert text(project) == "mine\n"


def test_a_file_that_was_removed_comes_back(project: Project) -> None:
    """So it can be had again, and undone."""
    (project.folder / "live/a.py").unlink()
    reset_file(project, "live/a.py")
    assert text(project) == "one\ntwo\n"


def test_a_file_without_changes_is_left(project: Project) -> None:
    """No backup is made of what is the course's own."""
    assert reset_file(project, "live/a.py") is None
    assert backups(project.folder) == ()


def test_what_the_course_does_not_know_is_never_touched(project: Project) -> None:
    """A file of the learner's own cannot be reset; what comes near is named."""
    write(project.folder, {"live/b.py": "mine"})
    with pytest.raises(UsageError) as told:
        reset_file(project, "live/b.py")
    assert "live/b.py" in told.value.message
    assert told.value.hint == "Did you mean: wslearn reset live/a.py"
    assert (project.folder / "live/b.py").read_text() == "mine"


def test_a_conflict_is_over_after_a_reset_and_back_after_undo(project: Project) -> None:
    """Nothing stays on offer; and after undo the next stage merges as if there had been no reset."""
    write(project.folder, {"live/a.py": "one\nmy second\n"})
    project.advance(project.course, stages(project.course)[2])
    assert list(project.unresolved) == ["live/a.py"]
    reset_file(project, "live/a.py")
    assert text(project) == "one\ntwo\nthree\n"
    assert list(project.unresolved) == []
    assert not (project.folder / "live/a.py.wslearn-new").exists()
    backup = last(project.folder)
    assert backup is not None
    restore(project.folder, backup)
    assert text(project) == "one\nmy second\n"
    assert list(project.unresolved) == ["live/a.py"]


def test_a_read_only_file_is_told_before_anything_is_done(project: Project) -> None:
    """No backup, no change, one sentence."""
    write(project.folder, {"live/a.py": "mine\n"})
    (project.folder / "live/a.py").chmod(0o444)
    with pytest.raises(EnvironmentProblem, match="read-only"):
        reset_file(project, "live/a.py")
    assert text(project) == "mine\n"


@pytest.mark.parametrize(
    ("here", "named"), [(".", "live/a.py"), ("live", "a.py"), ("live", "live/a.py"), ("live", "../live/a.py")]
)
def test_a_file_is_named_from_where_the_learner_is(
    project: Project, here: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the current folder or from the project's; also a file that is no longer there."""
    monkeypatch.chdir(project.folder / here)
    (project.folder / "live/a.py").unlink()
    assert course_file(project, Path(named)) == "live/a.py"


@pytest.mark.parametrize("named", ["../outside.py", "/etc/passwd"])
def test_a_file_outside_is_refused(project: Project, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only files of the project are brought back."""
    monkeypatch.chdir(project.folder)
    with pytest.raises(UsageError, match="not in the project"):
        course_file(project, Path(named))


def test_without_an_exercise_a_file_must_be_named(project: Project) -> None:
    """Before the first exercise there is no file to guess."""
    with pytest.raises(UsageError, match="no exercise here yet"):
        exercise_file(project)


def test_files_that_are_gone_are_named(project: Project) -> None:
    """With the command that brings one back; nothing is said when all are there."""
    assert missing_files(project) == ""
    (project.folder / "live/a.py").unlink()
    assert missing_files(project) == "Missing: live/a.py. Bring it back: wslearn reset live/a.py."
    reset_file(project, "live/a.py")
    assert missing_files(project) == ""
