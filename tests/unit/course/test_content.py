"""What a lesson's files must be before anything is played."""

from pathlib import Path

import pytest

from tests.unit.course.whole_lesson import FILES, FOLDER, LESSON, damaged, line_of, said


def test_a_whole_lesson_has_no_problem(tmp_path: Path) -> None:
    """The sample lesson, which the other tests damage, is in order."""
    assert damaged(tmp_path) == []


def test_a_lesson_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    """A block that is no TOML: its line, the reason, and that the lesson cannot be played."""
    (problem,) = damaged(tmp_path, LESSON, 'question = "What comes, 2?"', "question = ")
    assert problem.damage
    assert problem.source == f"{LESSON}:{line_of('comes, 2?')}"


def test_a_curriculum_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    """The curriculum is a file of an author, too: its line is named, no traceback."""
    (problem,) = damaged(tmp_path, "curriculum.toml", '["first"]', "1")
    assert problem.damage
    assert problem.source == "curriculum.toml:1"


def test_an_exercise_without_hints_is_damage(tmp_path: Path) -> None:
    """An exercise needs a hint; the place is the exercise block."""
    hint = FILES[LESSON].partition("```hint")[2].partition("```\n")[0]
    (problem,) = damaged(tmp_path, LESSON, f"```hint{hint}```\n", "")
    assert problem.damage
    assert problem.source == f"{LESSON}:{line_of('```exercise')}"
    assert "hints" in problem.reason


def test_a_mistake_of_what_is_not_there_is_damage(tmp_path: Path) -> None:
    """Patterns with `no` alone would hold for every project that does not start: the line of `when`."""
    (problem,) = damaged(tmp_path, LESSON, 'when = ["client failed"]', 'when = ["no client failed"]')
    assert problem.damage
    assert problem.source == f"{LESSON}:{line_of('client failed')}"


def test_there_can_be_too_much_prose(tmp_path: Path) -> None:
    """More than 120 lines of prose are told with their number; empty lines and link definitions are no prose."""
    assert damaged(tmp_path, LESSON, "You will see.\n", "You will see.\n\n" * 118) == []
    (found,) = damaged(tmp_path, LESSON, "You will see.\n", "You will see.\n\n" * 120)
    assert (found.source, found.reason) == (LESSON, "121 lines of prose; 120 are enough.")


def test_there_can_be_too_few_predictions(tmp_path: Path) -> None:
    """Two predictions are too few."""
    predict = "```predict" + FILES[LESSON].partition("```predict")[2].partition("```\n")[0] + "```\n"
    assert said(tmp_path, LESSON, predict, "") == [(LESSON, "2 predictions; there must be 3 or more.")]


def test_a_lesson_without_an_exercise_is_told(tmp_path: Path) -> None:
    """A lesson ends with an exercise."""
    exercise = FILES[LESSON].partition("```exercise")[2].partition("[spec]:")[0]
    assert (LESSON, "there is no exercise.") in said(tmp_path, LESSON, "```exercise" + exercise, "")


def test_a_stage_that_changes_nothing_is_told(tmp_path: Path) -> None:
    """A second scaffold block with the files of the first."""
    files = FILES[f"{FOLDER}/project/s/live/routes.py"]
    (tmp_path / FOLDER / "project/again/live").mkdir(parents=True)
    (tmp_path / FOLDER / "project/again/live/routes.py").write_text(files)
    block = "```scaffold again\nThe same.\n```\n\n```predict"
    found = said(tmp_path, LESSON, "```predict", block)
    assert found == [(f"{LESSON}:{line_of('```predict')}", "again changes nothing.")]


@pytest.mark.parametrize("path", ["notes.md", "wrong/forgotten/live/one.py"])
def test_a_file_that_nothing_uses_is_told(tmp_path: Path, path: str) -> None:
    """A file beside lesson.md, and a folder of a mistake that no block describes."""
    (reason,) = [problem for problem in damaged(tmp_path, f"{FOLDER}/{path}", "", "x = 1\n") if not problem.damage]
    assert reason.source == f"{FOLDER}/{path.removesuffix('/live/one.py')}"


def test_what_is_left_to_be_written_is_told(tmp_path: Path) -> None:
    """TODO in the text or in the code: file and line."""
    found = said(tmp_path, LESSON, "```play\n", "```play\n# TODO\n")
    assert found == [(f"{LESSON}:{line_of('```play') + 1}", "TODO")]
    code = f"{FOLDER}/starter/live/one.py"
    assert (f"{code}:2", "TODO") in said(tmp_path, code, "starter = 1\n", "starter = 1\n# TODO\n")
