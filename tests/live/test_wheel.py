"""The wheel, built and installed: the course is inside, and nothing of this repository is needed."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
WHERE = """
import json, sys, wslearn
from wslearn import paths
print(json.dumps({"package": wslearn.__file__, "lessons": str(paths.lessons()), "path": sys.path}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this repository, built without a network by the hatchling that is installed."""
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of a fresh environment that holds the wheel.

    It borrows the libraries of the running environment, as a folder: an editable wslearn there is not followed.
    """
    home = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(home, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", vars={"base": str(home), "platbase": str(home)})
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(paths["purelib"], "borrowed.pth").write_text("\n".join(borrowed) + "\n")
    python = Path(paths["scripts"], "python")
    install = ["install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", str(wheel)]
    _run([sys.executable, "-m", "pip", "--python", str(python), *install], home)
    return python.parent


def _run(command: list[str], folder: Path) -> str:
    """What a command printed; its own words when it fails."""
    outside = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "FORCE_COLOR")}
    run = subprocess.run(
        command,
        cwd=folder,
        env=outside,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, f"{run.stdout[-2000:]}\n{run.stderr[-2000:]}"
    return run.stdout


def test_all_that_is_no_module_travels_too(wheel: Path) -> None:
    """Every file of the course is in the wheel, as are the JavaScript, the typing marker and the licence."""
    names = set(ZipFile(wheel).namelist())
    course = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lessons").rglob("*") if path.is_file()}
    course = {path for path in course if "__pycache__" not in path and "/." not in path}
    assert len(course) > 10
    assert {f"wslearn/_{path}" for path in course} <= names
    assert {"wslearn/py.typed", "wslearn/conversion/walk.js", "wslearn/panel/assets/index.html"} <= names
    assert [name for name in names if name.endswith("licenses/LICENSE")]
    assert [name for name in names if name.startswith("tests/") or "__pycache__" in name] == []


def test_the_installed_package_uses_its_own_course(scripts: Path, tmp_path: Path) -> None:
    """Package and lessons are those of the fresh environment; this repository is not even on the path."""
    found = json.loads(_run([str(scripts / "python"), "-c", WHERE], tmp_path))
    home = scripts.parent
    assert Path(found["package"]).is_relative_to(home)
    assert Path(found["lessons"]).is_relative_to(home)
    assert Path(found["lessons"], "course.toml").is_file()
    assert str(ROOT) not in found["path"]


def test_the_installed_program_lists_and_plays(scripts: Path, tmp_path: Path) -> None:
    """`wslearn lessons` and `wslearn lesson 3 --auto` work in a folder that has nothing to do with us."""
    program = str(scripts / "wslearn")
    assert "json" in _run([program, "lessons"], tmp_path)
    entries = [json.loads(line) for line in _run([program, "lesson", "3", "--auto", "--json"], tmp_path).splitlines()]
    findings = [entry for entry in entries if entry["kind"] == "finding"]
    assert len(findings) >= 5
    assert all(finding["passed"] for finding in findings)
    assert [place for place in ("lessons", "wslearn") if str(ROOT / place) in json.dumps(entries)] == []
    assert list(tmp_path.iterdir()) == []
