"""What the learner has done so far, kept in `.wslearn/progress.db` of the course folder."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from wslearn.course import disk
from wslearn.course.facts import Fact, new_fact
from wslearn.course.store import Store

FILE = f"{disk.OWN}/progress.db"

AnswerKind = Literal["predicted", "answered", "reviewed"]
ANSWER_KINDS: tuple[AnswerKind, ...] = ("predicted", "answered", "reviewed")


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """What was done in one lesson; times are UTC texts, `2026-05-01T12:30:00Z`.

    Attributes:
        lesson: its id.
        started: when it was first opened, or None.
        finished: when its last open step was first played to the end, or None.
        step: the furthest step that was opened; 0 for none.
        steps: all steps that were opened.
        seconds: how long it was played, all runs together.
        tried: how often the exercise was checked.
        passed: when the exercise first passed, or None.
        hints: how many hints were shown.
    """

    lesson: str
    started: str | None = None
    finished: str | None = None
    step: int = 0
    steps: frozenset[int] = frozenset()
    seconds: float = 0.0
    tried: int = 0
    passed: str | None = None
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One check of an exercise; `mistake` is the id of the known mistake that was recognised."""

    at: str
    lesson: str
    passed: bool
    seed: int
    mistake: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the learner.

    Attributes:
        at: when.
        lesson: id of the lesson that asks it.
        kind: `predicted` before a run, `answered` after it, `reviewed` by `wslearn review`.
        source: where the question stands, `03_json/lesson.md:41`.
        question: `question_id` of its text.
        choice: from 0; a list of them where an order was asked.
        right: what the trace, or the question, says.
        confidence: 1 to 3; None where it is not asked.
    """

    at: str
    lesson: str
    kind: AnswerKind
    source: str
    question: str
    choice: int | list[int]
    right: bool
    confidence: int | None


def question_id(question: str) -> str:
    """Twelve hex digits for the text of a question: the same wherever the question moves to."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]


class Progress:
    """The learner's progress; a context manager that closes its file.

    Every method that keeps something has it on disk when it returns, whole or not at all, and several processes may
    keep at the same time. Nothing is written before the first such call.

    Args:
        folder: the course folder.
        patience: how many seconds to wait for another process that is writing.

    Raises:
        EnvironmentProblem: by any method: the file is of a newer wslearn (it is left alone), or cannot be read or
            written.
    """

    def __init__(self, folder: Path, patience: float = 5.0) -> None:
        self._store = Store(folder / FILE, patience)

    @property
    def notice(self) -> str:
        """One sentence when a damaged file was set aside, else empty."""
        return self._store.notice

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def prepare(self) -> None:
        """Make the file, if there is none."""
        self._store.add([])

    def open_lesson(self, lesson: str) -> None:
        """A lesson was opened."""
        self._keep(new_fact("opened", lesson))

    def open_step(self, lesson: str, step: int) -> None:
        """A step of it was opened."""
        self._keep(new_fact("step", lesson, step=step))

    def finish_lesson(self, lesson: str) -> None:
        """Every step of it was played."""
        self._keep(new_fact("finished", lesson))

    def play_for(self, lesson: str, seconds: float) -> None:
        """A run of it took so long."""
        self._keep(new_fact("played", lesson, seconds=round(seconds, 1)))

    def check_exercise(self, lesson: str, *, passed: bool, seed: int, mistake: str | None = None) -> None:
        """Its exercise was checked."""
        self._keep(new_fact("checked", lesson, passed=passed, seed=seed, mistake=mistake))

    def show_hint(self, lesson: str, number: int) -> None:
        """The hint of this number, from 1, was shown."""
        self._keep(new_fact("hint", lesson, number=number))

    def answer(
        self,
        lesson: str,
        kind: AnswerKind,
        *,
        question: str,
        source: str,
        choice: int | list[int],
        right: bool,
        confidence: int | None = None,
    ) -> None:
        """A question was answered; `question` is its text."""
        self._keep(
            new_fact(
                kind,
                lesson,
                question=question_id(question),
                source=source,
                choice=choice,
                right=right,
                confidence=confidence,
            )
        )

    def _keep(self, fact: Fact) -> None:
        self._store.add([fact])

    def merge(self, facts: Iterable[Fact]) -> int:
        """Add facts of elsewhere; how many were not here yet."""
        return self._store.add(facts)

    def facts(self) -> tuple[Fact, ...]:
        """Everything, the oldest first."""
        return self._store.facts()

    def lesson(self, lesson: str) -> LessonProgress:
        """What was done in this lesson."""
        return _summed(lesson, [fact for fact in self.facts() if fact.lesson == lesson])

    def lessons(self) -> dict[str, LessonProgress]:
        """What was done, by lesson id; only lessons of which there is something."""
        facts = self.facts()
        found = dict.fromkeys(fact.lesson for fact in facts)
        return {lesson: _summed(lesson, [fact for fact in facts if fact.lesson == lesson]) for lesson in found}

    def attempts(self) -> tuple[Attempt, ...]:
        """All checks of exercises, the oldest first."""
        return tuple(
            Attempt(fact.at, fact.lesson, fact.data["passed"], fact.data["seed"], fact.data["mistake"])
            for fact in self.facts()
            if fact.kind == "checked"
        )

    def answers(self, *kinds: AnswerKind) -> tuple[Answer, ...]:
        """All answers of these kinds, or of every kind; the oldest first."""
        facts = self.facts()
        wanted = kinds or ANSWER_KINDS
        return tuple(
            Answer(fact.at, fact.lesson, kind, **fact.data) for fact in facts for kind in wanted if fact.kind == kind
        )


def _summed(lesson: str, facts: list[Fact]) -> LessonProgress:
    """What the facts of one lesson, the oldest first, say."""

    def first(kind: str, key: str = "") -> str | None:
        return next((fact.at for fact in facts if fact.kind == kind and (not key or fact.data[key])), None)

    steps = frozenset(fact.data["step"] for fact in facts if fact.kind == "step")
    return LessonProgress(
        lesson,
        started=first("opened"),
        finished=first("finished"),
        step=max(steps, default=0),
        steps=steps,
        seconds=sum(fact.data["seconds"] for fact in facts if fact.kind == "played"),
        tried=sum(fact.kind == "checked" for fact in facts),
        passed=first("checked", "passed"),
        hints=max((fact.data["number"] for fact in facts if fact.kind == "hint"), default=0),
    )
