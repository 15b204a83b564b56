"""`wslearn lesson` without a terminal: for scripts, teachers and CI."""

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="the helper for terminals is in the same module")

from tests.live.cli.terminal import run
from wslearn import paths
from wslearn.cli.app import run as run_here

QUICK = ["lesson", "json", "--step", "2"]
ESCAPE = "\x1b["


def lines_of(text: str) -> list[dict[str, Any]]:
    """Every line as JSON; each must have its kind."""
    found = [json.loads(line) for line in text.splitlines()]
    assert all("kind" in line for line in found)
    return found


def without_times(text: str) -> list[str]:
    """The rows of a plain timeline: all else, such as prose, is left out."""
    return [line for line in text.splitlines() if re.match(r"\d+\. (receive|send|server|output|exception|layer)", line)]


def test_nothing_is_asked_where_nobody_is(tmp_path: Path) -> None:
    """With pipes a lesson plays to its end by itself, without colours, and exits with 0."""
    code, out, err = run(QUICK, tmp_path)
    assert (code, err) == (0, "")
    assert ESCAPE not in out
    assert re.search(r"held: (\d+) of \1 expectations held\.", out)


def test_json_is_all_there_is(tmp_path: Path) -> None:
    """Header, step, records and findings on stdout, each a JSON line, and nothing else on either stream."""
    code, out, err = run([*QUICK, "--json"], tmp_path)
    lines = lines_of(out)
    assert (code, err) == (0, "")
    assert lines[0]["kind"] == "header"
    assert {line["kind"] for line in lines} == {"header", "step", "record", "finding"}
    assert {line["lane"] for line in lines if line["kind"] == "record"} >= {
        "client",
        "wire",
        "asgi",
        "consumer",
        "json",
    }
    assert all(line["passed"] for line in lines if line["kind"] == "finding")


def test_a_replay_shows_the_same_rows(tmp_path: Path) -> None:
    """--save keeps what was seen: the rows of the replay are those of the lesson, times included."""
    _, seen, _ = run([*QUICK, "--plain", "--save", "trace.jsonl"], tmp_path)
    code, again, err = run(["replay", "trace.jsonl", "--plain"], tmp_path)
    assert (code, err) == (0, "")
    assert len(without_times(seen)) > 20
    assert without_times(again) == without_times(seen)


def test_plain_lines_are_whole(tmp_path: Path) -> None:
    """--plain wraps and cuts nothing, whatever the width."""
    _, out, _ = run([*QUICK, "--plain"], tmp_path, COLUMNS="20")
    assert "Predict: You send exactly these 7 characters" in out
    assert any(len(line) > 150 for line in out.splitlines())


def test_lanes_and_hide_leave_out(tmp_path: Path) -> None:
    """Only the lanes that were asked for are drawn; --hide ping leaves out ping and pong."""
    _, out, _ = run(["lesson", "3", "--step", "1", "--plain", "--lanes", "client,asgi"], tmp_path)
    rows = without_times(out)
    assert any(" asgi: " in row for row in rows)
    assert not [row for row in rows if re.search(r" (json|layer|wire): ", row)]
    assert [row for row in rows if "ping, " in row]
    _, out, _ = run(["lesson", "3", "--step", "1", "--plain", "--hide", "ping"], tmp_path)
    assert not [row for row in without_times(out) if "ping, " in row or "pong, " in row]


@pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
def test_every_width_is_kept(columns: str, tmp_path: Path) -> None:
    """No line is longer than the terminal is wide."""
    code, out, _ = run([*QUICK], tmp_path, COLUMNS=columns)
    assert code == 0
    assert [line for line in out.splitlines() if len(line.rstrip()) > int(columns)] == []


def test_colour_and_theme_by_environment_and_option(tmp_path: Path) -> None:
    """FORCE_COLOR colours a pipe, NO_COLOR takes colours away, themes differ, a wrong one is refused."""
    shown = {
        theme: run(["replay", "t", "--theme", theme], _saved(tmp_path), FORCE_COLOR="1")[1]
        for theme in ("dark", "light", "projector")
    }
    assert all(ESCAPE in text for text in shown.values())
    assert len(set(shown.values())) == 3
    by_variable = run(["replay", "t"], tmp_path, FORCE_COLOR="1", WSLEARN_THEME="light")[1]
    assert by_variable == shown["light"]
    assert "\x1b[38" not in run(["replay", "t"], tmp_path, NO_COLOR="1", FORCE_COLOR="1")[1]
    code, _, err = run(["replay", "t", "--theme", "pink"], tmp_path)
    assert code == 2
    assert "pink" in err


def _saved(folder: Path) -> Path:
    """The folder, with a trace `t` in it."""
    if not (folder / "t").exists():
        assert run([*QUICK, "--save", "t"], folder)[0] == 0
    return folder


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the course, played in place of the built-in one."""
    copy = tmp_path / "lessons"
    shutil.copytree(paths.lessons(), copy)
    monkeypatch.setattr(paths, "lessons", lambda: copy)
    monkeypatch.chdir(tmp_path)
    return copy / "03_json" / "lesson.md"


def test_an_expectation_that_does_not_hold_is_exit_code_1(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what was done, what was expected and where that stands, and plays on to the end."""
    text = course.read_text("utf-8")
    wrong = text.replace('expect {"a": 1}\n', 'expect {"a":1}\n', 1)
    assert wrong != text
    course.write_text(wrong, "utf-8")
    assert run_here([*QUICK, "--auto"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"failed\s+client receives", out)
    assert "what happened: client received" in out
    assert "lesson.md:" in out
    assert re.search(r"failed: \d+ of \d+ expectations held\.", out)


def test_a_damaged_lesson_is_exit_code_4(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line and what is wrong; no traceback."""
    course.write_text(course.read_text("utf-8").replace("```play\n", "```play\nteleport /ws/\n", 1), "utf-8")
    assert run_here([*QUICK, "--auto"]) == 4
    err = capsys.readouterr().err
    assert re.search(r"lesson\.md:\d+", err)
    assert "teleport" in err
    assert "Traceback" not in err


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[dict[str, Any]]]:
    """What is drawn of eight clients in sync consumers, and the saved trace."""
    folder = tmp_path_factory.mktemp("eight")
    code, out, err = run(["lesson", "async", "--step", "4", "--plain", "--save", "trace.jsonl"], folder)
    assert (code, err) == (0, "")
    return out, lines_of((folder / "trace.jsonl").read_text("utf-8"))


def test_a_brief_play_draws_no_handshakes(eight: tuple[str, list[dict[str, Any]]]) -> None:
    """It says so, keeps them in the trace, and draws the messages; the play before it draws its handshakes."""
    out, saved = eight
    full, brief = out.split("Handshakes and closings are recorded here as ever, and not drawn")
    assert "Sec-WebSocket-Key" in full
    assert "Sec-WebSocket-Key" not in brief
    assert "client: text, 5 bytes: heidi" in brief
    assert sum(line.get("type") == "handshake.request" and line["lane"] == "client" for line in saved) == 8


def test_who_waited_for_whom_is_drawn(eight: tuple[str, list[dict[str, Any]]]) -> None:
    """Each of eight texts waits for those before it; handshakes that waited for nobody are left out."""
    out, _ = eight
    found = re.findall(r"^(\w+): send \1: asked after .*, waited ([\d.]+) (m?s), at work", out, re.MULTILINE)
    waited = sorted(float(number) * (1 if unit == "s" else 0.001) for _, number, unit in found)
    assert len(waited) == 8
    assert all(later - earlier > 0.3 for earlier, later in pairwise(waited))  # each works for 0.5 s
    assert ": connect: asked" not in out


def test_a_crowd_is_counted_and_not_drawn(tmp_path: Path) -> None:
    """Thirty clients of one line each say ten things to all: no row of it is drawn, and every message is counted."""
    code, out, err = run(["lesson", "groups", "--step", "5", "--plain", "--save", "trace.jsonl"], tmp_path)
    assert (code, err) == (0, "")
    crowd = out.partition("Too much to read")[2]
    assert crowd
    assert without_times(crowd) == []
    assert "300 times group_send, 30 channels, 9,000 messages in them:" in crowd
    counts = {end: int(count.replace(",", "")) for count, end in re.findall(r"^ +([\d,]+)  (.+)$", crowd, re.MULTILINE)}
    assert sum(counts.values()) == 9000
    assert counts["lost: the channel was full"] > counts["became a frame"]
    saved = lines_of((tmp_path / "trace.jsonl").read_text("utf-8"))
    asked = [line for line in saved if line.get("type") == "handshake.request" and line["lane"] == "client"]
    assert len({line["data"]["client"] for line in asked}) == 2 + 30


def test_a_group_send_is_drawn_as_a_tree(tmp_path: Path) -> None:
    """Of the ghost nothing but its channel is left; Ann gets her own message."""
    code, out, err = run(["lesson", "groups", "--step", "6", "--plain"], tmp_path)
    assert (code, err) == (0, "")
    tree = out.partition("A ghost: ")[2]
    assert re.search(r"^ann, channel !\w{8}: table_say gives TEXT Is Zoe there\?$", tree, re.MULTILINE)
    assert re.search(r"^zoe, channel !\w{8}: nobody takes it: this consumer is over$", tree, re.MULTILINE)
