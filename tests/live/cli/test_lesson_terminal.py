"""`wslearn lesson` as a person at a terminal meets it."""

import re
import signal
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

from tests.live.cli.terminal import Terminal, gone, run, witness

QUICK = ["lesson", "3", "--step", "2"]
PROMPT = "Ctrl-D ends"


def is_restored(terminal: Terminal) -> bool:
    """Whether the terminal echoes and waits for whole lines again."""
    import termios

    local = termios.tcgetattr(terminal.process.child_fd)[3]
    return bool(local & termios.ECHO and local & termios.ICANON)


def test_a_lesson_from_the_first_question_to_the_end(tmp_path: Path) -> None:
    """Predict with confidence, see what happened, answer, stay connected, type a verb, read help, end with Ctrl-D."""
    with Terminal(QUICK, tmp_path) as terminal:
        terminal.see("Step 2 of", "Predict", "mean the same", "Number and Enter:")
        terminal.type("2\r")
        terminal.see("How sure are you")
        terminal.type("3\r")
        terminal.see("You predicted it", "Look again", "Number and Enter:")
        terminal.type("9\r")
        terminal.see("Type a number from 1 to 3")
        terminal.type("2\r")
        terminal.see("Now you: a client connects to /ws/json/", PROMPT)
        terminal.type('send {"hello": 1}\r')
        terminal.see("JavaScript  socket.send", "websocket.receive", PROMPT)
        terminal.type("help\r")
        terminal.see("send-json", "expect-close", PROMPT)
        terminal.type("\x04")
        assert terminal.end() == 0
        assert "expectations held" in terminal.text
        assert "Next: " in terminal.text


ORDER = ["lesson", "2", "--step", "1"]
CALLED, ANSWERED, RETURNED = "websocket_connect is called", "Daphne answers the handshake", "websocket_connect returns"
NEVER = "An event tells"


def numbers(terminal: Terminal, *texts: str) -> str:
    """The numbers that these events have on the screen, which shows them shuffled."""
    shown = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", terminal.text)
    return " ".join(re.findall(rf"(\d)  {text}", shown)[-1] for text in texts)


def told(word: str, text: str) -> str:
    """A pattern for one line of a reveal, whatever colours are in it."""
    return rf"{word}[^\r\n]*{text}"


def test_an_order_that_was_predicted_wrongly(tmp_path: Path) -> None:
    """What is no answer is asked again; then both orders, each event with its mark, and why, for who was sure."""
    with Terminal(ORDER, tmp_path, columns=120) as terminal:
        terminal.see("Predict: ", "in which order", "Numbers in order, and Enter:")
        terminal.type("1 1\r")
        terminal.see("each at most once", "Numbers in order, and Enter:")
        guess = numbers(terminal, CALLED, RETURNED, ANSWERED, NEVER)
        terminal.type(f"{guess}\r")
        terminal.see("How sure are you")
        terminal.type("3\r")
        terminal.see(told("You predicted: ", guess))
        terminal.see(told("What happened: ", numbers(terminal, CALLED, ANSWERED, RETURNED)))
        terminal.see(told("matched", CALLED), told("missing", ANSWERED), "while your method still runs")
        terminal.see(told("matched", RETURNED), told("extra", ANSWERED), told("extra", NEVER), "Nothing comes back")
        terminal.see("You were sure, so look again", "Number and Enter:")
        terminal.type("\x04")
        assert terminal.end() == 0


def test_an_order_that_was_predicted(tmp_path: Path) -> None:
    """Enter passes over the confidence; a right order is matched all along, and nothing is explained."""
    with Terminal(ORDER, tmp_path, columns=120) as terminal:
        terminal.see("Numbers in order, and Enter:")
        guess = numbers(terminal, CALLED, ANSWERED, RETURNED)
        terminal.type(f"{guess}\r")
        terminal.see("How sure are you")
        terminal.type("\r")
        terminal.see(told("You predicted it: ", guess))
        terminal.see(told("matched", CALLED), told("matched", ANSWERED), told("matched", RETURNED), "Number and Enter:")
        assert "extra" not in terminal.text
        assert "while your method still runs" not in terminal.text
        terminal.type("\x04")
        assert terminal.end() == 0


def test_prompt_completes_and_forgives(tmp_path: Path) -> None:
    """Tab completes, a wrong verb is one sentence, the line before comes back."""
    with Terminal([*QUICK, "--no-predict"], tmp_path) as terminal:
        terminal.see("Now you", PROMPT)
        terminal.type("clo\t")
        terminal.see("se")
        terminal.type(" 4001 enough\r")
        terminal.see("'enough'", PROMPT)
        terminal.type("sned x\r")
        terminal.see("There is no verb 'sned'", PROMPT)
        terminal.type("\x1b[A")
        terminal.see("sned x")
        terminal.type("\x03")
        assert terminal.end() == 130
        assert "Traceback" not in terminal.text


def test_a_terminal_of_20_columns(tmp_path: Path) -> None:
    """Everything is there, only narrower; nothing crashes."""
    with Terminal([*QUICK, "--no-predict"], tmp_path, columns=20) as terminal:
        terminal.see("Step 2 of", "Now you", "Tab completes")
        terminal.type("\x04")
        assert terminal.end() == 0
        assert "failed" not in terminal.text


@pytest.mark.parametrize("where", ["Number and Enter:", "How sure are you", PROMPT])
def test_ctrl_c_once_leaves_at_once(where: str, tmp_path: Path) -> None:
    """At a question or at the prompt with a half-typed line: 130, the terminal as it was, and no server."""
    predict = [] if where != PROMPT else ["--no-predict"]
    with Terminal(["lesson", "3", "--step", "1", *predict], tmp_path) as terminal:
        terminal.see(r"http://127\.0\.0\.1:\d+\D", "Number and Enter:" if not predict else PROMPT)
        with witness(terminal.port()) as connection:
            if where == "How sure are you":
                terminal.type("1\r")
                terminal.see(where)
            terminal.type("half" if where == PROMPT else "")
            terminal.type("\x03")
            assert terminal.end() == 130
            assert gone(connection)
        assert "Traceback" not in terminal.text


def test_ctrl_c_during_a_play(tmp_path: Path) -> None:
    """A play that waits for Daphne's close: SIGINT ends it with 130."""
    with Terminal(["lesson", "3", "--step", "1", "--no-predict"], tmp_path) as terminal:
        terminal.see(r"http://127\.0\.0\.1:\d+\D", "seven: send 7")
        with witness(terminal.port()) as connection:
            terminal.type("\x03")
            assert terminal.end() == 130
            assert gone(connection)


def test_ctrl_d_at_a_question_ends_the_lesson(tmp_path: Path) -> None:
    """Exit code 0, and how to come back."""
    with Terminal(QUICK, tmp_path) as terminal:
        terminal.see("Number and Enter:")
        terminal.type("\x04")
        assert terminal.end() == 0
        assert "wslearn lesson 3" in terminal.text


def test_ctrl_d_in_a_course_folder_names_the_way_on(tmp_path: Path) -> None:
    """There `wslearn next` goes on where they stopped, whatever lesson and step that is."""
    assert run(["start", "course"], tmp_path)[0] == 0
    with Terminal(["lesson", "1"], tmp_path, tmp_path / "course") as terminal:
        terminal.see("Number and Enter:")
        terminal.type("\x04")
        assert terminal.end() == 0
        assert "Go on where you stopped: wslearn next" in terminal.text


def test_a_stopped_server_is_not_started_in_silence(tmp_path: Path) -> None:
    """After `server stop`, `connect` and `get` say what to type; after `server start` they work."""
    with Terminal([*QUICK, "--no-predict"], tmp_path) as terminal:
        terminal.see(PROMPT)
        for verb in ("connect /ws/json/", "get /"):
            terminal.type(f"server stop\r{verb}\r")
            terminal.see("nobody listens", "server start", PROMPT)
        terminal.type("server start\rconnect /ws/json/\r")
        terminal.see(r"101\S* Switching Protocols", PROMPT)  # the number is bold
        terminal.type("\x04")
        assert terminal.end() == 0


def test_a_command_that_prints_nothing_says_so(tmp_path: Path) -> None:
    """`manage` at the prompt: no empty box."""
    with Terminal([*QUICK, "--no-predict"], tmp_path) as terminal:
        terminal.see(PROMPT)
        terminal.type("manage shell -v 0 -c pass\r")
        terminal.see("exit status 0 and printed nothing", PROMPT)
        terminal.type("\x04")
        assert terminal.end() == 0


def test_a_killed_wslearn_leaves_no_server(tmp_path: Path) -> None:
    """kill -9: the server notices and goes."""
    with Terminal([*QUICK, "--no-predict"], tmp_path) as terminal:
        terminal.see(PROMPT)
        with witness(terminal.port()) as connection:
            terminal.process.kill(signal.SIGKILL)
            assert gone(connection)


def test_the_terminal_is_given_back(tmp_path: Path) -> None:
    """After Ctrl-C at the prompt the shell has its echo again."""
    with Terminal([*QUICK, "--no-predict"], tmp_path) as terminal:
        terminal.see(PROMPT)
        assert not is_restored(terminal)
        terminal.type("\x03")
        terminal.end()
        assert is_restored(terminal)
