"""A lesson before a room: the presenter's key decides, and a second terminal follows with the notes."""

import re
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

from tests.live.cli.glass import Glass
from tests.live.cli.terminal import Terminal, run

LESSON = ["lesson", "1", "--projector"]
READY = r"\[ the next lines \]"
RESTORED = r"\x1b\[\?1049l"


def test_a_step_by_number_and_a_reveal_that_waits(tmp_path: Path) -> None:
    """3 plays up to step 3 and shows its begin; the answer comes with a key of its own, and the key back takes it."""
    with Terminal(LESSON, tmp_path) as terminal:
        glass = Glass(terminal)
        glass.see(READY)
        terminal.type("3")
        glass.see("3/6  The wire stays open", r"\[ the")
        glass.see("What comes back after", r"\[ the run \]", press=" ")
        assert "What happened" not in glass.text
        terminal.type(" ")
        glass.see("websocket.send", r"\[ the next lines \]")
        assert "What happened" not in glass.text
        glass.see("What happened", press=" ")
        terminal.type("\x1b[5~")
        glass.see(r"(?s)client receives(?!.*What happened)")
        terminal.type("1")
        glass.see("1/6  One question, one answer")
        terminal.type("\x04")
        terminal.process.expect(RESTORED)
        assert terminal.end() == 0


def test_ctrl_c_restores_the_terminal(tmp_path: Path) -> None:
    """130, as everywhere."""
    with Terminal(LESSON, tmp_path) as terminal:
        Glass(terminal).see(READY)
        terminal.type("\x03")
        terminal.process.expect(RESTORED)
        assert terminal.end() == 130


def test_black_on_white_in_the_upper_two_thirds(tmp_path: Path) -> None:
    """Whatever colours the terminal has; nothing is ever written in the last third of its 40 rows."""
    with Terminal([*LESSON, "--step", "2"], tmp_path) as terminal:
        glass = Glass(terminal)
        low: list[str] = []
        for words in ("You will build", "Two doors", r"\[ the run \]", "500", "The pages work as before"):
            glass.see(words, press=" ")
            low += glass.rows[27:]
        assert set(low) == {""}
        assert "38;5;16;48;5;231" in glass.written


def test_notes_follow(tmp_path: Path) -> None:
    """They show the step that the room sees, go on when it does, and say when it ends."""
    with Terminal(["notes", "1"], tmp_path) as notes, Terminal(LESSON, tmp_path) as terminal:
        notes.see("Nobody shows this lesson")
        glass = Glass(terminal)
        glass.see(READY)
        terminal.type("2")
        notes.see("Step 2 of 6: ", "Two doors", "Read each sentence", "Ask the room: ", "Then: ")
        glass.see("2/6")
        terminal.type("\x04")
        notes.see("Nobody shows this lesson")
        assert terminal.end() == 0


def test_notes_without_a_terminal(tmp_path: Path) -> None:
    """All of them, for printing."""
    code, out, _ = run(["notes", "2"], tmp_path)
    assert code == 0
    assert len(re.findall(r"^Step \d of ", out, re.MULTILINE)) == 7
    assert "Ask the room: A client connects to EventsConsumer." in out


def test_the_projector_needs_a_terminal(tmp_path: Path) -> None:
    """One sentence, and what to do."""
    code, _, errors = run(LESSON, tmp_path)
    assert (code, "needs a terminal" in errors) == (3, True)
