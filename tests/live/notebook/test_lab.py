"""`wslearn notebook` as a learner types it: copies, and a JupyterLab that answers."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.live.cli.terminal import environment
from wslearn.errors import EnvironmentProblem
from wslearn.notebook import lab

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


@contextmanager
def _running(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str], str]]:
    """The command in a folder, with --no-browser: the process, what it said, and the address that it printed."""
    command = [sys.executable, "-m", "wslearn", "notebook", *arguments, "--no-browser"]
    with subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        try:
            for line in process.stdout:
                said.append(line)
                if found := _ADDRESS.search(line):
                    yield process, said, found[0]
                    break
            else:
                assert process.stderr is not None
                pytest.fail("".join(said) + process.stderr.read())
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _api(address: str, path: str) -> str:
    """A path of Jupyter's API, with the token of the address."""
    where = urlsplit(address)
    return f"http://{where.netloc}/{path}?{where.query}"


def test_the_address_answers(tmp_path: Path) -> None:
    """The printed address is the lesson's notebook in JupyterLab, behind a token, on this machine alone."""
    with _running(tmp_path, "json", "books") as (_, said, address):
        assert "12 notebooks are in books." in said[0]
        assert urlsplit(address).path == "/lab/tree/03_json.ipynb"
        with urlopen(address) as answer:
            assert "JupyterLab" in answer.read().decode()
        with urlopen(_api(address, "api/contents/03_json.ipynb")) as answer:
            shown = json.load(answer)["content"]
        assert shown["cells"][0]["source"].startswith("# 3. JSON")
        assert not any(cell.get("outputs") for cell in shown["cells"])
        with pytest.raises(HTTPError, match="403"):
            urlopen(_api(address, "api/contents").partition("?")[0])


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    """The command ends with the exit code of Ctrl-C, and nobody listens there any more."""
    with _running(tmp_path) as (process, _, address):
        assert urlsplit(address).path == "/lab/tree/01_handshake.ipynb"
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "Traceback" not in stderr
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", urlsplit(address).port or 0)) != 0


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_killed_it_leaves_nothing(tmp_path: Path) -> None:
    """Also when the command has no time to end it, JupyterLab is gone: its port is free again."""
    with _running(tmp_path) as (process, _, address):
        port = urlsplit(address).port or 0
        with urlopen(_api(address, "api")) as answer:
            assert "version" in json.load(answer)
        # Open as long as the server lives, and no longer.
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            process.kill()
            with suppress(ConnectionResetError):
                assert connection.recv(1) == b""


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_the_browser_opens_at_the_lesson(tmp_path: Path) -> None:
    """Without --no-browser the learner's browser gets the notebook of the lesson; the token is in no command line."""
    opened, program = tmp_path / "opened", tmp_path / "browser"
    os.mkfifo(opened)
    program.write_text(f'#!/bin/sh\ncat "${{1#file://}}" > "{opened}"\n', "utf-8")
    program.chmod(0o700)
    shown = environment(tmp_path, BROWSER=f"{program} %s", WSLEARN_NO_OPEN="")
    command = [sys.executable, "-m", "wslearn", "notebook", "3"]
    with subprocess.Popen(command, cwd=tmp_path, env=shown, stdout=subprocess.PIPE, text=True) as process:
        try:
            reader = os.open(opened, os.O_RDONLY | os.O_NONBLOCK)
            assert select.select([reader], [], [], 60)[0], "no browser was opened"
            page = os.read(reader, 65_536).decode()
            os.close(reader)
            assert process.stdout is not None
            found = next(found for line in process.stdout if (found := _ADDRESS.search(line)))
        finally:
            process.terminate()
            process.communicate(timeout=30)
    assert f"/lab/tree/03_json.ipynb?{urlsplit(found[0]).query}" in page


def test_what_the_learner_changed_is_kept(tmp_path: Path) -> None:
    """A changed notebook is as it was, and is named; the others are there, in a teacher's set with the solutions."""
    changed = tmp_path / "books" / "03_json.ipynb"
    changed.parent.mkdir()
    changed.write_text('{"cells": []}', "utf-8")
    with _running(tmp_path, "3", "books", "--solutions") as (_, said, _):
        assert "03_json.ipynb" in said[1]
        assert "04_async" not in "".join(said[:2])
    assert changed.read_text("utf-8") == '{"cells": []}'
    cells = json.loads((tmp_path / "books" / "01_handshake.ipynb").read_text("utf-8"))["cells"]
    assert any("self.accept()" in "".join(cell["source"]) for cell in cells if "-write-" in cell["id"])


def test_an_unknown_lesson_copies_nothing(tmp_path: Path) -> None:
    """A wrong name is one sentence, and no folder was made."""
    done = subprocess.run(
        [sys.executable, "-m", "wslearn", "notebook", "jsn"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "There is no lesson 'jsn'" in done.stderr
    assert not (tmp_path / "notebooks").exists()


def test_without_jupyter_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, and the extra's name."""
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    with pytest.raises(EnvironmentProblem) as caught:
        lab.check_installed()
    assert 'pip install "wslearn[notebook]"' in caught.value.hint
