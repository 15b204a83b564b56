"""The content of a course proved on real Daphne: what every lesson promises is played."""

import asyncio
import sys
import tempfile
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from wslearn.course.exercise import Exercise, exercise_of
from wslearn.course.model import Course, Lesson
from wslearn.course.payloads import Payloads
from wslearn.course.problem import Problem
from wslearn.course.project import write_project
from wslearn.course.stages import Stage, stages
from wslearn.session.check import CheckResult, Overlaid, Trial, compared, judge_trial, play_exercise
from wslearn.session.face import Item, LeftOut, LessonEnded, Revealed, SilentFace
from wslearn.session.means import lacking
from wslearn.session.removal import unproved
from wslearn.session.run import LessonRun
from wslearn.session.turns import Turns
from wslearn.trace.golden import difference, normalised
from wslearn.trace.record import Finding

GOLDEN = "trace.jsonl"
GOLDEN_SEED = 1


Orders = dict[str, tuple[str, ...]]
"""What happened, in order: the source of a prediction → the texts of its choices."""


class _Counting(SilentFace):
    """Keeps the findings of a lesson, and what decided its predictions."""

    def __init__(self) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.orders: Orders = {}
        self.left_out: list[LeftOut] = []

    def show(self, item: Item) -> None:
        """Keep what was found."""
        if isinstance(item, LessonEnded):
            self.findings = item.findings
        elif isinstance(item, LeftOut):
            self.left_out.append(item)
        elif isinstance(item, Revealed):
            self.orders[item.predict.source] = tuple(item.predict.choices[number].text for number in item.happened)


async def check_lesson(
    course: Course, lesson: Lesson, payloads: Payloads, turns: Turns, earlier: Orders | None = None
) -> list[Problem]:
    """Play a lesson and its exercise in every way that the author promised something about.

    Args:
        course: loaded with these payloads.
        turns: shared by all lessons that are checked at the same time.
        earlier: what decided predictions in earlier runs; what is new is added.
    """
    earlier = {} if earlier is None else earlier
    played, exercised, without, staged = await asyncio.gather(
        turns.run(_check_play(course, lesson, payloads, earlier)),
        _check_exercise(course, lesson, payloads, turns),
        turns.run_all(unproved(course, lesson, step, payloads) for step in lesson.steps),
        turns.run_all(_check_stage(course, stage) for stage in stages(course) if stage.lesson.id == lesson.id),
    )
    return [*filter(None, staged), *played, *chain.from_iterable(without), *exercised]


async def _check_stage(course: Course, stage: Stage) -> Problem | None:
    """A stage of the project passes `manage.py check`."""
    with tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True) as folder:
        write_project(Path(folder), course, stage)
        done = await asyncio.create_subprocess_exec(
            *(sys.executable, "manage.py", "check"), cwd=folder, stdout=PIPE, stderr=STDOUT
        )
        output, _ = await done.communicate()
    if done.returncode == 0:
        return None
    where = f"{stage.lesson.folder.name}/{stage.scaffold.name}"
    return Problem(where, f"manage.py check: {output.decode('utf-8', 'replace')[-300:]}")


async def _check_play(course: Course, lesson: Lesson, payloads: Payloads, earlier: Orders) -> list[Problem]:
    face = _Counting()
    async with LessonRun(course, lesson, payloads, folder=None) as run:
        play = run.play(face)
        await play.run()
        play.end()
    failed = [Problem(f.source, f"expected {f.expected}; {f.did}") for f in face.findings if not f.passed]
    left_out = [Problem(one.source, f"left out: {one.missing}", left_out=True) for one in face.left_out]
    return [*failed, *reordered(face.orders, earlier), *left_out]


def reordered(orders: Orders, earlier: Orders) -> Iterator[Problem]:
    """Predictions that an earlier run decided otherwise: nobody can predict them. New ones are added to `earlier`."""
    for source, order in orders.items():
        before = earlier.setdefault(source, order)
        if before != order:
            yield Problem(source, f"another run decides otherwise: {'; '.join(before)}. Now: {'; '.join(order)}.")


async def _check_exercise(course: Course, lesson: Lesson, payloads: Payloads, turns: Turns) -> list[Problem]:
    exercise = exercise_of(lesson)
    if exercise is None or lacking(*exercise.needs):
        return []
    solved = await turns.run(_solved(course, exercise, payloads))
    if not solved.passed:
        return [Problem(exercise.task.source, f"the solution does not pass: {_first(solved)}")]
    folders = [None, *(wrong.folder for wrong in exercise.wrong)]
    results = await turns.run_all(_verdict(course, exercise, folder, solved, payloads) for folder in folders)
    return [*_check_golden(exercise, solved, payloads), *_check_verdicts(exercise, *results)]


def _check_verdicts(exercise: Exercise, starter: CheckResult, *results: CheckResult) -> Iterator[Problem]:
    """The starter fails as stated, and each known mistake is recognised."""
    if not _fails_as_stated(starter, exercise.task.starter):
        yield Problem(exercise.task.source, f"the starter does not fail for the stated reason: {_said(starter)}")
    for wrong, result in zip(exercise.wrong, results, strict=True):
        if result.mistake is not wrong:
            yield Problem(wrong.source, f"wrong/{wrong.id} is not recognised: {_said(result)}")


async def _solved(course: Course, exercise: Exercise, payloads: Payloads) -> Trial:
    """The trial of the solution."""
    with Overlaid(course, exercise, exercise.solution) as folder:
        return await play_exercise(exercise, folder, payloads)


async def _verdict(
    course: Course, exercise: Exercise, files: Path | None, solved: Trial, payloads: Payloads
) -> CheckResult:
    with Overlaid(course, exercise, files) as folder:
        trial = await play_exercise(exercise, folder, payloads)
    return judge_trial(exercise, compared(trial, solved), payloads.seed, 0)


def _fails_as_stated(result: CheckResult, stated: str) -> bool:
    """By the id of the mistake, or by words of the first failed finding."""
    if result.passed or result.problem is not None:
        return False
    first = next(finding for finding in result.findings if not finding.passed)
    named = result.mistake is not None and result.mistake.id == stated
    return named or stated in first.expected or stated in first.did


def _check_golden(exercise: Exercise, solved: Trial, payloads: Payloads) -> Iterator[Problem]:
    """The solution's trace with the golden seed is the golden trace."""
    path = exercise.lesson.folder / GOLDEN
    source = f"{exercise.lesson.folder.name}/{GOLDEN}"
    if payloads.seed != GOLDEN_SEED:
        return
    if not path.is_file():
        yield Problem(source, "there is no golden trace. Make it with: wslearn dev check --write-traces")
        return
    changed = difference(path.read_text("utf-8").splitlines(), golden_lines(solved))
    if changed:
        yield Problem(source, "the solution's trace is another one now:\n" + "\n".join(changed[:20]))


def golden_lines(solved: Trial) -> tuple[str, ...]:
    """The trace of a solution as `trace.jsonl` keeps it."""
    return normalised(solved.records, solved.client_of)


async def write_golden(course: Course, exercise: Exercise, payloads: Payloads) -> None:
    """Write the golden trace of an exercise's solution."""
    solved = await _solved(course, exercise, payloads)
    text = "".join(f"{line}\n" for line in golden_lines(solved))
    await asyncio.to_thread((exercise.lesson.folder / GOLDEN).write_text, text, "utf-8")


def _first(trial: Trial) -> str:
    if trial.problem is not None:
        return trial.problem.message
    finding = next(finding for finding in trial.findings if not finding.passed)
    return f"expected {finding.expected}; {finding.did}"


def _said(result: CheckResult) -> str:
    """What a verdict says, for an author."""
    if result.problem is not None:
        return result.problem.message
    if result.passed:
        return "it passes"
    first = next(finding for finding in result.findings if not finding.passed)
    mistake = f" (recognised as {result.mistake.id})" if result.mistake else ""
    return f"expected {first.expected}; {first.did}{mistake}"
