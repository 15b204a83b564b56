"""`wslearn` alone."""

from pathlib import Path

import pytest

from wslearn.cli import welcome
from wslearn.cli.app import run


def test_outside_of_any_project_the_first_lesson_is_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The welcome says what this is, where you are and what to type."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    assert run([]) == 0
    text = capsys.readouterr().out
    assert "WebSocket in Django" in text
    assert f"You are not in a project: {tmp_path}" in text
    assert "Next: wslearn lesson 1 " in text
    assert "Or:   wslearn start course " in text


def test_in_a_django_project_its_trace_is_next(tmp_path: Path) -> None:
    """A folder below a manage.py is the reader's own project."""
    (tmp_path / "manage.py").touch()
    below = tmp_path / "live" / "templates"
    below.mkdir(parents=True)
    place = welcome.where(below)
    assert str(tmp_path) in place.text
    assert place.next == "wslearn trace"


def test_in_a_course_folder_wslearn_next_is_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with `.wslearn` is the course's project; the stage it is at is told."""
    (tmp_path / ".wslearn").mkdir()
    (tmp_path / "manage.py").touch()
    monkeypatch.setattr(welcome, "stage", lambda folder: "lesson 3, step 1 of 4")
    place = welcome.where(tmp_path)
    assert place.text == f"You are in the course's project: {tmp_path} (lesson 3, step 1 of 4)"
    assert place.next == "wslearn next"


def test_home_is_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder below the home folder is shown with ~."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "work").mkdir()
    assert welcome.where(tmp_path / "work").text.endswith(str(Path("~") / "work"))
