"""`wslearn convert` as a function and as a process."""

import io
import json
import subprocess
import sys

import pytest

from wslearn.cli.convert import convert
from wslearn.errors import UsageError


def feed(monkeypatch: pytest.MonkeyPatch, payload: bytes) -> None:
    """Give these bytes as standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(payload), encoding="utf-8"))


def test_an_error_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """Python's TypeError is what the learner came for: shown verbatim, exit code 0."""
    assert convert("{1,2}") == 0
    assert "TypeError: Object of type set" in " ".join(capsys.readouterr().out.split())


def test_json_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints the documented shape on one line and nothing else, in ASCII."""
    assert convert('"\ud800é"', language="json", json=True) == 0
    output = capsys.readouterr().out

    assert output.isascii()
    assert output.count("\n") == 1
    assert json.loads(output)["kind"] == "conversion"


def test_plain_has_no_escape_codes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """--plain means no colour, even where colour is forced."""
    monkeypatch.setenv("FORCE_COLOR", "1")

    assert convert("(1, 2)", plain=True) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`-` is standard input, in UTF-8, without its last newline."""
    feed(monkeypatch, '"é"\n'.encode())

    assert convert("-", language="json", json=True) == 0
    assert json.loads(capsys.readouterr().out)["source"] == '"é"'


@pytest.mark.parametrize("payload", [b"\xff", b"", b"1" * 10_000_001])
def test_unusable_standard_input(payload: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not UTF-8, nothing at all, or far too much: a usage error with a hint."""
    feed(monkeypatch, payload)

    with pytest.raises(UsageError) as caught:
        convert("-", language="json")

    assert caught.value.hint


def test_the_module_is_light() -> None:
    """Looking at the command imports neither rich nor the JavaScript engine."""
    code = "import sys, wslearn.cli.convert; sys.exit('quickjs' in sys.modules or 'wslearn.conversion' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
