"""Other courses: found in a folder, in an installed package, and again in a learner's folder."""

import json
from pathlib import Path

import pytest

from tests.unit.course.sample import growing, write
from wslearn import paths
from wslearn.course.courses import BUILT_IN, COURSE_FILE, STATE, find, offers, open_course
from wslearn.course.project import write_project
from wslearn.errors import LessonError, UsageError


@pytest.fixture
def _nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WSLEARN_COURSE", raising=False)


def _installed(root: Path, name: str, package: str) -> None:
    """A package with an entry point, as pip leaves it on the path."""
    points = f"[wslearn.courses]\n{name} = {package}\n"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"
    write(root / f"{name}-1.dist-info", {"METADATA": about, "entry_points.txt": points})


@pytest.mark.usefixtures("_nothing_asked")
def test_the_built_in_course_is_the_default(tmp_path: Path) -> None:
    """Nothing asked, and in no course folder: wslearn's own."""
    assert open_course(folder=tmp_path).root == paths.lessons()


def test_a_course_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by its path, it takes the built-in one's place."""
    growing(tmp_path / "mine", [{"a.py": "1"}])
    monkeypatch.setenv("WSLEARN_COURSE", str(tmp_path / "mine"))
    assert [lesson.id for lesson in open_course(folder=tmp_path).lessons] == ["l1"]


def test_a_course_in_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by its entry point; no code of its package is run."""
    growing(tmp_path / "her_course", [{"a.py": "1"}])
    write(tmp_path / "her_course", {"__init__.py": "raise SystemExit('this code was run')"})
    _installed(tmp_path, "hers", "her_course")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("WSLEARN_COURSE", "hers")
    assert open_course(folder=tmp_path).root == tmp_path / "her_course"
    assert next(offer.name for offer in offers()) == BUILT_IN


def test_a_package_without_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed without a folder, and cannot be opened."""
    _installed(tmp_path, "broken", "no_such_package")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert {offer.name: offer.root for offer in offers()}["broken"] is None
    with pytest.raises(UsageError, match="no course 'broken'"):
        find("broken")


@pytest.mark.usefixtures("_nothing_asked")
def test_a_learners_folder_remembers_its_course(tmp_path: Path) -> None:
    """What was started with --course goes on without it, also in a folder below; gone, it is said."""
    course = growing(tmp_path / "mine", [{"a.py": "1"}])
    write_project(tmp_path / "own", course, None)
    (tmp_path / "own" / "below").mkdir()
    assert open_course(folder=tmp_path / "own" / "below").root == tmp_path / "mine"

    (tmp_path / "mine" / COURSE_FILE).unlink()
    with pytest.raises(LessonError, match=r"not at .* any more") as caught:
        open_course(folder=tmp_path / "own")
    assert "--course" in caught.value.hint


@pytest.mark.usefixtures("_nothing_asked")
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"root": 5}'])
def test_a_damaged_state_is_told_by_others(tmp_path: Path, content: bytes) -> None:
    """The course is the built-in one, and the project says what is wrong with it."""
    write(tmp_path, {STATE: content})
    assert open_course(folder=tmp_path).root == paths.lessons()


def test_the_built_in_course_is_not_kept_by_its_path(tmp_path: Path) -> None:
    """A learner's folder goes on working when wslearn is installed elsewhere."""
    project = write_project(tmp_path / "own", open_course(folder=tmp_path), None)
    assert "root" not in json.loads((project.folder / STATE).read_bytes())
