"""What the curriculum asks of a lesson."""

from pathlib import Path

from tests.unit.course.sample import growing, write
from tests.unit.course.whole_lesson import FILES, LESSON, damaged, line_of, said
from wslearn.course.content import check_files
from wslearn.course.curriculum import read_curriculum
from wslearn.course.load import load_course


def test_a_course_may_have_no_curriculum(tmp_path: Path) -> None:
    """Then nothing has to be taught."""
    assert read_curriculum(growing(tmp_path, [{"a.py": "1"}]).root).concepts == {}


def test_a_concept_that_is_not_introduced_is_told(tmp_path: Path) -> None:
    """A concept of the curriculum that course.toml does not know; one of a lesson that does not exist is no problem."""
    assert said(tmp_path, "curriculum.toml", '["first"]', '["first", "next"]') == [
        ("course.toml", "the concept 'next' of lesson one is not introduced.")
    ]


def test_a_concept_that_no_play_shows_is_told(tmp_path: Path) -> None:
    """The step that introduces it has no expect block about it."""
    (found,) = said(tmp_path, "course.toml", "step = 1", "step = 2")[:1]
    assert found == ("course.toml", "no play and expect block in step 2 of one shows 'first'.")


def test_a_concept_that_comes_before_its_step_is_told(tmp_path: Path) -> None:
    """An expect block is about something that a later step introduces: the block's line."""
    found = said(tmp_path, "course.toml", "step = 1", "step = 2")
    assert (f"{LESSON}:{line_of('```expect first')}", "the concept 'first' is introduced later, in step 2.") in found


def test_a_concept_of_a_lesson_that_is_not_required_is_told(tmp_path: Path) -> None:
    """What an expect block is about must be of this lesson or of one that it builds on, be it through another."""
    write(tmp_path, FILES)
    names = ("one", "two", "three")
    for number, name in enumerate(names[1:], 2):
        text = FILES[LESSON].replace('id = "one"', f'id = "{name}"').replace("number = 1", f"number = {number}")
        files = {path: content for path, content in FILES.items() if path.startswith("01_one/")}
        write(tmp_path, {path.replace("01_one", f"0{number}_{name}"): content for path, content in files.items()})
        write(
            tmp_path,
            {f"0{number}_{name}/lesson.md": text.replace("requires = []", f'requires = ["{names[number - 2]}"]')},
        )
    listed = FILES["course.toml"].replace('"01_one"', '"01_one", "02_two", "03_three"')
    write(tmp_path, {"course.toml": listed})
    course = load_course(tmp_path)
    third = course.lessons[2]
    assert [problem.reason for problem in check_files(course, third) if "require" in problem.reason] == []

    write(tmp_path, {"03_three/lesson.md": (tmp_path / "03_three/lesson.md").read_text().replace('["two"]', "[]")})
    course = load_course(tmp_path)
    reasons = {problem.reason for problem in check_files(course, course.lessons[2]) if "require" in problem.reason}
    assert reasons == {"'first' is of lesson one, which this one does not require."}


def test_a_mistake_that_is_not_shown_is_told(tmp_path: Path) -> None:
    """Neither a wrong block nor a marked choice has its id."""
    assert said(tmp_path, "curriculum.toml", 'silent = "one"', 'silent = "one"\nquiet = "one"') == [
        ("curriculum.toml", "lesson one does not show the mistake 'quiet'.")
    ]


def test_a_misconception_is_shown_by_a_marked_choice(tmp_path: Path) -> None:
    """Without the marks on the choices the mistake is missing."""
    reasons = [problem.reason for problem in damaged(tmp_path, LESSON, 'mistake = "b-comes"\n', "")]
    assert reasons == []  # two other predictions have it still
    text = FILES[LESSON].replace('mistake = "b-comes"\n', "")
    reasons = [problem.reason for problem in damaged(tmp_path, LESSON, FILES[LESSON], text)]
    assert reasons == ["lesson one does not show the mistake 'b-comes'."]
