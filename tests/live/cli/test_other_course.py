"""A course in another folder works like the built-in one, and lessons speak another language where they can."""

import json
import shutil
from pathlib import Path

import pytest

from tests.live.cli.terminal import run
from wslearn import paths

OURS = """\
format_version = 1
title = "Ours"
lessons = ["01_handshake"]
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """One lesson, in a folder with a blank in its name."""
    root = tmp_path / "our course"
    shutil.copytree(paths.lessons() / "01_handshake", root / "01_handshake")
    (root / "course.toml").write_text(OURS, "utf-8")
    lesson = root / "01_handshake" / "lesson.md"
    lesson.write_text(lesson.read_text("utf-8").replace("Two doors", "Our two doors"), "utf-8")
    return root


def test_from_the_list_to_the_check(tmp_path: Path, course: Path) -> None:
    """List, start with --course; from then on the folder knows: next, lesson, hint, check."""
    code, out, _ = run(["lessons", "--course", str(course), "--json"], tmp_path)
    assert (code, json.loads(out)["title"]) == (0, "Ours")
    code, out, errors = run(["start", "mine", "--course", str(course)], tmp_path)
    assert (code, errors) == (0, "")
    mine = tmp_path / "mine"
    code, out, _ = run(["lesson", "1", "--auto", "--step", "2", "--plain"], tmp_path, mine)
    assert (code, "Our two doors" in out) == (0, True)
    assert "Look at the three consumers" in run(["hint", "1"], tmp_path, mine)[1]
    code, out, _ = run(["check", "1", "--plain"], tmp_path, mine)
    assert code == 1
    assert "No accept" in out


def test_a_course_that_is_not_there(tmp_path: Path) -> None:
    """One sentence, and where to look."""
    code, _, errors = run(["lesson", "1", "--auto", "--course", "nowhere"], tmp_path)
    assert code == 2
    assert "There is no course 'nowhere'" in errors
    assert "wslearn courses" in errors


def test_courses_are_listed(tmp_path: Path) -> None:
    """The built-in one is always there."""
    code, out, _ = run(["courses", "--json"], tmp_path)
    assert (code, json.loads(out)["courses"][0]["name"]) == (0, "wslearn")


def test_a_lesson_in_spanish(tmp_path: Path) -> None:
    """Prose, questions and their answers are Spanish; what is played is the same, and holds."""
    options = ["lesson", "1", "--auto", "--plain", "--step", "3"]
    code, out, _ = run([*options, "--language", "es"], tmp_path)
    assert code == 0
    for text in ("Te conectas, y no envías nada.", "Un texto", "El cable queda abierto", "Hello. I speak first."):
        assert text in out
    assert "Nobody has to ask first" not in out
    assert out.splitlines()[-1] == "Next: wslearn lesson 2 --language es"
    assert "Te conectas" in run(options, tmp_path, WSLEARN_LANGUAGE="", LC_ALL="es_ES.UTF-8")[1]


def test_every_text_of_the_spanish_lesson_is_said(tmp_path: Path) -> None:
    """One lesson is the proof that it can be done: nothing in it falls back."""
    copy = Path(shutil.copytree(paths.lessons(), tmp_path / "lessons"))
    code, out, _ = run(["dev", "translate", "1", "--language", "es", "--course", str(copy)], tmp_path)
    assert code == 0
    assert "0 texts are still to be written" in out
    assert "STALE" not in (copy / "01_handshake" / "lesson.es.md").read_text("utf-8")
