"""`--record` keeps what is drawn."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.live.cli.terminal import run

LESSON = ["lesson", "3", "--auto", "--step", "2", "--step", "3"]


def _record(home: Path, *options: str) -> tuple[str, list[Any]]:
    """What was printed, and the lines of the recording."""
    code, out, errors = run([*LESSON, "--record", "l3.cast", *options], home, FORCE_COLOR="1")
    assert (code, errors) == (0, "")
    return out, [json.loads(line) for line in (home / "l3.cast").read_text("utf-8").splitlines()]


def test_all_that_was_drawn_is_there_with_its_steps(tmp_path: Path) -> None:
    """Byte for byte, in the order of time, with a marker before each step's heading."""
    out, (header, *events) = _record(tmp_path)
    assert (header["version"], header["width"], header["height"]) == (2, 80, 24)
    assert "".join(data for _, code, data in events if code == "o").replace("\r\n", "\n") == out
    assert [data for _, code, data in events if code == "m"] == [
        "2. Out with dumps, in with loads",
        "3. The page's side",
    ]
    times = [time for time, _, _ in events]
    assert times == sorted(times)
    before = "".join(data for _, code, data in events[: [code for _, code, _ in events].index("m")] if code == "o")
    assert "Step 2" not in before


def test_version_3(tmp_path: Path) -> None:
    """Times count from the event before, so that none is negative and their sum is the whole."""
    _, (header, *events) = _record(tmp_path, "--cast-version", "3")
    assert (header["version"], header["term"]["cols"]) == (3, 80)
    assert all(time >= 0 for time, _, _ in events)
    assert sum(time for time, _, _ in events) < 60


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--record", "no/such/folder.cast"], 3, "another file with --record"),
        (["--record", "x.cast", "--cast-version", "4"], 2, "--cast-version 2 or 3"),
    ],
)
def test_what_cannot_be_recorded(options: list[str], code: int, said: str, tmp_path: Path) -> None:
    """One sentence, before anything is played."""
    ended, out, errors = run([*LESSON, *options], tmp_path)
    assert (ended, out) == (code, "")
    assert said in errors
