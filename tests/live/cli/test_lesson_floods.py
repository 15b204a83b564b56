"""Consumers of the learner's own that never end, met at the lesson's prompt: Ctrl-C still leaves, and nothing stays."""

from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

from tests.live.cli.terminal import Terminal, gone, run, witness

PROMPT = "Ctrl-D ends"
FILE = "live/json_consumers.py"
FIRST_LINE = '        value = json.loads(event["text"])\n'
MISTAKES = {
    "print": "while True:\n                print('over and over')",
    "print without ends": "while True:\n                print('x' * 100_000, end='')",
    "send": "while True:\n                self.send({'type': 'websocket.send', 'text': 'over and over'})",
    "block": "__import__('threading').Event().wait()",
    "spin": "while True:\n                pass",
    "freeze the process": "__import__('os').kill(__import__('os').getpid(), __import__('signal').SIGSTOP)",
}


def own_folder(home: Path, mistake: str) -> Path:
    """A project of lesson 3 whose consumer makes the mistake when a text says `trap`."""
    assert run(["scaffold", "own", "--lesson", "3"], home)[0] == 0
    path = home / "own" / FILE
    text = path.read_text("utf-8")
    assert FIRST_LINE in text
    trap = f'        if "trap" in event["text"]:\n            {MISTAKES[mistake]}\n'
    path.write_text(text.replace(FIRST_LINE, trap + FIRST_LINE, 1), "utf-8")
    return home / "own"


@pytest.mark.parametrize("mistake", MISTAKES)
def test_ctrl_c_leaves_a_consumer_that_never_ends(mistake: str, tmp_path: Path) -> None:
    """130 and no server left, whether it prints, sends, sleeps or spins for ever, or stops its process."""
    folder = own_folder(tmp_path, mistake)
    with Terminal(["lesson", "3", "--step", "2", "--no-predict"], tmp_path, folder) as terminal:
        terminal.see("Now you", PROMPT)
        with witness(terminal.port()) as connection:
            terminal.type('send "trap"\r')
            terminal.see("JavaScript  socket.send")
            if mistake in ("print", "send"):
                terminal.see("over and over", "over and over")
            terminal.type("\x03")
            assert terminal.end() == 130
            assert gone(connection)
        assert "Traceback" not in terminal.text
