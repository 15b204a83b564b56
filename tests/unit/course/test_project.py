"""The learner's project from stage to stage."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.unit.course.sample import growing, project_files, write
from wslearn.course.courses import STATE
from wslearn.course.load import load_course
from wslearn.course.model import Course
from wslearn.course.project import Project, write_project
from wslearn.course.stages import files_at, stages
from wslearn.errors import EnvironmentProblem, UsageError

HEAD = "first = 1\nsecond = 2\nthird = 3\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two lessons: a file that grows, one that changes in the middle, and a new one."""
    return growing(
        tmp_path / "course",
        [{"a.py": HEAD, "live/b.txt": "one\n"}, {"a.py": HEAD + "fourth = 4\n", "live/b.txt": "two\n"}],
        [{"a.py": HEAD + "fourth = 4\nfifth = 5\n", "live/é c.txt": "new\n"}],
    )


def test_a_new_project_has_all_stages_up_to_one(tmp_path: Path, course: Course) -> None:
    """Only the files of the course, and `.wslearn`."""
    project = write_project(tmp_path / "a new" / "pröject", course, stages(course)[1])

    assert project_files(project.folder) == files_at(stages(course)[1])
    assert {path.name for path in project.folder.iterdir()} == {"a.py", "live", ".wslearn"}
    assert project.stage == stages(course)[1]


def test_a_project_is_found_again(tmp_path: Path, course: Course) -> None:
    """In its folder and below; it knows its stage."""
    write_project(tmp_path / "p", course, stages(course)[0])

    opened, found = Project.open(tmp_path / "p", course), Project.find(tmp_path / "p" / "live", course)
    assert opened is not None
    assert found is not None
    assert (opened.stage, found.folder) == (stages(course)[0], tmp_path / "p")
    assert Project.open(tmp_path / "p" / "live", course) is None
    assert Project.find(tmp_path, course) is None


def test_step_by_step_is_the_same_as_at_once(tmp_path: Path, course: Course) -> None:
    """Whichever way it came there, the project holds the same."""
    *_, last = stages(course)
    slow = write_project(tmp_path / "slow", course, None)
    for stage in stages(course):
        slow.advance(course, stage)

    assert project_files(slow.folder) == files_at(last)
    assert project_files(write_project(tmp_path / "fast", course, last).folder) == files_at(last)


def test_advance_tells_what_changed(tmp_path: Path, course: Course) -> None:
    """One change a file, in order of path; a stage that is behind changes nothing."""
    first, second, third = stages(course)
    project = write_project(tmp_path / "p", course, first)
    write(project.folder, {"a.py": "# mine\n" + HEAD, "live/b.txt": "mine\n"})

    assert [(change.path, change.kind) for change in project.advance(course, second)] == [
        ("a.py", "merged"),
        ("live/b.txt", "conflict"),
    ]
    assert [(change.path, change.kind) for change in project.advance(course, third)] == [
        ("a.py", "merged"),
        ("live/é c.txt", "added"),
    ]
    assert project.advance(course, second) == ()
    assert project.unresolved == ("live/b.txt",)


def test_a_resolved_conflict_is_recognised(tmp_path: Path, course: Course) -> None:
    """Once the learner's file has what is new, nothing is open."""
    first, second, _ = stages(course)
    project = write_project(tmp_path / "p", course, first)
    write(project.folder, {"live/b.txt": "mine\n"})
    project.advance(course, second)
    write(project.folder, {"live/b.txt": "mine\ntwo\n"})

    assert project.unresolved == ()
    assert project.settle() == ("live/b.txt",)
    assert not (project.folder / "live" / "b.txt.wslearn-new").exists()


def with_an_edit(content: bytes, path: str) -> bytes:
    """A learner's line at the top of a file, in its own comment signs."""
    line = f"<!-- mine: {path} -->\n" if path.endswith(".html") else f"# mine: {path}\n"
    return line.encode() + content


def test_all_our_lessons_with_an_edit_in_every_file(tmp_path: Path) -> None:
    """Through the whole course in one folder, a learner's line in every file is never overwritten."""
    course = load_course()
    project = write_project(tmp_path, course, None)
    edited: set[str] = set()
    for stage in stages(course):
        project.advance(course, stage)
        for path, content in project_files(tmp_path).items():
            if path not in edited and not path.endswith(".wslearn-new"):
                (tmp_path / path).write_bytes(with_an_edit(content, path))
                edited.add(path)

    assert edited == set(files_at(stages(course)[-1]))
    assert [path for path in edited if f"mine: {path}".encode() not in (tmp_path / path).read_bytes()] == []
    assert project.unresolved == ()
    for path in edited:
        if path.endswith(".py"):
            compile((tmp_path / path).read_bytes(), path, "exec")


def test_all_our_lessons_with_every_line_edited(tmp_path: Path) -> None:
    """Where every line is the learner's own, each file is kept to the byte, whatever the course brings."""
    course = load_course()
    project = write_project(tmp_path, course, None)
    mine: dict[str, bytes] = {}
    for stage in stages(course):
        project.advance(course, stage)
        for path, content in project_files(tmp_path).items():
            if path not in mine and not path.endswith(".wslearn-new"):
                mine[path] = b"".join(b"# mine " + line for line in content.splitlines(keepends=True)) or b"# mine\n"
                (tmp_path / path).write_bytes(mine[path])

    assert {path: (tmp_path / path).read_bytes() for path in mine} == mine


class Killed(BaseException):
    """Stands for a SIGKILL: nothing catches it."""


OPERATIONS = ("replace", "unlink", "write_bytes", "mkdir", "rmdir")


@contextmanager
def killed_before(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[None]:
    """Let the process die before its `number`th operation on the disk, counted from 0."""
    left = [number]

    def dying(operation: Any) -> Any:
        def call(self: Path, *arguments: Any, **options: Any) -> Any:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return operation(self, *arguments, **options)

        return call

    with monkeypatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(Path, name, dying(getattr(Path, name)))
        yield


def edited_project(folder: Path, course: Course) -> Project:
    """At the first stage, with a file to be merged by union, and one in conflict."""
    project = write_project(folder, course, stages(course)[0])
    write(folder, {"a.py": HEAD + "mine = 0\n", "live/b.txt": "mine\n"})
    return project


def test_killed_anywhere_it_can_be_run_again(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever operation it dies before: each file is old or new, and another run comes to the same end."""
    last = stages(course)[-1]
    whole = edited_project(tmp_path / "whole", course)
    old = project_files(whole.folder)
    whole.advance(course, last)
    new = project_files(whole.folder)

    for number in range(1000):
        folder = tmp_path / str(number)
        edited_project(folder, course)
        project = Project.open(folder, course)
        assert project is not None
        try:
            with killed_before(monkeypatch, number):
                project.advance(course, last)
        except Killed:
            between = project_files(folder)
            assert all(content in (old.get(path), new.get(path)) for path, content in between.items())
            again = Project.open(folder, course)
            assert again is not None
            again.advance(course, last)
            assert project_files(folder) == new
            assert again.unresolved == ("live/b.txt",)
        else:
            assert number > 20
            return
    pytest.fail("it never came to an end")


KILL = """
import os, signal, sys
from pathlib import Path
from wslearn.course.load import load_course
from wslearn.course.project import Project
from wslearn.course.stages import stages
left, replace = int(sys.argv[3]), Path.replace
def dying(self, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
Path.replace = dying
course = load_course(Path(sys.argv[1]))
Project.open(Path(sys.argv[2]), course).advance(course, stages(course)[-1])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_real_sigkill_leaves_old_or_new(tmp_path: Path, course: Course) -> None:
    """A process that is really killed in the middle leaves whole files, and nothing strange among them."""
    project = edited_project(tmp_path / "p", course)
    old = project_files(project.folder)
    command = [sys.executable, "-c", KILL, str(course.root), str(project.folder), "3"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL

    between = project_files(project.folder)
    assert between != old
    project.advance(course, stages(course)[-1])
    new = project_files(project.folder)
    assert set(between) <= set(new)
    assert all(content in (old.get(path), new[path]) for path, content in between.items())


def test_a_first_run_that_was_killed_can_be_run_again(tmp_path: Path, course: Course) -> None:
    """A folder with nothing but an unfinished `.wslearn` is as good as empty."""
    (tmp_path / "p" / ".wslearn" / "tmp").mkdir(parents=True)

    assert write_project(tmp_path / "p", course, stages(course)[0]).stage == stages(course)[0]


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, course: Course) -> None:
    """What lies there is never mixed with the project, not even an older project of ours."""
    write(tmp_path, {"x/notes.txt": "mine"})
    write_project(tmp_path / "p", course, None)

    for name in ("x", "p"):
        with pytest.raises(UsageError, match="is not empty"):
            write_project(tmp_path / name, course, None)
    assert project_files(tmp_path / "x") == {"notes.txt": b"mine"}


def test_a_file_in_place_of_the_folder(tmp_path: Path, course: Course) -> None:
    """One sentence with the path."""
    write(tmp_path, {"x": "mine"})

    with pytest.raises(EnvironmentProblem, match="x cannot be made"):
        write_project(tmp_path / "x", course, None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no read-only folders")
@pytest.mark.parametrize("locked", ["a.py", "live", "."])
def test_what_cannot_be_written_is_told_before_anything_is(tmp_path: Path, course: Course, locked: str) -> None:
    """A read-only file or folder: nothing is begun, and after mending it, it can be run again."""
    project = write_project(tmp_path / "p", course, stages(course)[0])
    before = project_files(project.folder)
    mode = (project.folder / locked).stat().st_mode
    (project.folder / locked).chmod(mode & 0o555)

    with pytest.raises(EnvironmentProblem, match="is read-only"):
        project.advance(course, stages(course)[-1])
    assert project_files(project.folder) == before
    (project.folder / locked).chmod(mode)
    assert project.advance(course, stages(course)[-1])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ('{"format_version": 1}', "is damaged"),
        ('{"format_version": 2, "stage": null}', "another version of wslearn"),
        ('{"format_version": 1, "stage": "l9/s1"}', "a step that this course does not have"),
    ],
)
def test_a_damaged_state(tmp_path: Path, course: Course, content: str, message: str) -> None:
    """Each kind of damage is a sentence, with what to do."""
    write(tmp_path, {STATE: content})

    with pytest.raises(EnvironmentProblem, match=message) as caught:
        Project.open(tmp_path, course)
    assert caught.value.hint


def test_a_lost_state_is_told(tmp_path: Path, course: Course) -> None:
    """A project whose `project.json` is gone is no other folder: it is said, with a way to keep what was written."""
    folder = write_project(tmp_path / "p", course, stages(course)[0]).folder
    (folder / STATE).unlink()
    with pytest.raises(EnvironmentProblem, match="is missing") as caught:
        Project.find(folder / "live", course)
    assert "wslearn start DIR" in caught.value.hint
    assert "progress.db" in caught.value.hint


def test_the_state_is_json(tmp_path: Path, course: Course) -> None:
    """Other tools can read where the project is."""
    project = write_project(tmp_path / "p", course, stages(course)[0])

    state = json.loads((project.folder / STATE).read_bytes())
    assert state == {"format_version": 1, "course": "T", "stage": "l1/s1", "root": str(course.root)}


def test_our_project_has_no_trace_of_us(tmp_path: Path) -> None:
    """The word wslearn is in no file of the finished project: it is the learner's own."""
    course = load_course()
    project = write_project(tmp_path, course, stages(course)[-1])

    assert [path for path, content in project_files(project.folder).items() if b"wslearn" in content.lower()] == []
