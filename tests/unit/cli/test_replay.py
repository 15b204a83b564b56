"""`wslearn replay` shows what was seen, and all of a damaged file that can be read."""

import random
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.unit.trace.sample import FINDING, HEADER, RECORDS
from wslearn.cli.app import run
from wslearn.trace.jsonl import Writer, read
from wslearn.trace.record import Record, StepMark

STEP = StepMark(0, 1, "Say it")
LINES = (HEADER, STEP, *RECORDS, FINDING)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "lesson.jsonl"
    with Writer.create(path) as writer:
        for entry in LINES:
            writer.write(entry)
    return path


def test_steps_rows_and_findings_are_shown_in_order(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The step's title, then the rows, then the finding; exit code 0."""
    assert run(["replay", str(saved), "--plain"]) == 0
    shown = capsys.readouterr().out
    parts = ["Say it", "websocket.connect", "EchoConsumer.connect", "group_send", "4001", FINDING.expected]
    assert [shown.find(part) for part in parts] == sorted(shown.index(part) for part in parts)


def test_lanes_and_kinds_can_be_chosen(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--lanes shows only those; --hide ping leaves pings out."""
    assert run(["replay", str(saved), "--plain", "--lanes", "client", "--hide", "ping"]) == 0
    shown = capsys.readouterr().out
    assert "GET /ws/json/" in shown
    assert "websocket.connect" not in shown
    assert "ping" not in shown


def test_payloads_are_shown_escaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A trace from a stranger cannot drive the terminal."""
    path = tmp_path / "t.jsonl"
    with Writer.create(path) as writer:
        writer.write(HEADER)
        writer.write(StepMark(0, 1, "\x1b]0;title\x07"))
        writer.write(Record("client", 1, 1, "client", "send", "frame", {"text": "\x1b[2J\u202e"}, "c1"))
    assert run(["replay", str(path)]) == 0
    assert not set(capsys.readouterr().out) & {"\x1b", "\x07", "\u202e"}


def test_json_is_the_file_again(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json gives the very lines of the file and nothing else on standard output."""
    assert run(["replay", str(saved), "--json"]) == 0
    assert capsys.readouterr().out == saved.read_text()


def test_a_damaged_file_is_shown_as_far_as_it_goes(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cut file: what is readable on standard output, where it broke on standard error, exit code 1."""
    saved.write_bytes(saved.read_bytes()[:-30])
    assert run(["replay", str(saved), "--plain"]) == 1
    captured = capsys.readouterr()
    assert "4001" in captured.out
    assert FINDING.expected not in captured.out
    assert f"line {len(LINES)}" in captured.err


def test_what_is_not_a_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another file is one sentence and exit code 2."""
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG\r\n")
    assert run(["replay", str(path)]) == 2
    assert "is not a trace" in capsys.readouterr().err


def test_step_waits_for_enter(saved: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row takes one Enter; when standard input ends, the rest is shown without waiting."""

    keys = iter(["\n", "\n", ""])
    seen: list[str] = []

    def press(*_: object) -> str:
        seen.append(capsys.readouterr().out)
        return next(keys)

    monkeypatch.setattr("sys.stdin", SimpleNamespace(readline=press, isatty=lambda: False))
    assert run(["replay", str(saved), "--plain", "--step"]) == 0
    assert next(keys, None) is None
    assert "GET /ws/json/" not in seen[0]
    assert "GET /ws/json/" in seen[1]
    assert "4001" not in "".join(seen)
    assert "4001" in capsys.readouterr().out


def test_no_damage_ends_in_a_traceback(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Digits and letters changed anywhere: the line may still be JSON, and then it is drawn, whatever it says."""
    whole = saved.read_bytes()
    rng = random.Random(7)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(5):
            damaged[rng.randrange(len(damaged))] = rng.choice(b'0123456789abcdefnulltrue"[]{}:,$')
        saved.write_bytes(damaged)
        assert run(["replay", str(saved)]) in (0, 1, 2)
        capsys.readouterr()


def test_the_file_is_left_alone(saved: Path) -> None:
    """Replaying does not change the trace."""
    before = saved.read_bytes()
    run(["replay", str(saved)])
    assert saved.read_bytes() == before
    assert read(saved).entries == LINES[1:]
