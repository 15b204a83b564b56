"""A lesson's play noted as progress."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.course.sample import one_lesson
from wslearn.course.model import Lesson, Predict, Question
from wslearn.course.progress import FILE, Progress, question_id
from wslearn.session import face as shown
from wslearn.session.face import Guess, Item, SilentFace
from wslearn.session.noting import Noting

BODY = """
## One

```predict
question = "What comes?"
[[choice]]
text = "a"
when = "asgi return"
why = "so"
[[choice]]
text = "b"
when = "asgi cancel"
why = "so"
```

```play
get /
```

```expect
asgi return
```

```question
question = "Which key?"
[[choice]]
text = "a"
right = true
why = "so"
[[choice]]
text = "b"
why = "so"
```

## Two

Prose.
"""


class Seen(SilentFace):
    """A face that remembers, and answers."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def show(self, item: Item) -> None:
        """Remember it."""
        self.items.append(item)

    async def guess(self, predict: Predict) -> Guess | None:
        """The second choice."""
        return Guess((1,), 3)

    async def answer(self, question: Question) -> int | None:
        """The second choice."""
        return 1

    async def ask_line(self, names: Sequence[str]) -> str | None:
        """One verb."""
        return "drop"

    @property
    def notes(self) -> list[str]:
        """The sentences of wslearn's own."""
        return [item.text for item in self.items if isinstance(item, shown.Note)]


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    """Two steps; the first has a prediction and a question."""
    return one_lesson(tmp_path / "course", BODY).lessons[0]


def block(lesson: Lesson, kind: type[Predict] | type[Question]) -> Predict | Question:
    """The prediction or question of step 1."""
    (found,) = [one for one in lesson.steps[0].blocks if isinstance(one, kind)]
    assert isinstance(found, Predict | Question)
    return found


def play(noting: Noting, lesson: Lesson, *steps: int, end: Item | None = None) -> None:
    """What a run of these steps shows, and its end."""
    noting.show(shown.LessonOpened(lesson, "folder"))
    for step in steps:
        noting.show(shown.StepOpened(lesson.steps[step - 1], len(lesson.steps)))
    if end is not None:
        noting.show(end)
    noting.close()


END = shown.LessonEnded((), "wslearn next")


@pytest.mark.parametrize("end", [END, shown.YourTurn("/ws/")])
def test_a_whole_run_finishes_the_lesson(tmp_path: Path, lesson: Lesson, end: Item) -> None:
    """Opened, steps, end and time are kept; the prompt counts as the end, for Ctrl-C is a way to leave it."""
    play(Noting(Seen(), tmp_path, lesson), lesson, 1, 2, end=end)
    with Progress(tmp_path) as progress:
        found = progress.lesson("one")
        assert found.started
        assert found.finished
        assert (found.step, found.steps) == (2, frozenset({1, 2}))
        assert [fact.kind for fact in progress.facts()].count("played") == 1


def test_a_run_that_was_left_is_not_finished(tmp_path: Path, lesson: Lesson) -> None:
    """Who leaves in the middle has the steps so far."""
    play(Noting(Seen(), tmp_path, lesson), lesson, 1)
    with Progress(tmp_path) as progress:
        assert (progress.lesson("one").finished, progress.lesson("one").step) == (None, 1)


def test_steps_of_several_runs_count_together(tmp_path: Path, lesson: Lesson) -> None:
    """A lesson played with --step is finished when all its steps were played, in whatever order."""
    play(Noting(Seen(), tmp_path, lesson), lesson, 2, end=END)
    with Progress(tmp_path) as progress:
        assert progress.lesson("one").finished is None
    play(Noting(Seen(), tmp_path, lesson), lesson, 1, end=END)
    with Progress(tmp_path) as progress:
        assert progress.lesson("one").finished


def test_answers_are_kept(tmp_path: Path, lesson: Lesson) -> None:
    """A prediction with its confidence and what the trace said, a question with what is right."""
    predict, question = block(lesson, Predict), block(lesson, Question)
    assert isinstance(predict, Predict)
    assert isinstance(question, Question)
    noting = Noting(Seen(), tmp_path, lesson)
    noting.show(shown.Revealed(predict, Guess((1,), 3), (1,)))
    noting.show(shown.Revealed(predict, Guess((1,), 2), (0,)))
    noting.show(shown.Answered(question, 1))
    noting.close()
    with Progress(tmp_path) as progress:
        first, second, third = progress.answers()
    assert (first.kind, first.choice, first.right, first.confidence) == ("predicted", 1, True, 3)
    assert (second.right, second.confidence, second.question) == (False, 2, question_id("What comes?"))
    assert (third.kind, third.right, third.confidence) == ("answered", False, None)
    assert first.source.startswith("01_one/lesson.md:")


def test_an_order_is_kept_by_the_places_in_the_file(tmp_path: Path) -> None:
    """Events are shown in another order in every run; what is kept of an answer means the same in all of them."""
    events = "".join(f'[[event]]\ntext = "{name}"\nwhen = "asgi return"\nwhy = "so"\n' for name in "abcd")
    decided = "```play\nget /\n```\n\n```expect\nasgi return\n```\n"
    body = f'## One\n\n```predict\nquestion = "Order?"\n{events}```\n\n{decided}'
    lesson = one_lesson(tmp_path / "course", body).lessons[0]
    predict = block(lesson, Predict)
    assert isinstance(predict, Predict)
    texts = [choice.text for choice in predict.choices]
    noting = Noting(Seen(), tmp_path, lesson)
    picked = (texts.index("d"), texts.index("b"))
    noting.show(shown.Revealed(predict, Guess(picked, 2), picked))
    noting.show(shown.Revealed(predict, Guess(picked, 2), (*picked, texts.index("a"))))
    noting.close()
    with Progress(tmp_path) as progress:
        assert [(answer.choice, answer.right) for answer in progress.answers()] == [([3, 1], True), ([3, 1], False)]


def test_what_nobody_answered_is_not_kept(tmp_path: Path, lesson: Lesson) -> None:
    """Nor is a prediction that the trace did not decide."""
    predict, question = block(lesson, Predict), block(lesson, Question)
    assert isinstance(predict, Predict)
    assert isinstance(question, Question)
    noting = Noting(Seen(), tmp_path, lesson)
    noting.show(shown.Revealed(predict, None, (1,)))
    noting.show(shown.Revealed(predict, Guess((1,), 3), ()))
    noting.show(shown.Answered(question, None))
    noting.close()
    with Progress(tmp_path) as progress:
        assert progress.answers() == ()


def test_everything_reaches_the_face(tmp_path: Path, lesson: Lesson) -> None:
    """It is shown and asked as without progress."""
    face = Seen()
    noting = Noting(face, tmp_path, lesson)
    play(noting, lesson, 1, 2, end=END)
    assert [type(item) for item in face.items] == [
        shown.LessonOpened,
        shown.StepOpened,
        shown.StepOpened,
        shown.LessonEnded,
    ]
    predict, question = block(lesson, Predict), block(lesson, Question)
    assert isinstance(predict, Predict)
    assert isinstance(question, Question)
    assert asyncio.run(noting.guess(predict)) == Guess((1,), 3)
    assert asyncio.run(noting.answer(question)) == 1
    assert asyncio.run(noting.ask_line([])) == "drop"


def test_a_lesson_goes_on_when_nothing_can_be_kept(tmp_path: Path, lesson: Lesson) -> None:
    """It is said once, and everything is still shown."""
    (tmp_path / FILE).mkdir(parents=True)
    face = Seen()
    play(Noting(face, tmp_path, lesson), lesson, 1, 2, end=END)
    (note,) = face.notes
    assert "The lesson goes on" in note
    assert isinstance(face.items[-1], shown.LessonEnded)


def test_another_terminal_that_writes_for_long_is_said_once(
    tmp_path: Path, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lesson does not stand still for it."""
    monkeypatch.setattr("wslearn.session.noting._PATIENCE", 0.01)
    with Progress(tmp_path) as progress:
        progress.prepare()
    face = Seen()
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        play(Noting(face, tmp_path, lesson), lesson, 1, 2, end=END)
    (note,) = face.notes
    assert "another wslearn is busy" in note


def test_a_file_set_aside_is_told(tmp_path: Path, lesson: Lesson) -> None:
    """Who had a damaged file learns where it is now, and is noted in a new one."""
    (tmp_path / ".wslearn").mkdir()
    (tmp_path / FILE).write_bytes(b"damaged" * 100)
    face = Seen()
    play(Noting(face, tmp_path, lesson), lesson, 1, end=None)
    (note,) = face.notes
    assert "damaged" in note
    with Progress(tmp_path) as progress:
        assert progress.lesson("one").step == 1
