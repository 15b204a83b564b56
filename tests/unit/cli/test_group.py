"""The command line as a whole: help, versions, usage errors, exit codes, and what is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from wslearn import __version__
from wslearn.cli.app import COMMANDS, Command, run
from wslearn.errors import EnvironmentProblem

HEAVY = ("django", "channels", "daphne", "twisted", "autobahn")


def _wslearn(*arguments: str, after: str = "") -> subprocess.CompletedProcess[str]:
    """The program in a process of its own; `after` is Python that runs when it is done."""
    code = (
        "import sys; sys.argv[0] = 'wslearn'\n"
        "from wslearn.__main__ import main\n"
        "try:\n    main()\n"
        f"finally:\n    {after or 'pass'}\n"
    )
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.mark.parametrize("line", [["--help"], ["--version"], ["explain", "1006"], ["explain", "--help"], []])
def test_nothing_heavy_is_imported(line: list[str]) -> None:
    """The process of the CLI never loads Django, Channels, Daphne or Twisted."""
    found = f"print(sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"
    done = _wslearn(*line, after=found)
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_the_help_page_imports_no_command() -> None:
    """The help page is made from the table alone: no command's module is loaded for it."""
    modules = sorted({f"wslearn.cli.{command.module}" for command in COMMANDS.values()})
    done = _wslearn("--help", after=f"print(sorted(set(sys.modules) & set({modules!r})), file=sys.stderr)")
    assert done.stderr == "[]\n"


def test_the_help_page_shows_every_command_in_its_group(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command stands on the help page, in the panel of its group, in the order of the table."""
    assert run(["--help"]) == 0
    page = capsys.readouterr().out
    places = [page.index(text) for text in ("─ Learn ", " lesson ", " convert ", "─ Build ", " scaffold ", "─ Look ")]
    assert places == sorted(places)
    for name, command in COMMANDS.items():
        assert f"│ {name} " in page
        assert command.summary.split()[0] in page


def test_a_command_has_its_own_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`wslearn explain --help` shows that command's arguments and options."""
    assert run(["explain", "--help"]) == 0
    page = capsys.readouterr().out
    assert "wslearn explain" in page
    assert "--json" in page


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (["lesso"], "No such command 'lesso'. Did you mean 'lesson', 'lessons'?", "wslearn --help"),
        (["--wrong"], "No such option: --wrong", "wslearn --help"),
        (["explain", "--wrong"], "No such option: --wrong", "wslearn explain --help"),
        (["convert"], "Missing argument 'value'.", "wslearn convert --help"),
        (["explain", "nothing like this"], "Nothing is known about 'nothing like this'.", "wslearn explain"),
        (["explain", "websocket.clos"], "Nothing is known about 'websocket.clos'.", "Did you mean: websocket.close"),
    ],
)
def test_a_usage_error_is_one_clear_text(
    line: list[str], message: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong command line gives exit code 2 and two lines on stderr: what is wrong, what to type."""
    assert run(line) == 2
    output = capsys.readouterr()
    assert output.out == ""
    first, second = output.err.splitlines()
    assert first.startswith(f"Error: {message}")
    assert hint in second


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


def test_versions_of_everything_that_matters(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints a line for each package that matters, with the version that is installed."""
    assert run(["--version"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = [line.split()[0] for line in lines]
    assert names[:7] == ["wslearn", "Python", "Django", "Channels", "Daphne", "Twisted", "websockets"]
    assert lines[0] == f"wslearn {__version__}"
    assert lines[1].startswith(f"Python {sys.version.split()[0]} ")
    assert all(line.split()[1][0].isdigit() for line in lines)


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A needed package that is not there is named as missing; an optional one is left out."""
    monkeypatch.setattr("wslearn.cli.version.NEEDED", ("no-such-package-a",))
    monkeypatch.setattr("wslearn.cli.version.OPTIONAL", ("no-such-package-b",))
    run(["--version"])
    assert capsys.readouterr().out.splitlines()[2:] == ["no-such-package-a not installed"]


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    """`wslearn explain | head -0`: nothing on stderr when nobody reads the output."""
    command = [sys.executable, "-m", "wslearn", "explain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
