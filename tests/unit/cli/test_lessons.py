"""`wslearn lessons`."""

import json as json_module
from pathlib import Path

import pytest

from wslearn.cli.lessons import lessons
from wslearn.course.load import load_course
from wslearn.course.project import write_project
from wslearn.course.stages import stages

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not inside any project."""
    monkeypatch.chdir(tmp_path)


def test_every_lesson_is_listed(capsys: Output) -> None:
    """Number, name, title, minutes, what it needs, and the next thing to type."""
    assert lessons(plain=True) == 0

    output = capsys.readouterr().out
    for lesson in load_course().lessons:
        assert f"{lesson.number:>2}  {lesson.id}" in output
        assert lesson.title in output
        assert f"{lesson.minutes} min" in output
    assert "Needs lesson 2." in output
    assert output.endswith("Next: wslearn lesson 1\n")


def test_json_holds_the_same(capsys: Output) -> None:
    """One object with its kind."""
    assert lessons(json=True) == 0

    content = json_module.loads(capsys.readouterr().out)
    assert content["kind"] == "lessons"
    assert [entry["id"] for entry in content["lessons"]] == [lesson.id for lesson in load_course().lessons]
    assert content["lessons"][2]["requires"] == ["events"]
    assert content["lessons"][2]["socket"] == "/ws/json/"


def test_next_is_where_the_project_is(tmp_path: Path, capsys: Output) -> None:
    """Inside a project, the lesson that it has reached."""
    course = load_course()
    write_project(tmp_path, course, stages(course)[-1])

    lessons(plain=True)
    assert capsys.readouterr().out.endswith(f"Next: wslearn lesson {course.lessons[-1].number}\n")


def test_a_damaged_project_does_not_hide_the_list(tmp_path: Path, capsys: Output) -> None:
    """The list is still there; the command that needs the project will say what is wrong with it."""
    (tmp_path / ".wslearn").mkdir()
    (tmp_path / ".wslearn" / "project.json").write_text("{")

    assert lessons(plain=True) == 0
    assert capsys.readouterr().out.endswith("Next: wslearn lesson 1\n")
