"""`wslearn export`: the right file in the right place, and never over another one."""

import json
from pathlib import Path

import pytest

from tests.unit.trace.sample import FINDING, HEADER, RECORDS
from wslearn.cli.app import run
from wslearn.trace.jsonl import Writer


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "lesson.jsonl"
    with Writer.create(path) as writer:
        for entry in (HEADER, *RECORDS, FINDING):
            writer.write(entry)
    return path


@pytest.mark.parametrize(
    ("form", "suffix", "beginning"),
    [
        ("--svg", ".svg", b"<svg"),
        ("--html", ".html", b"<!doctype html>"),
        ("--har", ".har", b'{\n "log"'),
        ("--mermaid", ".mmd", b"sequenceDiagram\n"),
    ],
)
def test_the_file_is_beside_the_trace(saved: Path, form: str, suffix: str, beginning: bytes) -> None:
    """Without -o the export has the trace's name and the form's ending."""
    assert run(["export", str(saved), form]) == 0
    assert saved.with_suffix(suffix).read_bytes().startswith(beginning)


def test_har_to_standard_output(saved: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`-o -` gives the file alone on standard output, for a pipe."""
    assert run(["export", str(saved), "--har", "-o", "-"]) == 0
    entry = json.loads(capfdbinary.readouterr().out)["log"]["entries"][0]
    assert [message["type"] for message in entry["_webSocketMessages"]] == ["send", "receive"]


def test_nothing_is_overwritten_without_force(saved: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file that is there stays as it is; --force replaces it."""
    target = saved.with_suffix(".har")
    target.write_text("mine")
    assert run(["export", str(saved), "--har"]) == 2
    assert target.read_text() == "mine"
    assert "--force" in capfd.readouterr().err
    assert run(["export", str(saved), "--har", "--force"]) == 0
    assert target.read_text() != "mine"


@pytest.mark.parametrize("form", ["--svg", "--html"])
def test_pictures_show_the_lanes_asked_for(saved: Path, form: str) -> None:
    """--lanes leaves out all others; the title is the lesson's."""
    assert run(["export", str(saved), form, "--lanes", "asgi", "-o", str(saved.with_name("out"))]) == 0
    drawn = saved.with_name("out").read_text("utf-8").replace("&#160;", " ")
    assert "websocket.connect" in drawn
    assert "EchoConsumer" not in drawn
    assert "wslearn lesson json" in drawn


@pytest.mark.parametrize("form", ["--svg", "--html"])
def test_pictures_show_the_rows_asked_for(saved: Path, form: str) -> None:
    """--rows leaves out all others, so that a picture can be of one exchange."""
    assert run(["export", str(saved), form, "--rows", "3", "-o", str(saved.with_name("out"))]) == 0
    drawn = saved.with_name("out").read_text("utf-8")
    assert "websocket.accept" in drawn
    assert "websocket.connect" not in drawn


@pytest.mark.parametrize("forms", [[], ["--har", "--mermaid"]])
def test_one_form_at_a_time(saved: Path, forms: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """None or two forms are a usage error that names the four."""
    assert run(["export", str(saved), *forms]) == 2
    assert "--mermaid" in capfd.readouterr().err


def test_a_damaged_trace_is_exported_as_far_as_it_goes(saved: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The readable part is written, the place of the damage is said, and the exit code is 1."""
    saved.write_bytes(saved.read_bytes()[:-30])
    assert run(["export", str(saved), "--mermaid"]) == 1
    assert "websocket.accept" in saved.with_suffix(".mmd").read_text()
    assert f"line {len(RECORDS) + 2}" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["none.jsonl", "", "other.txt"])
def test_what_is_not_a_trace(tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A missing file, a folder and another kind of file: exit code 2 and one sentence, no traceback, no output."""
    (tmp_path / "other.txt").write_text("hello")
    assert run(["export", str(tmp_path / name), "--har", "-o", str(tmp_path / "out")]) == 2
    assert "Traceback" not in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_to(saved: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An output folder that is not there: exit code 3."""
    assert run(["export", str(saved), "--har", "-o", str(saved.parent / "none" / "x.har")]) == 3
    assert "cannot be written" in capfd.readouterr().err


def test_damage_cannot_reach_the_terminal(saved: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A trace from a stranger may name its own damage: escapes in it are shown, not run."""
    with saved.open("a") as file:
        file.write('{"v":1,"kind":"damage","line":3,"message":"\\u001b[31m"}\n')
    assert run(["export", str(saved), "--har"]) == 1
    error = capfd.readouterr().err
    assert "\x1b" not in error
    assert "\\x1b[31m" in error
