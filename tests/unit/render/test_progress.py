"""What was done, as a list."""

from tests.unit.render.drawing import draw, screen
from wslearn.render.progress import ProgressLine, progress_list


def test_each_lesson_says_how_far_it_is() -> None:
    """State, minutes, checks and hints; what is nothing is left out, and one is no plural."""
    lines = [
        ProgressLine(1, "handshake", "done", 754.0, 3, 1),
        ProgressLine(2, "events", "at step 2 of 5", 61.0, 0, 0),
        ProgressLine(3, "json", "not begun", 0.0, 0, 0),
    ]
    assert draw(progress_list(lines, ["2 of 3 predictions were right.", ""]), screen()).splitlines() == [
        " 1  handshake  done  13 minutes, 3 checks, 1 hint",
        " 2  events     at step 2 of 5  1 minute",
        " 3  json       not begun",
        "",
        "2 of 3 predictions were right.",
    ]


def test_names_cannot_move_the_cursor() -> None:
    """A course of somebody else may have odd names: they are shown escaped."""
    text = draw(progress_list([ProgressLine(1, "\x1b[2Jx", "done", 0, 0, 0)], []), screen())
    assert "\x1b" not in text
