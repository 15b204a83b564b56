"""Commands typed in a folder, as processes of their own; children that write until they are killed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def wslearn(folder: Path, *words: str, timeout: float = 60.0) -> subprocess.CompletedProcess[str]:
    """Type a command, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "wslearn", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=timeout,
        check=False,
    )


@contextmanager
def child(code: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A Python process that runs this code; its standard output and input are pipes. It is killed at the end."""
    command = [sys.executable, "-u", "-c", code, *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def killed_after(code: str, lines: int, *arguments: str) -> list[str]:
    """Let a child print so many lines, kill it at once with SIGKILL, and give all that it printed."""
    with child(code, *arguments) as process:
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        printed += process.stdout.readlines()
    assert printed[lines - 1], "the child ended before it was killed"
    return [line.strip() for line in printed if line.endswith("\n")]
