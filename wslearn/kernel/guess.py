"""A prediction in a cell: what was asked, what was answered, and what the trace says."""

from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from wslearn.course.model import Lesson, Predict
from wslearn.errors import UsageError
from wslearn.kernel.server import LessonServer
from wslearn.kernel.shown import Shown
from wslearn.kernel.steady import is_steady
from wslearn.render.output_lesson import asked_output, revealed_output
from wslearn.session.face import Guess as Guessed
from wslearn.session.face import Revealed
from wslearn.session.prediction import decide


class Guess:
    """A question and perhaps an answer; `reveal` lays it beside the trace.

    Args:
        lesson, predict: what is asked, and where.
        answer: the letter of a choice, or several in order: "b", "cab"; empty, nothing is guessed.
        confidence: 1, 2 or 3.

    Raises:
        UsageError: the answer is no such letter.
    """

    def __init__(self, lesson: Lesson, predict: Predict, answer: str, confidence: int) -> None:
        self._lesson = lesson.id
        self._predict = predict
        self._guess = _guessed(predict, answer, confidence)

    def reveal(self, server: LessonServer) -> Shown:
        """What happened, decided by the records that the last `server.expect` was about.

        Raises:
            UsageError: there are none, or they are another lesson's.
        """
        if self._lesson != server.lesson.id or not server.judged:
            what = "Nothing was run yet that could decide it."
            raise UsageError(what, "Run the cells between the question and this one, server.expect among them.")
        decision = decide(self._predict, server.judged, server.client_of)
        revealed = Revealed(self._predict, self._guess, decision.happened, decision.after_ns)
        return Shown.of(revealed_output(revealed, times=not is_steady()))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        return Shown.of(asked_output(self._predict, self._guess))._repr_mimebundle_()

    def __repr__(self) -> str:
        return asked_output(self._predict, self._guess).plain


def prediction_of(lesson: Lesson, step: int, number: int) -> Predict:
    """A prediction of a lesson, the `number`th of a step.

    Raises:
        UsageError: there is no such one.
    """
    found = [
        block
        for one in lesson.steps
        if str(one.number) == str(step)
        for block in one.blocks
        if isinstance(block, Predict)
    ]
    if number not in range(1, len(found) + 1):
        how_many = f"{len(found)} predictions" if found else "no prediction"
        raise UsageError(f"Step {step} of lesson {lesson.number} has {how_many}.", "Name another step or number.")
    return found[number - 1]


def _guessed(predict: Predict, answer: str, confidence: int) -> Guessed | None:
    """The letters as places, blanks and commas between them left out; None for no answer."""
    given = [letter for letter in str(answer or "").lower() if letter not in " ,.()"]
    if not given:
        return None
    letters = ascii_lowercase[: len(predict.choices)]
    picked = tuple(letters.find(letter) for letter in given)
    if -1 in picked or len(set(picked)) != len(picked) or (len(picked) > 1 and not predict.ordered):
        form = 'the letters in order, as in answer="ba"' if predict.ordered else 'one letter, as in answer="b"'
        raise UsageError(f"The answer {answer!r} cannot be: the choices are a to {letters[-1]}.", f"Write {form}.")
    if confidence not in (1, 2, 3):
        raise UsageError(f"The confidence {confidence!r} is not 1, 2 or 3.", "1 is a guess, 3 is sure.")
    return Guessed(picked, confidence)
