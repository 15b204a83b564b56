"""The folder of a new lesson."""

import shutil
from pathlib import Path

import pytest

from tests.unit.course.sample import growing, project_files
from wslearn import paths
from wslearn.course.content import check_files
from wslearn.course.load import load_course
from wslearn.course.skeleton import make_lesson
from wslearn.course.stages import files_at, stages
from wslearn.errors import LessonError, UsageError

ROUTES = """\
from django.urls import path

from live import consumers

websocket_urlpatterns = [
    path("ws/one/", consumers.One.as_asgi()),
]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course of one lesson with routes, and the skeleton of the real one."""
    growing(tmp_path, [{"live/routing.py": ROUTES}])
    shutil.copytree(paths.lessons() / "skeleton", tmp_path / "skeleton")
    return tmp_path


def test_a_new_lesson_is_the_last_one(root: Path) -> None:
    """Its folder and id come from the title's first word, its number is the next, it requires the one before."""
    folder = make_lesson(root, "Zebra: what it is")
    lesson = load_course(root).lessons[-1]
    assert (folder.name, lesson.folder.name) == ("02_zebra", "02_zebra")
    assert (lesson.id, lesson.number, lesson.title, lesson.requires) == ("zebra", 2, "Zebra: what it is", ("l1",))


def test_what_is_left_is_written_down_and_nothing_else_is_wrong(root: Path) -> None:
    """The checks find its TODOs, and nothing but them."""
    make_lesson(root, "Zebra")
    course = load_course(root)
    assert {problem.reason for problem in check_files(course, course.lessons[-1])} == {"TODO"}


def test_the_routes_go_on_from_those_of_the_course(root: Path) -> None:
    """Its stages keep every line of the list of routes, and add the lesson's import and path."""
    make_lesson(root, "Zebra")
    first, last = (files_at(stage)["live/routing.py"].decode() for stage in stages(load_course(root))[-2:])
    assert set(ROUTES.splitlines()) <= set(first.splitlines()) <= set(last.splitlines())
    assert '    path("ws/zebra/", zebra_consumers.ZebraConsumer.as_asgi()),' in first.splitlines()
    assert "from live import zebra_exercise" in last.splitlines()
    compile(last, "routing.py", "exec")


@pytest.mark.parametrize("title", ['Zebra "Z" \\ stripes', "Zebra é😀", "zebra\nin two lines"])
def test_a_title_may_hold_anything(root: Path, title: str) -> None:
    """Quotes, backslashes, line ends and letters of any script are written so that TOML reads them back."""
    make_lesson(root, title)
    assert load_course(root).lessons[-1].title == title


@pytest.mark.parametrize(
    "listed",
    ['lessons = [\n    "01_l1",\n]', 'lessons = ["01_l1",]', 'lessons=[ "01_l1" ]'],
    ids=["lines", "comma", "blanks"],
)
def test_the_list_of_lessons_may_be_written_in_any_way(root: Path, listed: str) -> None:
    """In several lines, with a comma at its end, with other blanks: the new lesson comes last."""
    text = (root / "course.toml").read_text("utf-8")
    (root / "course.toml").write_text(text.replace('lessons = ["01_l1"]', listed), "utf-8")
    make_lesson(root, "Zebra")
    assert [lesson.id for lesson in load_course(root).lessons] == ["l1", "zebra"]


def test_two_new_lessons_follow_each_other(root: Path) -> None:
    """The second one goes on from the first."""
    make_lesson(root, "Zebra")
    make_lesson(root, "Yak")
    assert [(lesson.id, lesson.number) for lesson in load_course(root).lessons] == [("l1", 1), ("zebra", 2), ("yak", 3)]


@pytest.mark.parametrize(
    ("title", "why"), [("123", "no word"), ("日本", "no word"), ("Zebra", "already"), ("Yak", "exists already")]
)
def test_a_title_that_gives_no_new_lesson_is_refused(root: Path, title: str, why: str) -> None:
    """No letters, an id that is taken, a folder that is there: said, and not one file is written."""
    make_lesson(root, "Zebra")
    (root / "03_yak").mkdir()
    before = project_files(root)
    with pytest.raises(UsageError, match=why):
        make_lesson(root, title)
    assert project_files(root) == before


def test_without_a_skeleton_nothing_is_written(root: Path) -> None:
    """The missing file is named."""
    shutil.rmtree(root / "skeleton")
    before = project_files(root)
    with pytest.raises(LessonError, match="skeleton/lesson"):
        make_lesson(root, "Zebra")
    assert project_files(root) == before


def test_without_routes_nothing_is_written(tmp_path: Path) -> None:
    """A course whose project has no list of routes gives a new lesson nothing to go on from."""
    growing(tmp_path, [{"a.py": "a = 1\n"}])
    shutil.copytree(paths.lessons() / "skeleton", tmp_path / "skeleton")
    before = project_files(tmp_path)
    with pytest.raises(LessonError, match="live/routing"):
        make_lesson(tmp_path, "Zebra")
    assert project_files(tmp_path) == before


def test_a_course_file_that_cannot_be_extended_is_left_alone(root: Path) -> None:
    """The key written in quotes: it is told how the list has to be written."""
    text = (root / "course.toml").read_text("utf-8")
    (root / "course.toml").write_text(text.replace("lessons =", '"lessons" ='), "utf-8")
    before = project_files(root)
    with pytest.raises(LessonError, match="lessons ="):
        make_lesson(root, "Zebra")
    assert project_files(root) == before
