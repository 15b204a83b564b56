"""Every exercise of the course: right answers pass, and each known mistake is called by its name."""

import ast
import asyncio
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.live.right_answers import RIGHT
from wslearn.course.exercise import Exercise, exercise_of
from wslearn.course.load import load_course
from wslearn.course.payloads import Payloads
from wslearn.session.check import (
    CheckResult,
    Overlaid,
    Trial,
    check,
    compared,
    judge_trial,
    play_exercise,
    recognised,
    solved_project,
)
from wslearn.session.means import lacking

PAYLOADS = Payloads(1)
COURSE = load_course(payloads=PAYLOADS)
EXERCISES = {lesson.id: exercise for lesson in COURSE.lessons if (exercise := exercise_of(lesson))}


def _played(lesson: str, *more: str) -> ParameterSet:
    """A parameter that is skipped where its exercise needs what this machine has not got."""
    needs = EXERCISES[lesson].needs
    missing = lacking(*needs)
    marks = [pytest.mark.skipif(missing is not None, reason=missing or ""), *(getattr(pytest.mark, n) for n in needs)]
    return pytest.param(lesson, *more, marks=marks, id="-".join((lesson, *more)))


PLAYED = [_played(lesson) for lesson in EXERCISES]
MODULES = [_played(lesson) for lesson, exercise in EXERCISES.items() if exercise.task.edit.endswith(".py")]
WRONG = [_played(lesson, wrong.id) for lesson, exercise in EXERCISES.items() for wrong in exercise.wrong]
ANSWERS = [_played(lesson, name) for lesson in EXERCISES for name in RIGHT.get(lesson, ())]


@pytest.mark.parametrize("lesson", PLAYED)
def test_solution_passes(lesson: str) -> None:
    """The lesson's own solution passes the check, and no known mistake is seen in its trace."""
    exercise = EXERCISES[lesson]
    with solved_project(COURSE, exercise) as folder:
        result = asyncio.run(check(COURSE, exercise, folder, PAYLOADS))
    assert result.passed, _why(result)
    # A page may lose a connection that the server ends, and come back as it has to: it passes, and has no mistake.
    assert judge_trial(exercise, _expected(lesson), PAYLOADS.seed, 0).mistake is None


@pytest.mark.parametrize("lesson", PLAYED)
def test_untouched_starter_fails_as_its_block_says(lesson: str) -> None:
    """The starter serves, fails, and the first thing said of it is what the exercise block promises."""
    exercise = EXERCISES[lesson]
    with Overlaid(COURSE, exercise, None) as folder:
        result = asyncio.run(check(COURSE, exercise, folder, PAYLOADS))
    assert result.problem is None
    assert not result.passed
    first = next(finding for finding in result.findings if not finding.passed)
    said = exercise.task.starter
    assert said == (result.mistake and result.mistake.id) or said in f"{first.expected}\n{first.did}", _why(result)


@pytest.mark.parametrize(("lesson", "mistake"), WRONG)
def test_known_mistake_is_recognised(lesson: str, mistake: str) -> None:
    """A known-wrong answer fails under its own name, also with other class names and methods in another order."""
    exercise = EXERCISES[lesson]
    files = next(wrong.folder for wrong in exercise.wrong if wrong.id == mistake)
    with Overlaid(COURSE, exercise, files) as written, _rewritten(exercise, files) as rewritten:
        for result in asyncio.run(_verdicts(exercise, (written, rewritten))):
            assert not result.passed
            assert (result.mistake and result.mistake.id) == mistake, _why(result)


@pytest.mark.parametrize(("lesson", "name"), ANSWERS)
def test_right_answer_written_differently_passes(lesson: str, name: str) -> None:
    """What decides is what happens on the wire: another way to write it passes, and no mistake is seen in it."""
    exercise = EXERCISES[lesson]
    with Overlaid(COURSE, exercise, None) as folder:
        (folder / exercise.task.edit).write_text(RIGHT[lesson][name], "utf-8")
        trial = compared(asyncio.run(play_exercise(exercise, folder, PAYLOADS)), _expected(lesson))
    result = judge_trial(exercise, trial, PAYLOADS.seed, 0)
    assert result.passed, _why(result)
    assert recognised(exercise, trial) is None


@pytest.mark.parametrize("lesson", MODULES)
@pytest.mark.parametrize(
    "module", ["import no_such_module\n", "class Consumer(:\n", ""], ids=["module", "syntax", "empty"]
)
def test_a_start_that_fails_otherwise_has_no_name(lesson: str, module: str) -> None:
    """What keeps the server from starting, and is none of the known mistakes, is told without a mistake's name."""
    exercise = EXERCISES[lesson]
    with Overlaid(COURSE, exercise, None) as folder:
        (folder / exercise.task.edit).write_text(module, "utf-8")
        result = judge_trial(exercise, asyncio.run(play_exercise(exercise, folder, PAYLOADS)), PAYLOADS.seed, 0)
    assert result.problem is not None
    assert result.mistake is None, _why(result)


def test_every_exercise_has_right_answers_here() -> None:
    """Each exercise is tried with two right answers or more besides the lesson's solution."""
    assert [lesson for lesson in EXERCISES if len(RIGHT.get(lesson, ())) < 2] == []


async def _verdicts(exercise: Exercise, folders: Iterable[Path]) -> list[CheckResult]:
    """The verdicts on projects that are played at the same time."""
    expected = await asyncio.to_thread(_expected, exercise.lesson.id)
    trials = await asyncio.gather(*(play_exercise(exercise, folder, PAYLOADS) for folder in folders))
    return [judge_trial(exercise, compared(trial, expected), PAYLOADS.seed, 0) for trial in trials]


@cache
def _expected(lesson: str) -> Trial:
    """The trial of the lesson's solution."""
    exercise = EXERCISES[lesson]
    with solved_project(COURSE, exercise) as folder:
        return asyncio.run(play_exercise(exercise, folder, PAYLOADS))


def _why(result: CheckResult) -> str:
    """A verdict in words, for a test that fails."""
    failed = [f"{finding.expected}: {finding.did}" for finding in result.findings if not finding.passed]
    return f"{result.mistake and result.mistake.id}, {result.problem}, {failed}, {result.tracebacks}"


@contextmanager
def _rewritten(exercise: Exercise, files: Path) -> Iterator[Path]:
    """The project with the answer's classes renamed and their methods in the opposite order."""
    with Overlaid(COURSE, exercise, files) as folder:
        answer, routing = folder / exercise.task.edit, folder / "live/routing.py"
        source = answer.read_text("utf-8")
        names = re.findall(r"^class (\w+)", source, re.MULTILINE)
        answer.write_text(_renamed(_reordered(source), names), "utf-8")
        routing.write_text(_renamed(routing.read_text("utf-8"), names, f"{answer.stem}."), "utf-8")
        yield folder


def _reordered(source: str) -> str:
    """The source with the methods of its classes in the opposite order; as it is when Python cannot read it."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            node.body.sort(key=lambda part: -part.lineno if isinstance(part, _METHOD) else -(10**6))
    return ast.unparse(tree)


_METHOD = ast.FunctionDef | ast.AsyncFunctionDef


def _renamed(source: str, names: Iterable[str], before: str = "") -> str:
    """The source with classes under other names, where `before` stands in front of them."""
    for number, name in enumerate(names):
        source = re.sub(rf"(?<![\w.]){re.escape(before)}{name}\b", f"{before}MyOwn{number}", source)
    return source
