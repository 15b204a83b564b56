"""The prompt in a real pseudo-terminal: events print above the line that is being typed."""

import os
import re
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

pytestmark = pytest.mark.live

PROGRAM = """
import asyncio, os, sys
from wslearn.prompt.line import Prompt

stream = sys.stdout

def show(text):
    stream.write(text + "\\n")
    stream.flush()

async def main():
    prompt = Prompt({"send": "one message"}, lambda: show("EXPLAINED"), ["/ws/json/"])
    loop = asyncio.get_running_loop()
    loop.add_reader(READ, lambda: event(prompt))
    try:
        while True:
            show("GOT<" + await prompt.read() + ">")
    except EOFError:
        show("EOF")
    except KeyboardInterrupt:
        show("INTERRUPT")

def event(prompt):
    for name in os.read(READ, 100).decode().split():
        if name.startswith("print"):
            print(name)
        else:
            prompt.above(lambda name=name: show(name))

READ = os.open(sys.argv[1], os.O_RDWR | os.O_NONBLOCK)
asyncio.run(main())
"""


class Terminal:
    """The program in a terminal of 80 columns, and a pipe that makes events happen in it."""

    def __init__(self, pipe: Path) -> None:
        os.mkfifo(pipe)
        self._write = os.open(pipe, os.O_RDWR)
        environment = {**os.environ, "TERM": "xterm"}
        command = ["-c", PROGRAM, os.fspath(pipe)]
        self.screen = pexpect.spawn(
            sys.executable, command, env=environment, dimensions=(24, 80), encoding="utf-8", timeout=10
        )

    def happen(self, names: str) -> None:
        """Let events be printed."""
        os.write(self._write, names.encode())

    def see(self, text: str) -> None:
        """Wait until this text was drawn, answering as a terminal does when it is asked where its cursor is."""
        while self.screen.expect([re.escape(text), re.escape("\x1b[6n")]) == 1:
            self.screen.send("\x1b[1;1R")

    def __enter__(self) -> "Terminal":
        self.see("Ctrl-G explains the last row")
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._write)
        self.screen.close(force=True)


@pytest.mark.parametrize("name", ["event1", "print1"])
def test_half_typed_text_survives_an_event(name: str, tmp_path: Path) -> None:
    """An event is printed on a line of its own; the half typed line is drawn again below it and goes on."""
    with Terminal(tmp_path / "events") as terminal:
        terminal.screen.send("send hel")
        terminal.see("hel")
        terminal.happen(name)
        terminal.see(name)
        terminal.see("send hel")
        terminal.screen.send("lo\r")
        terminal.see("GOT<send hello>")


def test_events_keep_their_order(tmp_path: Path) -> None:
    """Several events at once are printed one below the other."""
    with Terminal(tmp_path / "events") as terminal:
        terminal.happen("event1 event2 event3 ")
        for name in ("event1", "event2", "event3"):
            terminal.see(name)
        terminal.screen.send("x\r")
        terminal.see("GOT<x>")


def test_the_key_explains_and_the_line_stays(tmp_path: Path) -> None:
    """Ctrl-G prints above the line; the toolbar says so."""
    with Terminal(tmp_path / "events") as terminal:
        terminal.screen.send("se")
        terminal.screen.send("\x07")
        terminal.see("EXPLAINED")
        terminal.see("> se")
        terminal.screen.send("nd\r")
        terminal.see("GOT<send>")


def test_tab_completes(tmp_path: Path) -> None:
    """Tab alone completes what is the only choice; no arrow key is needed."""
    with Terminal(tmp_path / "events") as terminal:
        terminal.screen.send("se\t")
        terminal.see("send")
        terminal.screen.send(" a\r")
        terminal.see("GOT<send a>")


@pytest.mark.parametrize(("key", "outcome"), [("\x03", "INTERRUPT"), ("\x04", "EOF")])
def test_one_key_ends_it(key: str, outcome: str, tmp_path: Path) -> None:
    """Ctrl-C once, or Ctrl-D once, and the program goes on to its end."""
    with Terminal(tmp_path / "events") as terminal:
        terminal.screen.send(key)
        terminal.see(outcome)
        terminal.screen.expect(pexpect.EOF)
