"""`wslearn trace --python`: the project's own environment, in which wslearn is not installed."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.live.cli.terminal import environment, run

OURS = ("wslearn", "__editable__", "_wslearn", "__pycache__")


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An interpreter with Django, Channels and Daphne, and without wslearn."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if not entry.name.startswith(OURS) and entry.suffix != ".pth":
            (packages / entry.name).symlink_to(entry)
    venv.create(tmp_path / "env", symlinks=True)
    interpreter = tmp_path / "env" / "bin" / "python"
    site = subprocess.run(
        [interpreter, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    Path(site, "packages.pth").write_text(str(packages))
    return interpreter


@pytest.mark.skipif(sys.platform == "win32", reason="symlinks need rights there")
def test_wslearn_need_not_be_installed_there(python: Path, tmp_path: Path) -> None:
    """The project runs under its own interpreter, where wslearn cannot be imported, with every lane."""
    without = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    assert subprocess.run([python, "-c", "import wslearn"], capture_output=True, env=without, cwd=tmp_path).returncode
    assert run(["scaffold", "own", "--lesson", "3"], tmp_path)[0] == 0
    command = [sys.executable, "-m", "wslearn", "trace", "--python", str(python), "--port", "0", "--json"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path / "own",
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        lines = (json.loads(line) for line in process.stdout)
        ready = next(line for line in lines if line.get("type") == "server.ready")
        assert ready["data"]["missing"] == []
        url = f"ws://127.0.0.1:{ready['data']['port']}/ws/json/"
        assert run(["connect", url, "--plain"], tmp_path, stdin=b'{"a":1}\n')[0] == 0
        seen: set[str | None] = set()
        while not {"wire", "asgi", "consumer", "json"} <= seen:
            seen.add(next(lines).get("lane"))
        process.terminate()
        process.communicate(timeout=30)
