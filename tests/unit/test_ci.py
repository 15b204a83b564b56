"""What `.ci/run` runs is what README.md tells people to run, and what it requires is never skipped."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tests.conftest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def _lines(after: str) -> list[str]:
    """The lines of the code blocks below the heading `after`."""
    section = README.partition(f"\n## {after}\n")[2].partition("\n## ")[0]
    return [line for block in re.findall(r"```\w+\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here; .ci/run needs it")
def test_ci_runs_the_test_line_of_the_readme() -> None:
    """The line that `.ci/run` takes is the first one of the section Test it."""
    shown = subprocess.run(["bash", str(ROOT / ".ci/run"), "--line"], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == _lines("Test it")[:1]


@pytest.mark.parametrize("heading", ["Try it", "Test it"])
def test_one_line_makes_the_environment_and_runs(heading: str) -> None:
    """Beside the line stands its Windows form, which says the same with the names that Windows uses."""
    unix, windows = _lines(heading)
    assert unix.startswith("python3 -m venv .venv && .venv/bin/python -m pip install ")
    expected = unix.replace("python3 -m", "py -m").replace(".venv/bin/", ".venv\\Scripts\\").replace("'", "")
    assert windows == expected


_SKIPPED = """
import pytest

@pytest.mark.redis
def test_needs_redis():
    pytest.skip("no Redis here")

@pytest.mark.browser
def test_needs_a_browser():
    pytest.skip("no browser here")

def test_skipped_for_another_reason():
    pytest.skip("not on this system")
"""


@pytest.mark.parametrize(
    ("required", "code", "counts"),
    [("", 0, "3 skipped"), ("redis", 1, "1 failed, 2 skipped"), ("browser", 1, "1 failed")],
)
def test_what_is_required_may_not_be_skipped(tmp_path: Path, required: str, code: int, counts: str) -> None:
    """With WSLEARN_REDIS=required the run is red and repeats why a test was skipped; other skips stay skips."""
    shutil.copy(str(tests.conftest.__file__), tmp_path / "conftest.py")
    (tmp_path / "test_it.py").write_text(_SKIPPED)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--rootdir", "."]
    said = {name: "required" if marker == required else "" for marker, name in tests.conftest.REQUIRED.items()}
    environment = {**os.environ, **said, "PYTEST_ADDOPTS": ""}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout
    assert counts in run.stdout
    assert ("no Redis here" in run.stdout) == (required == "redis")
    assert ("no browser here" in run.stdout) == (required == "browser")


def test_the_readme_is_short_and_its_files_are_there() -> None:
    """At most 120 lines; every file it links to exists."""
    assert len(README.splitlines()) <= 120
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []
