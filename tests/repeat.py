"""The live tests again and again while every core is busy: `python -m tests.repeat [--times 20] [PYTEST ARGS …]`.

A test that fails now and then fails here. Prints a table of what failed and how often; exit code 1 if anything did.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOGS = ROOT / ".pytest_cache" / "repeat"
_BUSY = "while True: pass"
_OUTCOME = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core busy with a process that only counts."""
    spinning = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


def run_once(number: int, arguments: list[str], seconds: float) -> list[str]:
    """Run the live tests; the names of those that failed. The whole output is kept in a file when some did."""
    command = [sys.executable, "-m", "pytest", "-q", "-m", "live", "-p", "no:cacheprovider", *arguments]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as late:
        _keep(number, (late.stdout or b"").decode("utf-8", "replace"))
        return [f"(no end within {seconds:.0f} s)"]
    if run.returncode == 0:
        return []
    _keep(number, run.stdout + run.stderr)
    return _OUTCOME.findall(run.stdout) or [f"(pytest ended with {run.returncode})"]


def _keep(number: int, output: str) -> None:
    LOGS.mkdir(parents=True, exist_ok=True)
    (LOGS / f"{number}.log").write_text(output, "utf-8")


def repeat(times: int, arguments: list[str], seconds: float) -> Counter[str]:
    """How often each test failed in so many runs."""
    failures: Counter[str] = Counter()
    for number in range(1, times + 1):
        begun = time.monotonic()
        failed = run_once(number, arguments, seconds)
        failures.update(failed)
        print(f"{number:3} of {times}  {time.monotonic() - begun:5.0f} s  {len(failed)} failed", flush=True)
    return failures


def main() -> int:
    """Parse, repeat, print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.repeat", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how many runs (20)")
    parser.add_argument("--seconds", type=float, default=900, help="the most that one run may take (900)")
    options, arguments = parser.parse_known_args()
    with busy_cores():
        failures = repeat(options.times, arguments, options.seconds)
    for name, count in failures.most_common():
        print(f"{count:3} of {options.times}  {name}")
    print(f"{len(failures)} tests failed at least once" + (f"; logs in {LOGS}" if failures else ""))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
