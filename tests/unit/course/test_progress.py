"""What is kept of a learner."""

from pathlib import Path

import pytest

from wslearn.course.progress import FILE, LessonProgress, Progress, question_id


def test_nothing_is_written_by_looking(tmp_path: Path) -> None:
    """Reading where nothing was kept says so and leaves the folder as it is."""
    with Progress(tmp_path) as progress:
        assert progress.lesson("json") == LessonProgress("json")
        assert progress.lessons() == {}
        assert [*progress.answers(), *progress.attempts(), *progress.facts()] == []
    assert list(tmp_path.iterdir()) == []


def test_the_file_can_be_made_ahead(tmp_path: Path) -> None:
    """`prepare` makes the file with nothing in it."""
    with Progress(tmp_path) as progress:
        progress.prepare()
        assert progress.facts() == ()
    assert (tmp_path / FILE).is_file()


def test_a_lesson_is_summed_up(tmp_path: Path) -> None:
    """Steps, times, checks and hints of a lesson are those that were kept, by any process, and of no other lesson."""
    with Progress(tmp_path) as progress:
        progress.open_lesson("json")
        for step in (1, 2, 4):
            progress.open_step("json", step)
        progress.open_step("events", 9)
        progress.play_for("json", 60.04)
        progress.play_for("json", 30)
        progress.check_exercise("json", passed=False, seed=3, mistake="int-as-text")
        progress.show_hint("json", 1)
        progress.show_hint("json", 2)
        progress.show_hint("json", 1)
    with Progress(tmp_path) as progress:
        found = progress.lesson("json")
        assert found.started is not None
        assert (found.finished, found.passed) == (None, None)
        assert (found.step, found.steps) == (4, frozenset({1, 2, 4}))
        assert (found.seconds, found.tried, found.hints) == (90.0, 1, 2)
        progress.check_exercise("json", passed=True, seed=4)
        progress.check_exercise("json", passed=False, seed=5)
        progress.finish_lesson("json")
        later = progress.lesson("json")
        assert later.passed
        assert later.finished
        assert later.tried == 3
        assert progress.lessons().keys() == {"json", "events"}


def test_attempts_keep_seed_and_mistake(tmp_path: Path) -> None:
    """Each check is kept with its seed and the mistake that was recognised."""
    with Progress(tmp_path) as progress:
        progress.check_exercise("json", passed=False, seed=3, mistake="int-as-text")
        progress.check_exercise("json", passed=True, seed=4)
        found = [(attempt.passed, attempt.seed, attempt.mistake) for attempt in progress.attempts()]
    assert found == [(False, 3, "int-as-text"), (True, 4, None)]


def test_answers_are_found_by_kind(tmp_path: Path) -> None:
    """Predictions, questions and reviews are told apart; a question keeps its id wherever it moves to."""
    with Progress(tmp_path) as progress:
        progress.answer("json", "predicted", question="Why?", source="a.md:1", choice=1, right=False, confidence=3)
        progress.answer("json", "answered", question="Why?", source="a.md:9", choice=0, right=True)
        (predicted,) = progress.answers("predicted")
        assert (predicted.choice, predicted.right, predicted.confidence, predicted.source) == (1, False, 3, "a.md:1")
        assert predicted.question == question_id("Why?")
        assert [answer.kind for answer in progress.answers()] == ["predicted", "answered"]
        assert progress.answers("reviewed") == ()


def test_two_open_at_once_see_each_other(tmp_path: Path) -> None:
    """What one terminal keeps, another that is open already sees."""
    with Progress(tmp_path) as one, Progress(tmp_path) as other:
        other.open_lesson("json")
        one.show_hint("json", 1)
        assert other.lesson("json").hints == 1


@pytest.mark.parametrize("name", ["ünï çödé", "with blanks", "a%20b?mode=ro#x"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    """Blanks, letters of any script and signs that mean something in a URL are part of the name."""
    (tmp_path / name).mkdir()
    with Progress(tmp_path / name) as progress:
        progress.open_lesson("json")
    assert (tmp_path / name / FILE).is_file()
