"""From the start of the process to the first echo shown, against plain Daphne and a bare client; and `--help`."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measure import Ratio, interleaved

FLOOR = Path(__file__).parent / "floor_echo.py"
FIRST_ECHO = "ms to the first echo, wslearn lesson 3 --auto : plain daphne and a bare client"
ECHO = '{"name": "Ada"}'
HELLO = """
import typer

app = typer.Typer()

@app.command()
def hello(name: str = "world") -> None:
    \"\"\"Say hello.\"\"\"
    print(f"Hello {name}")

app()
"""


def until(words: str, command: list[str], folder: Path | None = None, *, stderr: bool = False) -> float:
    """Milliseconds from the start of a process in a folder to the first line of its output with these words in it."""
    begun = time.perf_counter()
    merged = subprocess.STDOUT if stderr else None
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=merged, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if words in line:
                took = time.perf_counter() - begun
                process.kill()
                return took * 1000
    raise RuntimeError(f"{command!r} never printed {words!r}")


def whole(command: list[str]) -> float:
    """Milliseconds of a whole process."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1000


def run(rounds: int) -> list[Ratio]:
    """Start-up of a lesson, and of the help."""
    wslearn = [sys.executable, "-m", "wslearn"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*wslearn, "scaffold", f"{folder}/site", "--lesson", "3"], check=True, stdout=subprocess.DEVNULL)
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO)
        return [
            interleaved(
                FIRST_ECHO,
                lambda: until(f"websocket.send', 'text': '{ECHO}'", [*wslearn, "lesson", "3", "--auto", "--plain"]),
                lambda: until(ECHO, [sys.executable, str(FLOOR), f"{folder}/site", "/ws/json/"]),
                rounds,
                goal=1.0,
            ),
            interleaved(
                "ms of wslearn --help : of a typer hello world's --help",
                lambda: whole([*wslearn, "--help"]),
                lambda: whole([sys.executable, str(hello), "--help"]),
                rounds,
                goal=1.2,
            ),
        ]
