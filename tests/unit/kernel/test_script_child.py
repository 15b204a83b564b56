"""The page's own process."""

import json
import subprocess
import sys
from pathlib import Path
from typing import IO

from wslearn.kernel import script_child, script_page


def started(source: str) -> "tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]":
    """The script as wslearn starts it, with its stdin and stdout."""
    process = subprocess.Popen(
        [sys.executable, "-P", script_child.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    order = {"source": source, "origin": "http://127.0.0.1:8000", "script": str(script_page.PRELUDE)}
    process.stdin.write(json.dumps(order).encode() + b"\n")
    process.stdin.flush()
    return process, process.stdin, process.stdout


def test_it_is_a_script_of_the_standard_library() -> None:
    """It loads nothing of wslearn, so that it starts at once."""
    assert "wslearn" not in Path(script_child.__file__).read_text(encoding="utf-8")


def test_it_ends_with_its_stdin() -> None:
    """A kernel that is killed leaves no page behind, whatever its JavaScript does: here what cannot be interrupted."""
    process, stdin, stdout = started("setTimeout(() => new Array(2 ** 32 - 1).join(''), 0)")
    with process, stdout:
        report = json.loads(stdout.readline())
        assert report == {"orders": [], "heard": 0, "timers": True}
        stdin.close()
        assert process.wait(10) == 0


def test_what_it_hears_is_data() -> None:
    """A message that looks like JavaScript is a text like any other."""
    evil = "'); console.log('run"
    process, stdin, stdout = started("new WebSocket('/').onmessage = (event) => console.log(event.data)")
    with process, stdin, stdout:
        opened = json.loads(stdout.readline())["orders"]
        assert [(order["do"], order["url"]) for order in opened] == [("open", "ws://127.0.0.1:8000/")]
        for news in ({"type": "open", "protocol": ""}, {"type": "message", "text": evil}):
            stdin.write(json.dumps({"socket": 0, **news}).encode() + b"\n")
        stdin.flush()
        assert json.loads(stdout.readline())["orders"] == []
        said = json.loads(stdout.readline())["orders"]
        assert [(order["level"], order["text"]) for order in said] == [("log", evil)]
        process.kill()
