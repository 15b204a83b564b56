"""What a check found: three short lines, and below them the rows that decided it."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from wslearn.render.escape import visible
from wslearn.render.parts import Part
from wslearn.render.signs import Signs
from wslearn.render.told import EMPTY, Item, Told, item, sign
from wslearn.trace.record import Finding


def passed(lesson: int, held: int, seconds: float, next_command: str) -> RenderableType:
    """Every expectation held."""

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        text = f": your answer to lesson {lesson} does all {held} things that were expected, in {seconds:.1f} s."
        yield Item((Part(sign(signs, True), "good"), Part(text)))
        yield Item((Part("Next: "), Part(next_command, "command")), hang=2)

    return Told(make)


def failed(did: str, expected: str, hint: str, mistake: str = "") -> RenderableType:
    """What the code did, what was expected at that event, what to try; a known mistake by its name."""

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        yield Item((Part(sign(signs, False), "bad"), Part(f"  {visible(mistake)}" if mistake else "", "strong")))
        for word, text in (("your code: ", did), ("expected:  ", expected), ("try:       ", hint)):
            if text:
                yield Item((Part(word, "strong"), Part(visible(text))), indent=2, hang=11)

    return Told(make)


def not_served(message: str, hint: str, details: str, mistake: str = "") -> RenderableType:
    """The project could not be served: nothing is said of the answer but a known mistake, by its name."""

    def make(signs: Signs) -> Iterator[Item]:
        yield EMPTY
        yield Item((Part("Your server did not start", "bad"), Part(", so your answer was not looked at.")), hang=2)
        yield item(visible(message), "", indent=2, hang=2)
        if mistake:
            yield item(visible(mistake), "strong", indent=2, hang=2)
        yield Item((Part("try: ", "strong"), Part(visible(hint))), indent=2, hang=2)
        for line in details.splitlines()[-8:]:
            yield item(visible(line), "meta", indent=4, hang=2)

    return Told(make)


def first_failed(findings: Sequence[Finding]) -> Finding:
    """The finding to talk about: later ones mostly follow from it."""
    return next(finding for finding in findings if not finding.passed)
