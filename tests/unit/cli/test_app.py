"""The one place where an error becomes text and an exit code."""

import pytest

from wslearn.cli.app import COMMANDS, Command, run
from wslearn.errors import EnvironmentProblem


def _with_command(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """A command `fail` that raises."""

    def fail() -> int:
        raise error

    monkeypatch.setitem(COMMANDS, "fail", Command("fail", "Fail.", "Test"))
    monkeypatch.setattr("wslearn.cli.group.load", lambda name: fail)


def test_a_known_problem_becomes_text_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Message, hint and details stand on stderr; the exit code is the error's own."""
    _with_command(monkeypatch, EnvironmentProblem("No port is free.", "Stop a server.", "line 1\nline 2"))
    assert run(["fail"]) == 3
    assert capsys.readouterr().err == "Error: No port is free.\nStop a server.\n  line 1\n  line 2\n"


def test_a_mistake_of_ours_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Any other exception is told in one line with exit code 5, and how to see the traceback."""
    _with_command(monkeypatch, ZeroDivisionError("division by zero"))
    assert run(["fail"]) == 5
    message = capsys.readouterr().err
    assert "ZeroDivisionError: division by zero" in message
    assert "--debug" in message
    assert "Traceback" not in message


def test_debug_lets_the_exception_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """With --debug, wherever it stands, the exception itself comes out."""
    _with_command(monkeypatch, EnvironmentProblem("No port is free."))
    with pytest.raises(EnvironmentProblem):
        run(["fail", "--debug"])


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_an_interrupt_is_130(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C, and an input that ends where an answer is needed, give 130 and no traceback."""
    _with_command(monkeypatch, error)
    assert run(["fail"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_the_exit_code_is_what_the_command_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command's int is the exit code."""

    def fail() -> int:
        return 4

    monkeypatch.setitem(COMMANDS, "fail", Command("fail", "Fail.", "Test"))
    monkeypatch.setattr("wslearn.cli.group.load", lambda name: fail)
    assert run(["fail"]) == 4
