"""The learning loop at the command line: check, watch, hint, solution, with a learner's own files."""

import json
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from tests.live.cli.typed import wslearn

RIGHT = (Path(__file__).parents[3] / "lessons/03_json/solution/live/json_exercise.py").read_text("utf-8")
ANSWER = "live/json_exercise.py"


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder in which the exercise of lesson 3 is laid out; copy it, do not change it."""
    folder = tmp_path_factory.mktemp("begun") / "my course ü"
    wslearn(folder.parent, "scaffold", str(folder), "--lesson", "3").check_returncode()
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    """A course folder of this test's own, moved from where it was made, with a blank in its path."""
    return Path(shutil.copytree(begun, tmp_path / "moved here"))


def verdict(folder: Path, *arguments: str) -> dict[str, object]:
    """What `check --json` says."""
    return dict(json.loads(wslearn(folder, "check", "3", "--json", *arguments).stdout))


def test_a_right_answer_passes_and_names_the_next_thing(folder: Path) -> None:
    """The solution passes with exit code 0, and progress knows it."""
    (folder / ANSWER).write_text(RIGHT)
    done = wslearn(folder, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "held" in done.stdout
    assert "Next:" in done.stdout
    assert json.loads(wslearn(folder, "progress", "--json").stdout)


def test_a_failure_is_three_lines_and_the_rows(folder: Path) -> None:
    """The untouched starter: what the code did, what was expected, what to try, then the rows; exit code 1."""
    done = wslearn(folder, "check", "3")
    assert done.returncode == 1
    told = [line.strip() for line in done.stdout.splitlines()]
    for word in ("your code:", "expected:", "try:"):
        assert any(line.startswith(word) for line in told), done.stdout
    assert "websocket.receive" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_hard_coded_reply_fails(folder: Path) -> None:
    """A reply that was right for one seed is wrong for the next: payloads are new each time."""
    fixed = RIGHT.replace("json.dumps(", "fixed(", 1)
    fixed = fixed.replace(
        "import json", 'import json\n\n\ndef fixed(value):\n    return \'{"sum": 6, "largest": 3}\'', 1
    )
    (folder / ANSWER).write_text(fixed)
    assert verdict(folder)["passed"] is False


def test_the_same_seed_gives_the_same_payloads(folder: Path) -> None:
    """`--seed` repeats a check: the findings speak of the same values."""
    first, second = (verdict(folder, "--seed", "7") for _ in range(2))
    assert first["seed"] == second["seed"] == 7
    assert first["findings"] == second["findings"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("import json\nclass SumConsumer(:\n", "SyntaxError"),
        ("import no_such_module\n", "no_such_module"),
        ("", "SumConsumer"),
    ],
    ids=["syntax", "import", "empty"],
)
def test_a_server_that_does_not_start_is_no_wrong_answer(folder: Path, broken: str, said: str) -> None:
    """A syntax error, an import error, an empty file: their file is named, exit code 3, and no attempt is counted."""
    (folder / ANSWER).write_text(broken)
    done = wslearn(folder, "check", "3")
    assert done.returncode == 3
    assert "did not start" in done.stdout
    assert said in done.stdout
    assert "your code:" not in done.stdout


def test_a_known_mistake_is_named_when_the_server_does_not_start(folder: Path) -> None:
    """Its name and what to try stand below the file and line; it is no attempt, and no answer was looked at."""
    (folder / ANSWER).write_text(RIGHT.replace("import json", "import Json", 1))
    done = wslearn(folder, "check", "3")
    told = " ".join(done.stdout.split())
    assert done.returncode == 3
    assert "did not start, so your answer was not looked at" in told
    assert "import Json, with a capital letter" in told
    assert "line 1. Module names have small letters: import json." in told
    said = verdict(folder)
    assert (said["passed"], said["findings"]) == (False, [])
    assert said["mistake"] == {"id": "import-json-capital", "name": "import Json, with a capital letter"}
    assert said["problem"]
    assert json.loads(wslearn(folder, "progress", "--json").stdout)["lessons"][2]["tried"] == 0


def test_a_deleted_file_is_named(folder: Path) -> None:
    """Without the exercise's file the server cannot start; the sentence says what is missing, nothing else is lost."""
    (folder / ANSWER).unlink()
    done = wslearn(folder, "check", "3")
    assert done.returncode == 3
    assert "json_exercise" in done.stdout


ENDLESS = "while True: pass"
LEAVES = "import os; os._exit(3)"
PRINTS = "while True: print('again')"
SILENT = "pass"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ENDLESS, "SumConsumer.websocket_receive began and did not end."),
        (LEAVES, "Your server process ended in SumConsumer.websocket_receive, with exit status 3."),
        (PRINTS, " lines or more. expected:"),
        (SILENT, "SumConsumer.websocket_receive ended and sent nothing."),
    ],
    ids=["loop", "exit", "prints", "silent"],
)
def test_a_consumer_that_misbehaves_is_bounded(folder: Path, body: str, said: str) -> None:
    """An endless loop, os._exit, endless prints, no answer: a verdict all the same, that says so and what to try."""
    start, _, rest = RIGHT.partition("def websocket_receive(self, event):\n")
    tail = rest[rest.index("    def websocket_disconnect") :]
    (folder / ANSWER).write_text(f"{start}def websocket_receive(self, event):\n        {body}\n\n{tail}")
    done = wslearn(folder, "check", "3", timeout=90)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "your code:" in done.stdout
    assert said in " ".join(done.stdout.split())


def test_outside_a_course_folder_the_way_in_is_named(tmp_path: Path) -> None:
    """`check` in any other folder: exit code 2 and the command that makes one."""
    done = wslearn(tmp_path, "check")
    assert done.returncode == 2
    assert "wslearn start" in done.stderr


def test_hints_come_one_at_a_time_and_are_never_counted(folder: Path) -> None:
    """Each call shows the next hint, the last one again at the end, and no number of hints."""
    shown = [wslearn(folder, "hint", "3").stdout for _ in range(3)]
    assert len(set(shown)) == 3
    assert not any(f" of {number}" in text for text in shown for number in range(2, 9))
    assert shown[0].strip() in wslearn(folder, "hint", "3", "--again").stdout


def test_the_solution_needs_a_pass_or_a_yes(folder: Path) -> None:
    """Without a pass and without a terminal it is refused; with --yes, and after a pass, the diff is shown."""
    assert wslearn(folder, "solution", "3").returncode == 2
    assert "+" in wslearn(folder, "solution", "3", "--yes").stdout
    (folder / ANSWER).write_text(RIGHT)
    assert wslearn(folder, "check", "3").returncode == 0
    assert "line for line" in wslearn(folder, "solution", "3").stdout
    assert (folder / ANSWER).read_text() == RIGHT


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX pseudo-terminal")
def test_watch_checks_again_when_a_file_is_saved(folder: Path) -> None:
    """A verdict at once, another after a save, another at Enter; Ctrl-C ends with 130."""
    watching = pexpect.spawn(
        sys.executable,
        ["-m", "wslearn", "watch", "3"],
        cwd=str(folder),
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 100),
    )
    watching.expect("your code:")
    watching.expect("Watching: save a file, or press Enter")
    (folder / ANSWER).write_text(RIGHT)
    watching.expect("Saved: .*json_exercise.py")
    watching.expect("held")
    watching.expect("Watching: save a file, or press Enter")
    watching.sendline("")
    watching.expect("held")
    watching.expect("Watching")
    watching.sendintr()
    watching.expect(pexpect.EOF)
    watching.close()
    assert watching.exitstatus == 130


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX pseudo-terminal")
def test_a_review_asks_and_a_fresh_run_decides(folder: Path) -> None:
    """After a played step, three questions; each is decided by rows of a real run, and the answers are kept."""
    wslearn(folder, "lesson", "3", "--auto", "--step", "1").check_returncode()
    asking = pexpect.spawn(
        sys.executable, ["-m", "wslearn", "review"], cwd=str(folder), encoding="utf-8", timeout=60, dimensions=(60, 100)
    )
    for _ in range(3):
        asking.expect("Predict:")
        asking.expect("Number and Enter")
        asking.sendline("1")
        asking.expect("How sure")
        asking.sendline("3")
        asking.expect("You predicted")
    asking.expect("That is all for now")
    asking.expect(pexpect.EOF)
    asking.close()
    assert asking.exitstatus == 0
    assert json.loads(wslearn(folder, "progress", "--json").stdout)["answers"]["reviewed"]["asked"] == 3


def test_a_review_needs_a_terminal(folder: Path) -> None:
    """Through a pipe nobody can answer: one sentence and exit code 3."""
    done = wslearn(folder, "review")
    assert done.returncode == 3
    assert "terminal" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX pseudo-terminal")
def test_the_exercise_in_a_terminal(folder: Path) -> None:
    """check, hint and solution drawn on a real terminal; the solution is shown only after a typed yes."""
    from tests.live.cli.terminal import Terminal

    for words, answer, seen, code in (
        (["check", "3"], "", "your code:", 1),
        (["hint", "3"], "", "json.loads", 0),
        (["solution", "3"], "no\r", "A hint first: wslearn hint 3", 2),
        (["solution", "3"], "yes\r", "json.dumps", 0),
    ):
        with Terminal(words, folder.parent, folder) as terminal:
            if answer:
                terminal.see("Type yes: ")
                terminal.type(answer)
            terminal.see(seen)
            assert terminal.end() == code
            assert "Traceback" not in terminal.text
