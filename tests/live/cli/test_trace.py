"""`wslearn trace` on a project of the reader's own."""

import hashlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="the helper for terminals is in the same module")

from tests.live.cli.terminal import environment, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A plain project, without anything of wslearn in it."""
    assert run(["scaffold", "own", "--lesson", "3"], tmp_path)[0] == 0
    for path in (tmp_path / "own" / ".wslearn").rglob("*"):
        if path.is_file():
            path.unlink()
    return tmp_path / "own"


@contextmanager
def ended(process: "subprocess.Popen[str]") -> Iterator[None]:
    """Kill it at the end, so that a test that fails does not wait for it."""
    try:
        yield
    finally:
        process.kill()


def tree(folder: Path) -> dict[str, str]:
    """Every file's content, but for compiled ones."""
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child there")
def test_a_project_is_found_from_below_and_left_as_it_was(project: Path) -> None:
    """From a folder below manage.py: `wslearn connect` and a page are seen, --save keeps it, Ctrl-C is 130."""
    before = tree(project)
    command = [sys.executable, "-m", "wslearn", "trace", "--port", "0", "--json", "--save", str(project.parent / "t")]
    process = subprocess.Popen(
        command,
        cwd=project / "live",
        env=environment(project.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process, ended(process):
        assert process.stdout is not None
        lines = (json.loads(line) for line in process.stdout)
        ready = next(line for line in lines if line.get("type") == "server.ready")
        url = f"ws://127.0.0.1:{ready['data']['port']}/ws/json/"
        code, out, _ = run(["connect", url, "--plain"], project.parent, stdin=b'{"a":1}\n')
        assert code == 0
        assert '{"a": 1}' in out
        assert next(line for line in lines if line.get("lane") == "json")["type"] == "loads"
        with socket.create_connection(("127.0.0.1", ready["data"]["port"]), timeout=10) as page:
            page.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert page.recv(100).startswith(b"HTTP/1.1 200")
        assert next(line for line in lines if line.get("type") == "http.response.start")["data"]["status"] == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (130, "")
    assert tree(project) == before
    code, out, _ = run(["replay", "t", "--plain", "--lanes", "json"], project.parent)
    assert code == 0
    assert "json.loads" in out


def test_a_busy_port_is_a_sentence(project: Path) -> None:
    """Exit code 3, the port, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = run(["trace", "--port", str(port), "--plain"], project.parent, project)
    assert code == 3
    assert str(port) in err
    assert "--port" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("live/json_consumers.py", "def broken(:\n", "Mend live/json_consumers.py, line 1."),
        ("mysite/settings.py", "1 / 0\n", "Mend mysite/settings.py, line 1."),
        ("mysite/settings.py", "SECRET_KEY = 'x'\n", "no ASGI_APPLICATION"),
    ],
)
def test_a_project_that_does_not_start_is_a_sentence(project: Path, file: str, text: str, says: str) -> None:
    """Exit code 3, file and line, and no traceback; the file is as the reader left it."""
    (project / file).write_text(text)
    code, out, err = run(["trace", "--port", "0", "--plain"], project.parent, project)
    assert code == 3
    assert says in err
    assert "Traceback" not in err
    assert out == "" or "Daphne" not in out
    assert (project / file).read_text() == text


def test_a_server_that_dies_is_exit_code_1(tmp_path: Path) -> None:
    """An application that ends its own process: its exit status is told."""
    (tmp_path / "dies.py").write_text(
        "import os, threading\n\n\nasync def app(scope, receive, send):\n    pass\n\n\n"
        "threading.Timer(1.0, os._exit, [7]).start()\n"
    )
    code, out, err = run(["trace", "dies:app", "--port", "0", "--plain"], tmp_path)
    assert code == 1
    assert "ended by itself with exit status 7" in out
    assert err == ""


def test_no_project_and_wrong_names_are_usage(tmp_path: Path) -> None:
    """Nothing to serve: what to type instead."""
    code, _, err = run(["trace"], tmp_path)
    assert code == 2
    assert "manage.py" in err
    code, _, err = run(["trace", "no such thing"], tmp_path)
    assert code == 2
    code, _, err = run(["trace", "nowhere:app", "--port", "0"], tmp_path)
    assert code == 3
    assert "No module named 'nowhere'" in err
    assert "importlib" not in err
