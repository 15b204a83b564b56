"""How `check` and `watch` tell a verdict: drawn, or as JSON."""

import json
import sys
from pathlib import Path
from typing import Any, Protocol

from wslearn.course.asked import again
from wslearn.course.desk import Desk
from wslearn.course.keeping import keep
from wslearn.course.model import Wrong
from wslearn.course.reset import missing_files
from wslearn.errors import WslearnError
from wslearn.exit_codes import ExitCode
from wslearn.render import lesson as draw
from wslearn.render import verdict
from wslearn.render.console import Screen, make_console
from wslearn.render.timeline import Timeline
from wslearn.session.check import CheckResult
from wslearn.trace.record import Finding


class Judge(Protocol):
    """Tells verdicts."""

    def begun(self, desk: Desk) -> None:
        """Say that the starter was laid out just now, if it was."""

    def tell(self, desk: Desk, result: CheckResult) -> int:
        """Tell a verdict and keep it; the exit code that goes with it."""


def make_judge(*, as_json: bool, plain: bool, theme: str | None, details: bool) -> Judge:
    """The one that the options ask for.

    Raises:
        UsageError: there is no such theme.
    """
    return JsonJudge() if as_json else DrawnJudge(make_console(plain=plain, theme=theme), details)


def exit_code(result: CheckResult) -> ExitCode:
    """0 passed, 1 not yet, that of the problem when the server did not start."""
    if result.problem is not None:
        return ExitCode(result.problem.exit_code)
    return ExitCode.PASSED if result.passed else ExitCode.FINDINGS_FAILED


def _kept(desk: Desk, result: CheckResult) -> str:
    """Keep the verdict; a server that did not start is no attempt."""
    if result.problem is not None:
        return ""
    mistake = result.mistake.id if result.mistake else None
    return keep(
        desk.project.folder,
        lambda progress: progress.check_exercise(
            result.lesson, passed=result.passed, seed=result.seed, mistake=mistake
        ),
    )


class DrawnJudge:
    """Three short lines and the rows that decided it.

    Args:
        console: where to.
        details: with the tracebacks.
    """

    def __init__(self, console: Screen, details: bool) -> None:
        self._console = console
        self._details = details

    def begun(self, desk: Desk) -> None:
        """The starter's files, and what to do with them."""
        if desk.begun:
            files = ", ".join(change.path for change in desk.begun)
            where = f"the exercise of lesson {desk.number}"
            self._console.print(draw.notice(f"Your project was brought to {where}: {files}."))
            self._console.print(draw.notice(f"Its task: {_task_place(desk)}. You write {desk.exercise.task.edit}."))
            for change in desk.begun:
                if change.why:
                    self._console.print(draw.notice(f"{change.path}: {change.why} The new version: {change.beside}."))

    def tell(self, desk: Desk, result: CheckResult) -> int:
        """Draw it."""
        if result.problem is not None:
            self._tell_problem(desk, result.problem, result.mistake)
        elif result.passed:
            seconds = result.took_ns / 1e9
            self._console.print(verdict.passed(desk.number, len(result.findings), _next_command(desk), seconds))
        else:
            self._tell_failure(desk, result)
        if sentence := _kept(desk, result):
            self._console.print(draw.notice(sentence))
        return exit_code(result)

    def _tell_problem(self, desk: Desk, problem: WslearnError, mistake: Wrong | None) -> None:
        details = problem.details if self._details else ""
        then = f"Then: wslearn check {desk.number}"
        missing = missing_files(desk.project)
        self._console.print(verdict.not_served(problem, mistake, then, first=missing, details=details))

    def _tell_failure(self, desk: Desk, result: CheckResult) -> None:
        self._console.print(verdict.failed(result))
        if result.rows:
            self._console.print("")
            self._console.print(Timeline(result.rows, titles=True), crop=False, end="")
        for traceback in result.tracebacks if self._details else ():
            self._console.print(draw.code(traceback, "pytb"))
        more = "" if self._details or not result.tracebacks else " The traceback: --details."
        self._console.print(
            draw.notice(f"A hint: wslearn hint {desk.number}.{more} The same payloads: --seed {result.seed}")
        )


def _task_place(desk: Desk) -> str:
    return again(f"wslearn lesson {desk.number} --step {desk.exercise.step}")


def _next_command(desk: Desk) -> str:
    later = [lesson for lesson in desk.course.lessons if lesson.number > desk.number]
    return again(f"wslearn lesson {later[0].number}" if later else "wslearn lessons")


class JsonJudge:
    """One JSON object a verdict: `kind: "verdict"`, then what `CheckResult` holds."""

    def begun(self, desk: Desk) -> None:
        """The object says it."""

    def tell(self, desk: Desk, result: CheckResult) -> int:
        """Print it."""
        sys.stdout.write(json.dumps(verdict_data(desk, result), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        _kept(desk, result)
        return exit_code(result)


def verdict_data(desk: Desk, result: CheckResult) -> dict[str, Any]:
    """A verdict as JSON holds it; `problem` and `mistake` are null where there is none."""
    return {
        "kind": "verdict",
        "lesson": result.lesson,
        "passed": result.passed,
        "problem": _problem(desk, result.problem),
        "mistake": {"id": result.mistake.id, "name": result.mistake.name} if result.mistake else None,
        "findings": [_finding(finding) for finding in result.findings],
        "tracebacks": list(result.tracebacks),
        "file": str(Path(desk.exercise.task.edit)),
        "begun": [change.path for change in desk.begun],
        "seed": result.seed,
        "seconds": round(result.took_ns / 1e9, 3),
    }


def _problem(desk: Desk, problem: WslearnError | None) -> dict[str, str] | None:
    if problem is None:
        return None
    hint = " ".join(filter(None, (missing_files(desk.project), problem.hint)))
    return {"message": problem.message, "hint": hint, "details": problem.details}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "passed": finding.passed,
        "expected": finding.expected,
        "did": finding.did,
        "try": finding.hint,
        "source": finding.source,
    }
