"""The engine's own process."""

import subprocess
import sys
from pathlib import Path

from wslearn.conversion import runner


def run(order: bytes) -> subprocess.CompletedProcess[bytes]:
    """The script, started as wslearn starts it."""
    return subprocess.run(
        [sys.executable, "-P", runner.__file__], input=order, capture_output=True, check=False, timeout=30
    )


def test_the_runner_is_a_script_of_the_standard_library() -> None:
    """It runs where wslearn cannot be imported: its file alone, isolated from wslearn's folder."""
    order = b'{"source": "[1.0]", "depth": 9, "nodes": 9, "cpu_limit": 1, "wall_limit": 9}'

    assert b'"json":"[1]"' in run(order).stdout
    assert "wslearn" not in Path(runner.__file__).read_text(encoding="utf-8")


def test_it_ends_itself_when_nobody_ends_it() -> None:
    """A parent that is gone leaves no endless child behind: the process ends at its wall limit by itself."""
    order = b'{"source": "while (true) {}", "depth": 9, "nodes": 9, "cpu_limit": 1000, "wall_limit": 0.2}'

    assert run(order).returncode != 0
