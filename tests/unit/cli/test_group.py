"""The command line as a whole: help, usage errors, and what is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from wslearn.cli.app import COMMANDS, run

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


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    """`wslearn explain | head -0`: nothing on stderr when nobody reads the output."""
    command = [sys.executable, "-m", "wslearn", "explain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_theme_that_is_none_is_told_once(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong WSLEARN_THEME: one sentence on stderr with the names, and the command runs all the same."""
    monkeypatch.setenv("WSLEARN_THEME", "drak\x1b")
    assert run(["explain", "1006", "--json"]) == 0
    seen = capsys.readouterr()
    assert seen.err.count("\n") == 1
    assert "dark, light, projector" in seen.err
    assert "\x1b" not in seen.err
    assert seen.out.startswith("{")
    monkeypatch.setenv("WSLEARN_THEME", "light")
    assert run(["explain", "1006", "--json"]) == 0
    assert capsys.readouterr().err == ""
