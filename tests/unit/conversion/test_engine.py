"""A learner's JavaScript cannot take the machine, or the report, with it."""

import os
from pathlib import Path

import pytest

from wslearn.conversion import engine, runner
from wslearn.errors import EnvironmentProblem, UsageError


def failure(answer: engine.Answer) -> tuple[str, str]:
    """The error's own words, and wslearn's."""
    assert answer.failure is not None
    return str(answer.failure), answer.failure.hint


@pytest.mark.parametrize(
    "source", ["while (true) {}", "for (;;) { try { for (;;); } catch (e) {} }", "/(a+)+$/.test('a'.repeat(50) + 'b')"]
)
def test_endless_loops_are_interrupted(source: str) -> None:
    """The engine stops endless work, also inside a catch and inside a regular expression."""
    words, hint = failure(engine.run(source, cpu_limit=0.05))

    assert words == "InternalError: interrupted"
    assert "wslearn stops JavaScript" in hint


def test_work_that_the_engine_cannot_interrupt_ends_with_its_process() -> None:
    """`join` of four thousand million holes never looks at the time limit; the process ends itself."""
    words, hint = failure(engine.run("new Array(2 ** 32 - 1).join('')", cpu_limit=0.05, wall_limit=0.3))

    assert words == "InternalError: interrupted"
    assert "wslearn stops JavaScript" in hint


@pytest.mark.parametrize(
    "source",
    [
        "let a = []; while (true) a.push(new Array(1000).fill(1))",
        "'a'.repeat(2 ** 29)",
        "[...'a'.repeat(1e7)].sort(() => 0.5)",
    ],
)
def test_memory_hogs_are_stopped(source: str) -> None:
    """More memory than the limit is refused, and the hint says what the limit is."""
    words, hint = failure(engine.run(source))

    assert words in ("InternalError: out of memory", "threw null")
    assert "64 MB" in hint


def test_large_values_are_not_walked_for_ever() -> None:
    """A value of more nodes than are compared has no tree, but its JSON is made."""
    answer = engine.run("new Array(60000).fill(0)")

    assert answer.value is None
    assert answer.json is not None
    assert len(answer.json) == 120_001


@pytest.mark.parametrize(
    "source",
    [
        "JSON.stringify = () => 'no'; [1]",
        "JSON.parse = null; String = null; Object.keys = () => ['no']; [1]",
        "Array.prototype.join = () => 'no'; [1]",
        "Function = null; eval = null; [1]",
    ],
)
def test_code_that_changes_the_builtins_changes_no_report(source: str) -> None:
    """What is reported is the value, whatever the code did to JSON and the prototypes."""
    answer = engine.run(source)

    assert answer.json == "[1]"
    assert answer.value is not None
    assert [item.value.text for item in answer.value.items] == ["1"]


@pytest.mark.parametrize(
    ("source", "json"),
    [
        ("{a: 1}", '{"a":1}'),
        ("{}", "{}"),
        ("1 // a comment", "1"),
        ("let a = 2; a + 1", "3"),
        ("'a\\0b\\ud800é\\u2028'", '"a\\u0000b\\ud800é\u2028"'),
        ("'\0\ud83d\ude00'", '"\\u0000😀"'),
        ("[typeof std, typeof os, typeof require, typeof fetch]", '["undefined","undefined","undefined","undefined"]'),
    ],
)
def test_sources_are_values_or_scripts(source: str, json: str) -> None:
    """An object literal is a value, not a block; statements give their last value; any character gets through."""
    assert engine.run(source).json == json


@pytest.mark.parametrize("source", ["{a: 1", "{a: }", "let = ;", "a b"])
def test_what_is_no_javascript_fails_before_it_runs(source: str) -> None:
    """A source that does not compile is told apart from one that throws."""
    answer = engine.run(source)

    assert answer.stage == "compile"
    assert failure(answer)[0].startswith("SyntaxError: ")


def test_the_folder_of_the_learner_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A json.py in the current folder is no business of the engine's process."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)

    assert engine.run("1").json == "1"


def test_an_engine_that_crashes_is_an_environment_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When the process fails for a reason of its own, the details are kept."""
    broken = tmp_path / "runner.py"
    broken.write_text("raise ImportError('no engine here')")
    monkeypatch.setattr(runner, "__file__", os.fspath(broken))

    with pytest.raises(EnvironmentProblem) as caught:
        engine.run("1")

    assert "no engine here" in caught.value.details


def test_a_very_long_source_is_refused() -> None:
    """More than a million characters are not even given to the engine."""
    with pytest.raises(UsageError, match="longer than"):
        engine.run("1" * 1_000_001)
