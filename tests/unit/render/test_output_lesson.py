"""What a lesson says in a notebook, read without any style."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.render.drawing import draw, screen
from tests.unit.render.parsed import Page, lines_read
from tests.unit.render.samples import message, reply
from wslearn.course.model import Choice, Predict, Wrong
from wslearn.course.upgrade import FileChange
from wslearn.errors import ServerNotStarted
from wslearn.render.lesson import finding
from wslearn.render.output import Output
from wslearn.render.output_lesson import (
    asked_output,
    changes_output,
    findings_output,
    revealed_output,
    verdict_output,
)
from wslearn.session.check import CheckResult
from wslearn.session.face import Guess, Revealed
from wslearn.trace.patterns import parse_pattern
from wslearn.trace.record import Finding

EVIL = "</p></table><script>alert(1)</script>\0\ud800"
SHOWN = r"</p></table><script>alert(1)</script>\x00\ud800"
RETURN = parse_pattern("asgi return", "x:1")
CHOICES = (Choice("nothing", RETURN, "why not", 0), Choice(EVIL, RETURN, "why so", 1), Choice("1011", RETURN, "", 2))
PREDICT = Predict("What does the page get?", CHOICES)
HELD = Finding(True, "a text comes", "it came", evidence=(("server-1", 1), ("server-1", 2)))
FAILED = Finding(False, "nothing is sent", "a text was sent", "leave it out", (("server-1", 3),), "lesson.md:4")
WRONG = Wrong("late", "It answers too late", (), "It answered after the close.", "Answer first.", Path())


def check(html: str) -> None:
    """No element of a payload's own, and nothing that cannot be saved."""
    assert "script" not in {tag for tag, _ in Page(html).tags}
    html.encode()


def result(passed: bool, **more: Any) -> CheckResult:
    """A verdict on lesson 3."""
    findings = (HELD,) if passed else (HELD, FAILED)
    given: dict[str, Any] = {"mistake": None, "rows": (), "problem": None} | more
    return CheckResult(
        "json", passed, findings, given["mistake"], given["rows"], (), 7, 1_250_000_000, given["problem"]
    )


def test_findings_name_their_rows() -> None:
    """How many held; each with the rows that hold its evidence, one that failed with what to try."""
    second, third = (tuple(one._replace(seq=seq) for one in reply().records) for seq in (2, 3))
    rows = [message(), replace(reply(), records=second), replace(reply(), number=9, records=third)]
    output = findings_output([HELD, FAILED], rows)
    assert lines_read(output.html) == [
        "✗ failed: 1 of 2 expectations held.",
        "✓ held a text comes (rows 3, 4)",
        "✗ failed nothing is sent (row 9)",
        "what happened: a text was sent",
        "what to try: leave it out",
        "expected by lesson.md:4",
    ]
    assert "held  a text comes (rows 3, 4)\n" in output.plain


def test_evidence_that_no_row_holds_has_no_number() -> None:
    """The server's own rows are not counted, and a finding says the same as in the terminal."""
    servers = replace(reply(), number=0, records=tuple(one._replace(seq=1) for one in reply().records))
    output = findings_output([HELD], [servers])
    assert lines_read(output.html)[1] == "✓ held a text comes"
    assert output.plain.splitlines()[1] == draw(finding(HELD), screen(plain=True)).strip()


def test_choices_have_letters() -> None:
    """As the cell's answer="b" is written."""
    output = asked_output(PREDICT)
    assert lines_read(output.html) == ["Predict: What does the page get?", "a nothing", f"b {SHOWN}", "c 1011"]
    assert output.plain.splitlines() == [
        "Predict: What does the page get?", "a  nothing", f"b  {SHOWN}", "c  1011"
    ]  # fmt: skip
    assert lines_read(asked_output(PREDICT, Guess((2, 0), 1)).html)[-1] == "Your answer: c a"
    check(output.html)


@pytest.mark.parametrize("times", [True, False])
def test_a_reveal_says_what_happened(times: bool) -> None:
    """Beside the answer, with its reason; of an order when each came, where times are told."""
    wrong = revealed_output(Revealed(PREDICT, Guess((0,), 1), (1,), (0,)), times=times)
    assert lines_read(wrong.html) == [
        "You predicted: a",
        "What happened: b",
        "✗ extra a nothing",
        "why not",
        f"✗ missing b {SHOWN}",
    ]
    check(wrong.html)
    order = Revealed(Predict("Order?", CHOICES, ordered=True), Guess((2, 0), 3), (2, 0), (0, 1_000_000))
    said = lines_read(revealed_output(order, times=times).html)
    assert said == [
        "You predicted it: c a",
        "✓ matched c 1011" + " +0.0 ms" * times,
        "✓ matched a nothing" + " +1.0 ms" * times,
    ]


def test_an_answer_that_passed() -> None:
    """One line, and what comes next; the time only where times are told."""
    told = lines_read(verdict_output(result(True), 3, "the next notebook").html)
    assert told == [
        "✓ held: your answer to lesson 3 does all 1 things that were expected, in 1.2 s.",
        "Next: the next notebook",
    ]
    assert verdict_output(result(True), 3, times=False).plain == (
        "held: your answer to lesson 3 does all 1 things that were expected.\n"
    )


def test_an_answer_that_failed() -> None:
    """Three short lines, and the rows that decided it below them."""
    output = verdict_output(result(False, rows=(message(),)), 3)
    said = lines_read(output.html)
    assert said[:5] == [
        "✗ failed",
        "your code: a text was sent",
        "expected: nothing is sent",
        "try: leave it out",
        "The rows that decided it",
    ]
    assert "| 3 | → receive | c1 alice | +1.2 ms |" in said
    assert output.plain.splitlines()[4].startswith("3. receive, c1 alice, +1.2 ms, client: text, 8 bytes")


def test_a_known_mistake_has_its_name() -> None:
    """Its words stand in place of the finding's."""
    output = verdict_output(result(False, mistake=WRONG, rows=(message(),)), 3, times=False)
    assert lines_read(output.html)[:4] == [
        "✗ failed It answers too late",
        "your code: It answered after the close.",
        "expected: nothing is sent",
        "try: Answer first.",
    ]
    assert "+1.2 ms" not in output.html + output.plain


def test_a_server_that_did_not_start() -> None:
    """Nothing is said of the answer; what to type is what is typed in a notebook."""
    problem = ServerNotStarted(f"Python cannot read it: {EVIL}.", "Look at line 3.")
    output = verdict_output(result(False, problem=problem, mistake=WRONG), 3)
    assert lines_read(output.html) == [
        "Your server did not start, so your answer was not looked at.",
        f"Python cannot read it: {SHOWN}.",
        "It answers too late. It answered after the close.",
        "try: Look at line 3. Answer first. Then: wslearn.check(3)",
    ]
    check(output.html)


def changes() -> Output:
    """A step with a new file, a long one and one that was kept."""
    new = FileChange("live/<b>.py", "added", "@@ -0,0 +1,2 @@\n+def f():\n+\treturn '" + EVIL + "'\n")
    long = FileChange("live/long.py", "replaced", "\n".join(f"+{number}" for number in range(50)))
    return changes_output([new, long, FileChange("live/kept.py", "kept")], "What it is for,\nin two lines.")


def test_files_are_read_with_their_signs() -> None:
    """What it is for; each file with its state, then the lines of its diff as they are, indented."""
    read = Page(changes().html).read
    assert lines_read(changes().html)[:4] == [
        "What it is for, in two lines.", "live/<b>.py added", "@@ -0,0 +1,2 @@", "+def f():"
    ]  # fmt: skip
    assert f"\n+   return '{SHOWN}'\n" in read
    assert lines_read(changes().html)[-1] == "live/kept.py kept"
    check(changes().html)
    assert changes().plain.splitlines()[:3] == [
        "What it is for, in two lines.", "live/<b>.py  added", "@@ -0,0 +1,2 @@"
    ]  # fmt: skip


def folds(output: Output) -> list[dict[str, str | None]]:
    """What is said of each `details`."""
    return [attributes for tag, attributes in Page(output.html).tags if tag == "details"]


def test_long_diffs_are_folded() -> None:
    """The reader opens them; short ones are open, unless there are many."""
    assert folds(changes()) == [{"open": None}, {}]
    assert folds(changes_output([FileChange("a.py", "added", "+1")] * 5)) == [{}] * 5
