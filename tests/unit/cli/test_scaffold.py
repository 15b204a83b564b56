"""`wslearn scaffold`."""

import json as json_module
from pathlib import Path
from typing import Any

import pytest

from wslearn.cli.scaffold import scaffold
from wslearn.course.load import load_course
from wslearn.course.stages import files_at, stages
from wslearn.errors import UsageError

Output = pytest.CaptureFixture[str]


def lines(capsys: Output) -> list[dict[str, Any]]:
    """The JSON lines that were printed."""
    return [json_module.loads(line) for line in capsys.readouterr().out.splitlines()]


def files(folder: Path) -> set[str]:
    """The files of a project without `.wslearn`."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if path.parts[0] != ".wslearn"}


def conflicted(folder: Path) -> None:
    """A project at step 2 of lesson 1 whose learner changed the line that step 3 changes."""
    scaffold(folder, step=2, json=True)
    path = folder / "mysite" / "asgi.py"
    path.write_text(path.read_text().replace("application = ", "my_application = "))


def test_a_new_project_is_lesson_1(tmp_path: Path, capsys: Output) -> None:
    """Without options: all of lesson 1, each step with its purpose and diff, and what to type next."""
    folder = tmp_path / "my project"

    assert scaffold(folder) == 0
    output = capsys.readouterr().out
    lesson = load_course().lesson("1")
    for block in lesson.scaffolds:
        assert block.name in output
    assert '+    "daphne",' in output
    assert "python manage.py runserver" in output
    assert "wslearn scaffold --next" in output
    assert files(folder) == set(files_at(stages(load_course())[len(lesson.scaffolds) - 1]))


@pytest.mark.parametrize(
    ("lesson", "step", "stage"),
    [("2", None, "events/"), ("json", None, "json/"), (None, 1, "handshake/01"), ("2", 1, "events/01")],
)
def test_up_to_a_lesson_and_step(tmp_path: Path, capsys: Output, lesson: str, step: int, stage: str) -> None:
    """A lesson means its end, a step the scaffold step within it; everything before comes first."""
    assert scaffold(tmp_path, lesson=lesson, step=step, json=True) == 0

    *made, end = lines(capsys)
    assert end["stage"].startswith(stage)
    assert made[-1]["id"] == end["stage"]
    assert [line["id"] for line in made] == [stage.id for stage in stages(load_course())][: len(made)]


def test_next_goes_one_step_on(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the project or a folder below, step after step to the end of the course, and then it says so."""
    scaffold(tmp_path, step=1, json=True)
    monkeypatch.chdir(tmp_path / "live")
    for expected in stages(load_course())[1:]:
        capsys.readouterr()
        assert scaffold(go_on=True, json=True) == 0
        assert [line.get("id") for line in lines(capsys)] == [expected.id, None]

    assert scaffold(go_on=True, plain=True) == 0
    output = capsys.readouterr().out
    assert "already at" in output
    assert "the last one" in output
    assert "--next" not in output


def test_a_conflict_keeps_both_and_stops(tmp_path: Path, capsys: Output) -> None:
    """Exit code 1, the file untouched, both named, the diff shown; no further step until it is resolved."""
    conflicted(tmp_path)
    mine = (tmp_path / "mysite" / "asgi.py").read_bytes()

    assert scaffold(tmp_path, lesson="1", plain=True) == 1
    output = capsys.readouterr().out
    assert "mysite/asgi.py.wslearn-new" in output
    assert "+application = ProtocolTypeRouter(" in output
    assert "04_routes" not in output
    assert (tmp_path / "mysite" / "asgi.py").read_bytes() == mine
    assert scaffold(tmp_path, go_on=True, plain=True) == 1
    assert "04_routes" not in capsys.readouterr().out


def test_a_resolved_conflict_goes_on(tmp_path: Path, capsys: Output) -> None:
    """After the new version was taken over, the same command goes on to the end."""
    conflicted(tmp_path)
    scaffold(tmp_path, lesson="1", json=True)
    (tmp_path / "mysite" / "asgi.py.wslearn-new").replace(tmp_path / "mysite" / "asgi.py")
    capsys.readouterr()

    assert scaffold(tmp_path, lesson="1", json=True) == 0
    first, *_, end = lines(capsys)
    assert (first["kind"], first["files"]) == ("resolved", ["mysite/asgi.py"])
    assert end["stage"] == load_course().lesson("1").id + "/" + load_course().lesson("1").scaffolds[-1].name
    assert end["unresolved"] == []


def test_json_is_json_lines(tmp_path: Path, capsys: Output) -> None:
    """A line for each step with its changes, then one for the project, each with its kind; nothing else."""
    scaffold(tmp_path, step=2, json=True)

    one, two, end = lines(capsys)
    assert (one["kind"], two["kind"], end["kind"]) == ("stage", "stage", "project")
    assert [(change["path"], change["kind"]) for change in two["changes"]] == [("mysite/settings.py", "replaced")]
    assert '+    "daphne",' in two["changes"][0]["diff"].split("\n")
    assert end["next"][-1] == "wslearn scaffold --next"


def test_a_project_that_is_there_is_left_alone(tmp_path: Path, capsys: Output) -> None:
    """Naming an existing project, or a lesson that it is past, changes nothing and says where it is."""
    scaffold(tmp_path, lesson="2", json=True)
    capsys.readouterr()

    assert scaffold(tmp_path, plain=True) == 0
    assert scaffold(tmp_path, lesson="1", plain=True) == 0
    assert capsys.readouterr().out.count("already at lesson 2") == 2


def test_terminal_escapes_in_files_are_shown(tmp_path: Path, capsys: Output) -> None:
    """What a learner's file holds is never executed by the terminal."""
    scaffold(tmp_path, step=1, json=True)
    settings = tmp_path / "mysite" / "settings.py"
    settings.write_text(settings.read_text().replace("HOSTS = []", "HOSTS = []  # \x1b[2J \u202e"))
    capsys.readouterr()

    assert scaffold(tmp_path, go_on=True) in (0, 1)
    output = capsys.readouterr().out
    assert "\x1b[2J" not in output
    assert "\u202e" not in output
    assert r"\x1b[2J" in output


def test_wrong_uses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a usage error with the next thing to type; nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").touch()

    for wrong in (
        {},
        {"go_on": True},
        {"go_on": True, "lesson": "1"},
        {"folder": Path("new"), "lesson": "99"},
        {"folder": Path("new"), "step": 99},
        {"folder": Path("full")},
    ):
        with pytest.raises(UsageError) as caught:
            scaffold(**wrong)
        assert caught.value.hint
    assert files(tmp_path) == {"full/notes.txt"}
