"""What a check found: three short lines; the rows that decided it stand below them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wslearn.render.escape import visible
from wslearn.render.parts import Part
from wslearn.render.signs import Signs
from wslearn.render.told import EMPTY, Item, Told, item, sign
from wslearn.trace.record import Finding

if TYPE_CHECKING:
    from wslearn.course.model import Wrong
    from wslearn.errors import WslearnError
    from wslearn.session.check import CheckResult


def passed(lesson: int, held: int, next_command: str, seconds: float | None = None) -> Told:
    """Every expectation held; without `seconds` no time is told, and of an empty `next_command` nothing."""

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        took = "" if seconds is None else f", in {seconds:.1f} s"
        text = f": your answer to lesson {lesson} does all {held} things that were expected{took}."
        yield Item((Part(sign(signs, True), "good"), Part(text)))
        if next_command:
            yield Item((Part("Next: "), Part(next_command, "command")), hang=2)

    return Told(make)


def failed(result: "CheckResult") -> Told:
    """What the code did, what was expected at that event, what to try; a known mistake by its name."""
    finding, mistake = _first_failed(result.findings), result.mistake
    name = f"  {visible(mistake.name)}" if mistake else ""
    did, hint = (mistake.did, mistake.hint) if mistake else (finding.did, finding.hint)

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        yield Item((Part(sign(signs, False), "bad"), Part(name, "strong")))
        for word, text in (("your code: ", did), ("expected:  ", finding.expected), ("try:       ", hint)):
            if text:
                yield Item((Part(word, "strong"), Part(visible(text))), indent=2, hang=11)

    return Told(make)


def not_served(
    problem: "WslearnError", mistake: "Wrong | None", then: str, *, first: str = "", details: str = ""
) -> Told:
    """The project could not be served: nothing is said of the answer but a known mistake, by its name.

    Args:
        problem: why.
        mistake: what is known about it.
        then: the last thing to do, after what the problem and the mistake ask for.
        first: what to do before that; may be empty.
        details: the end of the server's own words.
    """
    hint = " ".join(filter(None, (first, problem.hint, mistake.hint if mistake else "", then)))

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        yield Item((Part("Your server did not start", "bad"), Part(", so your answer was not looked at.")), hang=2)
        yield item(visible(problem.message), "", indent=2, hang=2)
        if mistake:
            yield item(visible(f"{mistake.name}. {mistake.did}"), "strong", indent=2, hang=2)
        yield Item((Part("try: ", "strong"), Part(visible(hint))), indent=2, hang=2)
        for line in details.splitlines()[-8:]:
            yield item(visible(line), "meta", indent=4, hang=2)

    return Told(make)


def _first_failed(findings: Sequence[Finding]) -> Finding:
    """The finding to talk about: later ones mostly follow from it."""
    return next(finding for finding in findings if not finding.passed)
