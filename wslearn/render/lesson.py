"""What a lesson shows around its timeline: headings, prose, code, predictions, findings, the summary.

Every function returns a rich renderable and takes plain strings or the dataclasses of `trace`; a prompt asks, not we.
What opens a new thought (a step, prose, code, a question) begins with an empty line; nothing ends with one.
"""

from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group, RenderableType

from wslearn.render.escape import visible
from wslearn.render.parts import Line, Part, duration
from wslearn.render.signs import Signs
from wslearn.render.told import EMPTY, Item, Told, item, sign, signed
from wslearn.trace.record import Finding

if TYPE_CHECKING:
    from wslearn.protocol.explanation import Explanation


def lesson_heading(number: int, title: str, summary: str, minutes: int) -> RenderableType:
    """The lesson's title, what you will be able to do, and how long it takes."""

    def make(signs: Signs) -> Iterator[Item]:
        yield Item((Part(f"Lesson {number}", "command"), Part("  "), Part(visible(title), "heading")))
        yield item(visible(summary))
        yield item(f"about {minutes} minutes", "meta")

    return Told(make)


def step_heading(number: int, title: str, of: int | None = None) -> RenderableType:
    """`Step 2 of 5: the title`, with an empty line above."""

    def make(signs: Signs) -> Iterator[Item]:
        count = f" of {of}" if of else ""
        yield EMPTY
        yield Item((Part(f"Step {number}{count}: ", "command"), Part(visible(title), "heading")), hang=2)

    return Told(make)


def prose(markdown: str) -> RenderableType:
    """A lesson's Markdown."""
    from wslearn.render.prose import Prose  # 65 ms, only where there is prose

    return Prose(markdown)


def code(text: str, language: str = "text") -> RenderableType:
    """A block of code, coloured by its language where that is known."""
    from wslearn.render.prose import Code

    return Group("", Code(text, language))


Naming = Callable[[int], str]
"""How a choice is called by its number, which counts from 1: `str`, or `letter` in a notebook."""


def letter(number: int) -> str:
    """`a` for 1, `b` for 2."""
    return ascii_lowercase[number - 1]


def prediction(question: str, choices: Sequence[str], *, ordered: bool = False, naming: Naming = str) -> Told:
    """The question before a run, and its choices; `ordered` when several happen in an order."""

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        yield Item((Part("Predict: ", "command"), Part(visible(question), "strong")), hang=2)
        if ordered:
            yield item("Which of these happen, and in which order? Leave out what does not happen.", indent=2)
        yield from _choices(choices, naming)

    return Told(make)


def question(text: str, choices: Sequence[str]) -> Told:
    """A question after a run, and its choices, numbered from 1."""

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        yield Item((Part("Look again: ", "command"), Part(visible(text), "strong")), hang=2)
        yield from _choices(choices)

    return Told(make)


def _choices(choices: Sequence[str], naming: Naming = str) -> Iterator[Item]:
    """`1  text`, one a paragraph."""
    for number, text in enumerate(choices, 1):
        yield Item((Part(naming(number), "number"), Part(f"  {visible(text)}")), indent=2, hang=3)


class Beside(NamedTuple):
    """One event, predicted or happened or both.

    Attributes:
        kind: `matched`, `missing` (it happened, not predicted there), `extra` (predicted, it did not happen there).
        name: as it was asked: `1`, or `a`.
        why: its explanation; empty when it is not needed.
        after_ns: when it happened, from the first of them; None where that is not asked.
    """

    kind: str
    name: str
    text: str
    why: str = ""
    after_ns: int | None = None


def reveal(events: Sequence[Beside], *, predicted: bool) -> Told:
    """What happened beside what was predicted: the names of both, and each of them with its mark.

    Args:
        events: in order.
        predicted: False where nobody was asked: then there are no marks.
    """

    def make(signs: Signs) -> Iterator[Item]:
        yield from _names(events) if predicted else (item("What happened:", "strong"),)
        for one in events:
            mark = Part(f"{signed(signs, one.kind, one.kind == 'matched'):9}  ", _STYLES[one.kind])
            yield Item(((mark, *_event(one)) if predicted else _event(one)), indent=2, hang=3)
            if one.why:
                yield item(visible(one.why), indent=5)

    return Told(make)


def _event(one: Beside) -> Line:
    """`3  the text  +1.2 ms`."""
    event = (Part(one.name, "number"), Part(f"  {visible(one.text)}"))
    return event if one.after_ns is None else (*event, Part(f"  +{duration(one.after_ns)}", "meta"))


_STYLES = {"matched": "good", "missing": "warn", "extra": "bad"}


def _names(events: Sequence[Beside]) -> Iterator[Item]:
    """`You predicted: 3 1 2` and `What happened: 1 4 2`, or one line where both are the same."""
    predicted = " ".join(one.name for one in events if one.kind != "missing")
    happened = " ".join(one.name for one in events if one.kind != "extra")
    if predicted == happened:
        yield Item((Part("You predicted it: ", "good"), Part(predicted)), hang=2)
    else:
        yield Item((Part("You predicted: ", "warn"), Part(predicted)), hang=2)
        yield Item((Part("What happened: ", "strong"), Part(happened)), hang=2)


def answer(chosen: str | None, right: str, why: str) -> Told:
    """The right answer to a question, beside the one that was chosen; None where nobody was asked."""

    def make(signs: Signs) -> Iterator[Item]:
        if chosen not in (None, right):
            yield Item((Part("You chose: ", "warn"), Part(visible(chosen or ""))), hang=2)
        words = Part("That is right: ", "good") if chosen == right else Part("Right is: ", "strong")
        yield Item((words, Part(visible(right))), hang=2)
        yield item(visible(why), indent=2)

    return Told(make)


def finding(result: Finding, rows: Sequence[int] = ()) -> Told:
    """An expectation that was judged: held, or failed with what happened, what was expected and what to try.

    Args:
        result: the finding.
        rows: the numbers of the rows that decided it.
    """

    def make(signs: Signs) -> Iterator[Item]:
        word = Part(sign(signs, result.passed), "good" if result.passed else "bad")
        yield Item((word, Part(f"  {visible(result.expected)}"), *_seen_in(rows)), hang=2)
        if result.passed:
            return
        yield Item((Part("what happened: ", "strong"), Part(visible(result.did))), indent=4, hang=2)
        if result.hint:
            yield Item((Part("what to try: ", "strong"), Part(visible(result.hint))), indent=4, hang=2)
        if result.source:
            yield item(f"expected by {visible(result.source)}", "meta", indent=4, hang=2)

    return Told(make)


def _seen_in(rows: Sequence[int]) -> Line:
    """` (row 3)`, ` (rows 3, 5)`, or nothing."""
    numbers = ", ".join(map(str, rows))
    return (Part(f" (row{'s' if len(rows) > 1 else ''} {numbers})", "meta"),) if rows else ()


def summary(findings: Sequence[Finding], took_ns: int | None = None, next_command: str = "") -> Told:
    """How many expectations held and how many failed, the time it took, and what to type next."""

    def make(signs: Signs) -> Iterator[Item]:
        held = sum(result.passed for result in findings)
        failed = len(findings) - held
        took = f", in {duration(took_ns)}" if took_ns is not None else ""
        yield EMPTY
        yield Item(
            (
                Part(f"{sign(signs, not failed)}: ", "bad" if failed else "good"),
                Part(f"{held} of {len(findings)} expectations held{took}."),
            )
        )
        if next_command:
            yield Item((Part("Next: "), Part(next_command, "command")), hang=2)

    return Told(make)


def conclusion(explanation: "Explanation", command: str) -> RenderableType:
    """What a close code or a status means: its title, the first two things to know, and where more stands."""

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        yield item(visible(explanation.title), "strong")
        for section in explanation.sections[:2]:
            yield Item((Part(f"{section.label}: ", "meta"), Part(visible(section.text))), hang=2)
        yield Item((Part("More: "), Part(command, "command")), hang=2)

    return Told(make)


def notice(text: str) -> Told:
    """One sentence from us, where something is left out, skipped or waiting."""

    def make(signs: Signs) -> Iterator[Item]:
        yield item(visible(text), "meta", hang=2)

    return Told(make)
