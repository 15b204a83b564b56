"""Which questions a review asks."""

from wslearn.course.load import load_course
from wslearn.course.progress import question_id
from wslearn.session.review import COUNT, choose

COURSE = load_course()


def test_only_lessons_that_were_played_are_asked_about() -> None:
    """A learner who played lesson 2 is asked three questions of lesson 2; one who played nothing is asked nothing."""
    assert {one.lesson.id for one in choose(COURSE, ["events"], (), 1)} == {"events"}
    assert len(choose(COURSE, ["events"], (), 1)) == COUNT
    assert choose(COURSE, [], (), 1) == ()


def test_questions_come_from_different_lessons() -> None:
    """With three lessons played, each gives one question."""
    chosen = choose(COURSE, ["handshake", "events", "json"], (), 5)
    assert {one.lesson.id for one in chosen} == {"handshake", "events", "json"}


def test_what_was_answered_right_lately_comes_last() -> None:
    """A question that was answered right is not asked again while there are others."""
    known = {question_id(one.predict.question) for one in choose(COURSE, ["json"], (), 3)}
    again = {question_id(one.predict.question) for one in choose(COURSE, ["json"], known, 3)}
    assert not known & again


def test_a_seed_repeats_a_review() -> None:
    """The same seed gives the same questions, another one others (somewhere in ten seeds)."""
    reviews = [[one.predict.question for one in choose(COURSE, ["json"], (), seed)] for seed in range(10)]
    assert reviews[0] == [one.predict.question for one in choose(COURSE, ["json"], (), 0)]
    assert any(review != reviews[0] for review in reviews)
