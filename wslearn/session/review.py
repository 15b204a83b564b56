"""Three questions of lessons that lie behind the learner: predictions again, decided by a fresh run."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from wslearn.course.model import Course, Lesson, Predict
from wslearn.course.payloads import Payloads
from wslearn.course.progress import question_id
from wslearn.session.face import Face, Guess, Item, Revealed, SilentFace
from wslearn.session.means import lacking
from wslearn.session.run import LessonRun
from wslearn.trace.row import Row

COUNT = 3
"""Questions in one review: few enough to be done often."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A prediction to ask again."""

    lesson: Lesson
    step: int
    predict: Predict


def choose(course: Course, played: Collection[str], recent: Collection[str], seed: int) -> tuple[Reviewed, ...]:
    """Questions of different lessons where that is possible, those first that were not asked lately.

    Args:
        course: loaded with the payloads of the review.
        played: ids of the lessons that were played.
        recent: `question_id` of questions that were answered right lately.
        seed: of the order.
    """
    found = list(_questions(course, played))
    random.Random(seed).shuffle(found)  # noqa: S311 (an order, not a secret)
    found.sort(key=lambda one: question_id(one.predict.question) in recent)
    chosen: list[Reviewed] = []
    for one in found:
        if one.lesson.id not in [other.lesson.id for other in chosen]:
            chosen.append(one)
    chosen += [one for one in found if one not in chosen]
    return tuple(chosen[:COUNT])


def _questions(course: Course, played: Collection[str]) -> Iterator[Reviewed]:
    for lesson in course.lessons:
        for step in lesson.steps if lesson.id in played else ():
            for block in () if lacking(*step.needs) else step.blocks:
                if isinstance(block, Predict):
                    yield Reviewed(lesson, step.number, block)


async def ask(course: Course, one: Reviewed, payloads: Payloads, face: Face) -> Revealed | None:
    """Ask one question, run the step that decides it on a pristine copy, and show what happened.

    Returns:
        What the trace said, with the guess; None when the question did not come up.

    Raises:
        ServerNotStarted: the project cannot be served.
    """
    one_face = _OnePrediction(face, one.predict)
    async with LessonRun(course, one.lesson, payloads, folder=None, steps=(one.step,)) as run:
        await run.play(one_face).run()
    return one_face.revealed


class _OnePrediction(SilentFace):
    """Lets one prediction of a step through: its question, the rows that decide it, and its reveal."""

    def __init__(self, face: Face, predict: Predict) -> None:
        self._face = face
        self._predict = predict
        self._open = False
        self.revealed: Revealed | None = None

    def rows(self, rows: Sequence[Row]) -> None:
        """Rows between the question and the reveal are shown."""
        if self._open:
            self._face.rows(rows)

    def show(self, item: Item) -> None:
        """Only the reveal is shown."""
        if isinstance(item, Revealed) and item.predict == self._predict:
            self._open = False
            self.revealed = item
            self._face.show(item)

    async def guess(self, predict: Predict) -> Guess | None:
        """Only this prediction is asked."""
        if predict != self._predict:
            return None
        guess = await self._face.guess(predict)
        self._open = True
        return guess
