"""The whole course."""

from pathlib import Path

import pytest

from tests.unit.course.sample import growing, lesson_text, one_lesson, write
from wslearn.course.load import check_course, load_course
from wslearn.course.model import Concept
from wslearn.course.payloads import Payloads
from wslearn.errors import LessonError

STEP = "## Step\n"


def course_toml(root: Path, text: str) -> None:
    """Write `course.toml`."""
    write(root, {"course.toml": text})


def damage(root: Path) -> str:
    """What is said about the course."""
    with pytest.raises(LessonError) as caught:
        check_course(load_course(root))
    return caught.value.message


def test_the_built_in_course_is_whole() -> None:
    """Every lesson that we ship loads, and all that it says about the others holds."""
    course = load_course()

    check_course(course)
    assert [lesson.number for lesson in course.lessons] == list(range(1, len(course.lessons) + 1))


def test_loading_parses_no_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting up costs front matter only: the Markdown parser is not even asked."""
    growing(tmp_path, [{"a": "1"}])
    monkeypatch.setattr("wslearn.course.body.LessonText._parts", None)

    assert load_course(tmp_path).lesson("l1").title == "Lesson 1"


def test_concepts_are_read(tmp_path: Path) -> None:
    """Each concept has the lesson and step that introduce it."""
    growing(tmp_path, [{"a": "1"}])
    with (tmp_path / "course.toml").open("a") as file:
        file.write('[concepts]\nduplex = { lesson = "l1", step = 1 }\n')

    course = load_course(tmp_path)
    check_course(course)
    assert course.concepts == {"duplex": Concept("l1", 1)}


def test_the_payloads_of_a_run_reach_the_expectations(tmp_path: Path) -> None:
    """What is sent and what is expected come from the same seed."""
    one_lesson(tmp_path, "## Step\n\n```play\nsend $word\n```\n\n```expect\nasgi return text=$word\n```\n")
    play, expect = load_course(tmp_path, Payloads(42)).lessons[0].steps[0].blocks

    word = Payloads(42).fill("$word")
    assert play.verbs[0].arguments["text"] == word  # type: ignore[union-attr]
    assert expect.expectations[0].pattern.conditions[0].value == word  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format_version = 2\n[[later]]", "course.toml:1: these lessons have format 2, and this wslearn reads"),
        ("title = 't'", "course.toml:1: the key 'format_version' is missing."),
        ("format_version = 1\ntitle = 't'\nlessons = ['02_x']", "course.toml:3: the lesson folder '02_x' is missing."),
        ("format_version = 1\ntitle = 't'\nlessons = ['..']", "course.toml:3: the lesson folder '..' is missing."),
        ("format_version = 1\ntitel = 't'\nlessons = []", "course.toml:2: there is no key 'titel' here."),
        (
            "format_version = 1\ntitle = 't'\nlessons = []\n[concepts]\nx = {lesson = 'a', step = 1}",
            "course.toml:5: the concept 'x' is in a lesson that there is not: 'a'.",
        ),
        (
            "format_version = 1\ntitle = 't'\nlessons = []\n[concepts]\nx = {lesson = 'a'}",
            "course.toml:5: the key 'step'",
        ),
    ],
)
def test_a_damaged_course_file(tmp_path: Path, text: str, message: str) -> None:
    """File, line and key are named."""
    course_toml(tmp_path, text)

    assert damage(tmp_path).startswith(message)


def test_no_course_at_all(tmp_path: Path) -> None:
    """A folder without course.toml is told as such."""
    assert damage(tmp_path).startswith("course.toml: this file cannot be read")


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (lesson_text(STEP, "one", 2), "02_two/lesson.md: the id 'one' is that of 01_one, too."),
        (lesson_text(STEP, "two", 1), "02_two/lesson.md: the number 1 must be above that of 01_one."),
        (
            lesson_text(STEP, "two", 2).replace("requires = []", 'requires = ["three"]'),
            "02_two/lesson.md: 'requires' names 'three', and no lesson before this one is called so.",
        ),
        (
            lesson_text(STEP + "\n```expect what\nasgi return\n```\n", "two", 2),
            "02_two/lesson.md:12: course.toml has no concept 'what'.",
        ),
    ],
)
def test_lessons_that_do_not_go_together(tmp_path: Path, second: str, message: str) -> None:
    """Ids, numbers, requirements and concepts are held against each other."""
    course_toml(tmp_path, 'format_version = 1\ntitle = "T"\nlessons = ["01_one", "02_two"]\n')
    write(tmp_path, {"01_one/lesson.md": lesson_text(STEP), "02_two/lesson.md": second})

    assert damage(tmp_path) == message


def test_a_project_folder_that_nobody_applies(tmp_path: Path) -> None:
    """A forgotten scaffold block is found."""
    one_lesson(tmp_path, STEP, {"project/forgotten/a.py": ""})

    assert damage(tmp_path) == "01_one/project/forgotten: no scaffold block applies this folder."


def test_a_concept_in_a_step_that_there_is_not(tmp_path: Path) -> None:
    """The step of a concept must exist."""
    growing(tmp_path, [{"a": "1"}])
    with (tmp_path / "course.toml").open("a") as file:
        file.write('[concepts]\nduplex = { lesson = "l1", step = 2 }\n')

    assert damage(tmp_path) == "course.toml: the concept 'duplex' is in a step that its lesson does not have."
