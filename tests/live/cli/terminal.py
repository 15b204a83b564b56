"""The command in a real pseudo-terminal, or with pipes, as a person and a script run it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pexpect

CURSOR = re.escape("\x1b[6n")
RUN = "Enter for the run"
_UNSET = ("NO_COLOR", "FORCE_COLOR", "WSLEARN_THEME", "COLUMNS", "LINES", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV")


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a run: this one's without what changes the screen, and a history file of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    ours = {"XDG_STATE_HOME": str(home), "XDG_RUNTIME_DIR": str(home), "HOME": str(home), "WSLEARN_LANGUAGE": "en"}
    return {**kept, "TERM": "xterm-256color", **ours, **more}


class Terminal:
    """`wslearn …` in a terminal.

    Args:
        arguments: of the command line.
        home: a folder for the history file.
        folder: where it is run.
        columns: of the terminal.
    """

    def __init__(self, arguments: Sequence[str], home: Path, folder: Path | None = None, columns: int = 80) -> None:
        self.text = ""
        self.process: Any = pexpect.spawn(
            sys.executable,
            ["-m", "wslearn", *arguments],
            cwd=str(folder or home),
            env=environment(home),
            dimensions=(40, columns),
            encoding="utf-8",
            timeout=30,
        )

    def see(self, *patterns: str) -> None:
        """Wait until each pattern was drawn, in this order; asked where the cursor is, answer as a terminal does.

        Enter is pressed wherever a run waits for it.
        """
        for pattern in patterns:
            while True:
                found = self.process.expect([pattern, CURSOR, RUN])
                self.text += self.process.before + self.process.after
                if found == 0:
                    break
                self.process.send("\x1b[1;1R" if found == 1 else "\r")

    def type(self, keys: str) -> None:
        """Press these keys."""
        self.process.send(keys)

    def end(self) -> int:
        """Wait for the end; the exit code."""
        while self.process.expect([pexpect.EOF, CURSOR]) == 1:
            self.text += self.process.before
            self.process.send("\x1b[1;1R")
        self.text += self.process.before
        self.process.wait()
        return int(self.process.exitstatus if self.process.exitstatus is not None else -self.process.signalstatus)

    def port(self) -> int:
        """The port of the last server that was connected to."""
        return int(re.findall(r"http://127\.0\.0\.1:(\d+)", self.text)[-1])

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.close(force=True)


def witness(port: int) -> socket.socket:
    """A TCP connection to the lesson's server: it ends when the process does."""
    return socket.create_connection(("127.0.0.1", port), timeout=5)


def gone(connection: socket.socket) -> bool:
    """Whether the server's process ends within a second or so."""
    connection.settimeout(3)
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def run(
    arguments: Sequence[str], home: Path, folder: Path | None = None, stdin: bytes = b"", **variables: str
) -> tuple[int, str, str]:
    """`wslearn …` with pipes: its exit code, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "wslearn", *arguments],
        cwd=folder or home,
        env=environment(home, **variables),
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()
