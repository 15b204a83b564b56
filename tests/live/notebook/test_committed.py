"""The committed notebooks, made again in an environment of only what `wslearn[notebook,redis]` installs."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import nbformat
import pytest

from wslearn.notebook.made import CONSTRAINTS

ROOT = Path(__file__).parents[3]
NOTEBOOKS = ROOT / "notebooks"


def _run(*arguments: str, folder: Path, **environment: str) -> str:
    """Run a program; what it printed. It must end well."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        arguments,
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter of a fresh environment, with the versions that the outputs were made with."""
    home = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(home, symlinks=os.name != "nt", with_pip=True)
    program = home / ("Scripts" if os.name == "nt" else "bin") / ("python.exe" if os.name == "nt" else "python")
    wanted = ["-c", str(NOTEBOOKS / CONSTRAINTS), f"{ROOT}[notebook,redis]"]
    _run(str(program), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted, folder=home)
    return str(program)


def _made_with() -> str:
    """The version of Python that the outputs were made with: messages of json and of tracebacks differ between them."""
    return str(nbformat.read(NOTEBOOKS / "03_json.ipynb", 4).metadata.wslearn.versions.Python)


@pytest.mark.browser
@pytest.mark.redis
@pytest.mark.nginx
def test_they_are_what_is_made_now(python: str, tmp_path: Path) -> None:
    """Every notebook runs from a clean kernel, and every cell shows what the committed one shows.

    Where it does not, Channels, Daphne or wslearn do something else than before: wslearn dev notebooks makes them anew.
    """
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if ours != _made_with():
        pytest.skip(f"the outputs were made with Python {_made_with()}, and this is {ours}")
    told = _run(
        python, "-m", "wslearn", "dev", "notebooks", "--check", "--course", str(ROOT / "lessons"), folder=tmp_path
    )
    if "left out" in told:
        pytest.skip(next(line for line in told.splitlines() if "left out" in line))
    assert told.count("as committed") == len(list(NOTEBOOKS.glob("*.ipynb")))


def test_the_kernel_has_no_jupyter_extras_of_ours(python: str, tmp_path: Path) -> None:
    """The extra installs all that the first cell needs, and a learner's course is in the package."""
    told = _run(python, "-m", "wslearn", "lessons", "--plain", folder=tmp_path, HOME=str(tmp_path))
    assert "JSON" in told
