"""What a learner is told about their answers."""

import pytest
from rich.console import Group

from tests.unit.render.drawing import draw, screen
from wslearn.course.model import Choice, Option, Predict, Question
from wslearn.render.reveals import draw_answered, draw_revealed
from wslearn.session.face import Guess, Revealed
from wslearn.trace.patterns import parse_pattern

RETURN = parse_pattern("asgi return", "x:1")
CHOICES = tuple(Choice(name, RETURN, f"why {name}", number) for number, name in enumerate("abcd"))
CHOICE, ORDER = Predict("What?", CHOICES), Predict("Order?", CHOICES, ordered=True)
AGAIN = "look again at the rows above"


def told(revealed: Revealed) -> list[str]:
    """The lines of the reveal in plain."""
    return draw(Group(*draw_revealed(revealed)), screen(plain=True)).splitlines()


def test_a_wrong_choice_is_explained() -> None:
    """What was chosen, with its reason, beside what happened; who was sure also gets the reason of what happened."""
    wrong = ["You predicted: 1", "What happened: 2", "extra      1  a", "why a", "missing    2  b"]
    assert told(Revealed(CHOICE, Guess((0,), 1), (1,), (0,))) == wrong
    sure = told(Revealed(CHOICE, Guess((0,), 3), (1,), (0,)))
    assert sure == [*wrong, "why b", f"You were sure, so {AGAIN}."]


@pytest.mark.parametrize("confidence", [1, 2, 3])
def test_a_right_choice_is_explained_once(confidence: int) -> None:
    """Also who guessed learns why it is so."""
    right = Revealed(CHOICE, Guess((1,), confidence), (1,), (0,))
    assert told(right) == ["You predicted it: 2", "matched    2  b", "why b"]


def test_of_an_order_what_was_wrong_is_explained() -> None:
    """An event at another place is told twice and explained once; what was right is not explained."""
    lines = told(Revealed(ORDER, Guess((0, 2, 1, 3), 2), (0, 1, 2), (0, 300_000, 2_500_000)))
    assert lines == [
        "You predicted: 1 3 2 4",
        "What happened: 1 2 3",
        "matched    1  a  +0.0 ms",
        "missing    2  b  +0.3 ms",
        "why b",
        "matched    3  c  +2.5 ms",
        "extra      2  b (it came at another place)",
        "extra      4  d",
        "why d",
        "Look again at the rows above.",
    ]


def test_a_right_order_needs_no_explanation() -> None:
    """All of it is matched."""
    lines = told(Revealed(ORDER, Guess((1, 0), 3), (1, 0), (0, 1_000_000)))
    assert lines == ["You predicted it: 2 1", "matched    2  b  +0.0 ms", "matched    1  a  +1.0 ms"]


def test_who_was_not_asked_sees_what_happened() -> None:
    """Without marks; a choice with its reason."""
    assert told(Revealed(CHOICE, None, (3,), (0,))) == ["What happened:", "4  d", "why d"]
    assert told(Revealed(ORDER, None, (3, 0), (0, 0))) == ["What happened:", "4  d  +0.0 ms", "1  a  +0.0 ms"]


def test_an_undecided_prediction_is_said_to_be_so() -> None:
    """Nobody is told that they were wrong."""
    assert told(Revealed(CHOICE, Guess((0,), 3), ())) == ["The trace does not decide this prediction."]


def test_a_question_is_answered_in_its_own_words() -> None:
    """Nothing was predicted, so nothing is said of predicting."""
    question = Question("Which?", (Option("x", False, "why x"), Option("y", True, "why y")))
    wrong = draw(Group(*draw_answered(question, 0)), screen(plain=True)).splitlines()
    assert wrong == ["You chose: x", "Right is: y", "why x"]
    right = draw(Group(*draw_answered(question, 1)), screen(plain=True)).splitlines()
    assert right == ["That is right: y", "why y"]
    unasked = draw(Group(*draw_answered(question, None)), screen(plain=True)).splitlines()
    assert unasked == ["Right is: y", "why y"]
