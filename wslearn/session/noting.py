"""A face that also notes what the learner does in their progress."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from wslearn.course.model import Lesson, Predict, Question
from wslearn.course.progress import AnswerKind, Progress
from wslearn.errors import EnvironmentProblem
from wslearn.session.face import (
    Answered,
    Face,
    Guess,
    Item,
    LessonEnded,
    LessonOpened,
    Note,
    Revealed,
    StepOpened,
    YourTurn,
)
from wslearn.trace.record import Entry
from wslearn.trace.row import Row

# A lesson must not stand still for long because another terminal is writing.
_PATIENCE = 1.0


class Noting:
    """Hands everything on to a face, and keeps what counts as progress.

    A lesson never fails because that cannot be kept.

    Args:
        face: shows and asks.
        folder: of the learner's project.
        lesson: what is played.
    """

    def __init__(self, face: Face, folder: Path, lesson: Lesson) -> None:
        self._face = face
        self._lesson = lesson
        self._progress: Progress | None = Progress(folder, _PATIENCE)
        self._began = time.monotonic()
        self._finished = False

    def close(self) -> None:
        """Note how long it took."""
        self._keep(lambda progress: progress.play_for(self._lesson.id, time.monotonic() - self._began))
        if self._progress is not None:
            self._progress.close()

    def entry(self, entry: Entry) -> None:
        """Hand it on."""
        self._face.entry(entry)

    def rows(self, rows: Sequence[Row]) -> None:
        """Hand them on."""
        self._face.rows(rows)

    def show(self, item: Item) -> None:
        """Hand it on, and keep what it says about the learner."""
        self._face.show(item)
        match item:
            case LessonOpened():
                self._keep(lambda progress: progress.open_lesson(self._lesson.id))
                self._tell_notice()
            case StepOpened():
                self._keep(lambda progress: progress.open_step(self._lesson.id, item.step.number))
            case Revealed():
                self._keep(lambda progress: keep_prediction(progress, self._lesson.id, "predicted", item))
            case Answered():
                self._keep(lambda progress: self._answered(progress, item))
            case YourTurn() | LessonEnded():
                self._keep(self._finish)

    async def pause(self, ahead: str) -> None:
        """Hand it on."""
        await self._face.pause(ahead)

    async def guess(self, predict: Predict) -> Guess | None:
        """Hand it on."""
        return await self._face.guess(predict)

    async def answer(self, question: Question) -> int | None:
        """Hand it on."""
        return await self._face.answer(question)

    async def ask_line(self, names: Sequence[str]) -> str | None:
        """Hand it on."""
        return await self._face.ask_line(names)

    def _keep(self, write: Callable[[Progress], None]) -> None:
        """Write to the progress; when that fails, say so once and go on without."""
        if self._progress is None:
            return
        try:
            write(self._progress)
        except EnvironmentProblem as error:
            self._progress.close()
            self._progress = None
            self._face.show(Note(f"{error.message} The lesson goes on, and is not noted as played."))

    def _tell_notice(self) -> None:
        if self._progress is not None and self._progress.notice:
            self._face.show(Note(self._progress.notice))

    def _finish(self, progress: Progress) -> None:
        """The lesson is played when all its steps were, in this run or in others."""
        steps = {step.number for step in self._lesson.steps}
        if not self._finished and steps <= progress.lesson(self._lesson.id).steps:
            progress.finish_lesson(self._lesson.id)
            self._finished = True

    def _answered(self, progress: Progress, item: Answered) -> None:
        if item.choice is not None:
            progress.answer(
                self._lesson.id,
                "answered",
                question=item.question.question,
                source=item.question.source,
                choice=item.choice,
                right=item.question.choices[item.choice].right,
            )


def keep_prediction(progress: Progress, lesson: str, kind: AnswerKind, item: Revealed) -> None:
    """Keep a guess and whether it was right; choices by their places in the file, however they were shown."""
    if item.guess is None or not item.happened:  # what the trace does not decide, nobody can be right about
        return
    places = [item.predict.choices[choice].number for choice in item.guess.picked]
    progress.answer(
        lesson,
        kind,
        question=item.predict.question,
        source=item.predict.source,
        choice=places if item.predict.ordered else places[0],
        right=item.right,
        confidence=item.guess.confidence,
    )
