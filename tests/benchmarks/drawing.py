"""Events drawn into a real pseudo-terminal: whether drawing keeps up, and whether memory grows."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Ratio

DRAW = Path(__file__).parent / "draw.py"
RATES = (2_000, 10_000)


def run(seconds: float) -> Iterator[Ratio]:
    """Time taken to draw, divided by the time in which the events came; nothing where there is no pseudo-terminal."""
    if not hasattr(os, "openpty"):
        return
    for rate in RATES:
        told = _drawn(rate, seconds)
        note = (
            f"{told['folded']:,} of {told['events']:,} events folded, {told['late_ms']:.0f} ms behind at the end,"
            f" {told['grown_mib']:.1f} MiB more than at half-time, {told['cpu']:.0%} of a core"
        )
        taken = told["taken"] / told["given"]
        yield Ratio(
            f"s to draw : s given, {rate:,} events/s",
            taken,
            taken,
            taken,
            told["taken"],
            told["given"],
            1.05,
            False,
            note,
        )


def _drawn(rate: int, seconds: float) -> dict[str, float]:
    """What `draw.py` says of itself, run in a pseudo-terminal that is read as fast as a terminal reads."""
    ours, theirs = os.openpty()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.draw", str(rate), str(seconds), str(report)],
            stdin=theirs,
            stdout=theirs,
            env=environ,
        )
        os.close(theirs)
        threading.Thread(target=_read_all, args=(ours,), daemon=True).start()
        if process.wait():
            raise RuntimeError(f"{process.args!r} failed")
        told: dict[str, float] = json.loads(report.read_text("utf-8"))
        return told


def _read_all(terminal: int) -> None:
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:
        pass  # the other end is closed
    finally:
        os.close(terminal)
