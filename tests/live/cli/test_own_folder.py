"""`wslearn lesson` in a folder made by `wslearn scaffold`: the learner's own files are what is played."""

import hashlib
import json
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="the helper for terminals is in the same module")

from tests.live.cli.terminal import run

CONSUMERS = "live/json_consumers.py"
PRISTINE = "wslearn lesson 3 --step 1 --pristine"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project of the course, as it is at the end of lesson 3."""
    assert run(["scaffold", "own", "--lesson", "3"], tmp_path)[0] == 0
    return tmp_path / "own"


def edit(folder: Path, old: str, new: str) -> int:
    """Change one place of the consumers; the number of its line."""
    text = (folder / CONSUMERS).read_text("utf-8")
    before, found, after = text.partition(old)
    assert found, f"the course's file has no longer {old!r}"
    (folder / CONSUMERS).write_text(before + new + after, "utf-8")
    return before.count("\n") + 1


def play(folder: Path, *options: str, lesson: str = "3", step: str = "1") -> tuple[int, str, str]:
    """One step, with pipes; the output's blanks made single."""
    code, out, err = run(["lesson", lesson, "--step", step, *options], folder.parent, folder)
    return code, " ".join(out.split()), err


def files(folder: Path) -> dict[str, str]:
    """What is in the project, but for what wslearn and Python keep there for themselves."""
    kept = [path for path in folder.rglob("*") if path.is_file()]
    own = [path for path in kept if not {".wslearn", "__pycache__"} & set(path.relative_to(folder).parts)]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in own}


@pytest.mark.parametrize("below", [".", "live"])
def test_an_edit_is_seen_in_the_trace(own: Path, below: str) -> None:
    """What the learner's line prints stands in the timeline; it is said whose files are played."""
    edit(own, 'print("Python holds a"', 'print("my own line says"')
    before = files(own)
    code, out, err = run(["lesson", "3", "--step", "1", "--plain"], own.parent, own / below)
    assert (code, err) == (0, "")
    assert f"Your own files in {own} are played." in out
    assert "my own line says dict" in out
    assert "Python holds a" not in out
    assert "--pristine" not in out
    assert files(own) == before


def test_an_earlier_project_is_a_pristine_copy(own: Path) -> None:
    """A step that later ones took lines away from is played on a copy, says so, and touches nothing of theirs."""
    (own / "live/views.py").write_text("1 / 0\n", "utf-8")
    before = files(own)
    code, out, err = play(own, "--plain", lesson="1")
    assert (code, err) == (0, "")
    assert "It is played on a pristine copy; your files stay as they are." in out
    assert files(own) == before


def test_an_edit_that_breaks_a_step_is_named(own: Path) -> None:
    """Exit code 1; the file that differs, and the command for the course's version, which holds."""
    edit(own, "json.dumps(value)", 'json.dumps(value, separators=(",", ":"))')
    code, out, _ = play(own, "--plain")
    assert code == 1
    assert f"You changed {CONSUMERS}. The other version: {PRISTINE}" in out
    code, out, _ = play(own, "--plain", "--pristine")
    assert code == 0
    assert "Your own files" not in out
    assert "You changed" not in out


def test_a_file_that_breaks_nothing_is_not_blamed(own: Path) -> None:
    """Where the step holds with the edit, nothing is said of it, nor of an answer to an exercise."""
    edit(own, "Reads one JSON value", "Reads whatever it is")
    code, out, _ = play(own, "--plain")
    assert (code, "You changed" in out) == (0, False)
    edit(own, "json.loads", "json.load")
    (own / "live/events_exercise.py").write_text("# my answer\n" + (own / "live/events_exercise.py").read_text())
    code, out, _ = play(own, "--plain")
    assert code == 1
    assert f"You changed {CONSUMERS}. The other version" in out


def test_json_has_only_lines_where_an_edit_breaks_a_step(own: Path) -> None:
    """The finding says it there; every line is JSON, and the exit code is 1."""
    edit(own, "json.dumps(value)", 'json.dumps(value, separators=(",", ":"))')
    code, out, err = run(["lesson", "3", "--step", "1", "--json"], own.parent, own)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (1, "")
    assert [line["passed"] for line in lines if line["kind"] == "finding"].count(False) >= 1


def test_a_syntax_error_is_file_and_line(own: Path) -> None:
    """Exit code 3, the place, no traceback; the pristine copy still plays."""
    line = edit(own, "def websocket_receive(self, event):", "def websocket_receive(self, event:")
    code, out, err = play(own, "--plain")
    assert code == 3
    assert f"{CONSUMERS}, line {line}" in out + err
    assert "Traceback" not in out + err
    assert play(own, "--plain", "--pristine")[0] == 0


def test_a_finished_project_plays_an_early_lesson(tmp_path: Path) -> None:
    """What lesson 6 puts around the router lets lesson 2 play on the learner's own files, and nothing fails."""
    assert run(["scaffold", "own", "--lesson", "6"], tmp_path)[0] == 0
    code, out, err = run(["lesson", "2", "--auto", "--plain"], tmp_path, tmp_path / "own")
    assert (code, err) == (0, "")
    assert "pristine copy" not in out
