"""What a lesson says in a notebook, beside its rows: findings, predictions, the verdict, the files of a step."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from wslearn.render import lesson as draw
from wslearn.render import markup, verdict
from wslearn.render.escape import visible
from wslearn.render.html import html_table, plain_table
from wslearn.render.output import Output, framed, told
from wslearn.render.overview import FileDiff, diff_text, file_diffs, one_line, scaffold_diff
from wslearn.render.reveals import draw_revealed
from wslearn.render.timeline import View
from wslearn.trace.record import Finding
from wslearn.trace.row import Row

if TYPE_CHECKING:
    from wslearn.course.model import Predict
    from wslearn.course.upgrade import FileChange
    from wslearn.session.check import CheckResult
    from wslearn.session.face import Guess, Revealed

_OPEN_LINES, _OPEN_FILES = 40, 4
"""Diffs of at most so many lines are open from the beginning, where there are at most so many of them."""


def findings_output(findings: Sequence[Finding], rows: Iterable[Row]) -> Output:
    """How many expectations held, then each with the numbers of the rows that decided it."""
    numbers = {record.id: row.number for row in rows for record in row.records}
    return told(draw.summary(findings), *(draw.finding(one, _evidence(one, numbers)) for one in findings))


def _evidence(finding: Finding, numbers: Mapping[tuple[str, int], int]) -> list[int]:
    """The numbers of the rows; one of the server itself has none."""
    return sorted({numbers[record] for record in finding.evidence if numbers.get(record)})


def asked_output(predict: "Predict", guess: "Guess | None" = None) -> Output:
    """The question, its choices a, b, c, and what was answered so far."""
    texts = [choice.text for choice in predict.choices]
    asked = draw.prediction(predict.question, texts, ordered=predict.ordered, naming=draw.letter)
    if guess is None:
        return told(asked)
    return told(asked, draw.notice(f"Your answer: {' '.join(draw.letter(one + 1) for one in guess.picked)}"))


def revealed_output(revealed: "Revealed", *, times: bool = True) -> Output:
    """What happened, beside what was predicted, and why; without `times` not when."""
    return told(*draw_revealed(revealed, draw.letter, times=times))


def verdict_output(result: "CheckResult", lesson: int, next_command: str = "", *, times: bool = True) -> Output:
    """The verdict on an exercise in a few lines, and below them the rows that decided it, unless it passed.

    Args:
        result: what the check found.
        lesson: its number.
        next_command: what to do when it passed; may be empty.
        times: whether to tell what a clock measured.
    """
    if result.problem is not None:
        return told(verdict.not_served(result.problem, result.mistake, f"Then: wslearn.check({lesson})"))
    if result.passed:
        seconds = result.took_ns / 1e9 if times else None
        return told(verdict.passed(lesson, len(result.findings), next_command, seconds))
    lines = told(verdict.failed(result))
    if not result.rows:
        return lines
    table = html_table(result.rows, "The rows that decided it", View(), times=times)
    return Output(lines.html + table, lines.plain + plain_table(result.rows, View(), times=times))


def changes_output(changes: Sequence["FileChange"], purpose: str = "") -> Output:
    """What happened to the files of the project, and what for; long diffs are folded, and many."""
    diffs = file_diffs(changes)
    above = f"<p>{markup.text(one_line(purpose))}</p>" if purpose else ""
    most = _OPEN_LINES if len(diffs) <= _OPEN_FILES else 0
    files = "".join(_file(diff, most) for diff in diffs)
    return Output(framed(above + files), told(scaffold_diff(purpose, diffs)).plain)


def _file(file: FileDiff, most: int) -> str:
    """Its name and state, and the lines, open if they are at most `most`; `+` and `-` say what is new and gone."""
    name = f"<b>{markup.text(visible(file.path))}</b> {markup.text(file.state)}"
    if not file.lines:
        return f"<p>{name}</p>"
    shown = " open" if len(file.lines) <= most else ""
    diff = markup.block("\n".join(map(diff_text, file.lines)).rstrip("\n"))
    return f"<details{shown}><summary>{name}</summary>{diff}</details>"
