"""Prose, fences and steps of a lesson."""

from pathlib import Path

import pytest

from tests.unit.course.sample import one_lesson
from wslearn.course.model import Code, Lesson, Play, Prose
from wslearn.errors import LessonError


def lesson(root: Path, body: str) -> Lesson:
    """A lesson with this body; it begins at line 10 of its file."""
    return one_lesson(root, body).lessons[0]


def test_steps_begin_with_headings(tmp_path: Path) -> None:
    """What stands before the first `## ` introduces the lesson; headings of other levels are prose."""
    found = lesson(tmp_path, "Hello.\n\n## One `a`\n\nText.\n\n### Smaller\n\nMore.\n\n## Two\n")

    assert [block.markdown for block in found.intro if isinstance(block, Prose)] == ["Hello."]
    assert [(step.number, step.title) for step in found.steps] == [(1, "One `a`"), (2, "Two")]
    assert found.steps[0].blocks == (Prose("Text.\n\n### Smaller\n\nMore.", "01_one/lesson.md:14"),)
    assert found.steps[1].source == "01_one/lesson.md:20"


def test_what_looks_like_a_heading_in_code_is_code(tmp_path: Path) -> None:
    """Headings and fences are found as CommonMark finds them: not inside of code."""
    found = lesson(tmp_path, "## One\n\n````text\n## no\n```play\nnothing\n```\n````\n\n    ## no\n")

    assert len(found.steps) == 1
    code, prose = found.steps[0].blocks
    assert code == Code("text", "## no\n```play\nnothing\n```", "01_one/lesson.md:12")
    assert isinstance(prose, Prose)


def test_javascript_may_be_run(tmp_path: Path) -> None:
    """Code that a notebook runs says so after its language; anything else after it changes nothing."""
    found = lesson(tmp_path, "## One\n\n```js run\nlet a;\n```\n\n```js running\nlet b;\n```\n")
    assert [block.run for block in found.steps[0].blocks if isinstance(block, Code)] == [True, False]


def test_blocks_keep_their_order(tmp_path: Path) -> None:
    """Prose, a play and code, as they stand."""
    found = lesson(tmp_path, "## One\n\nA\n\n~~~play\ndrop\n~~~\nB\n```\nx\n```\n")

    assert [type(block) for block in found.steps[0].blocks] == [Prose, Play, Prose, Code]


def test_links_reach_their_definitions(tmp_path: Path) -> None:
    """Prose in the middle can use a link that is defined at the end; the definitions themselves are no prose."""
    found = lesson(tmp_path, "## One\n\nSee [the docs][Docs].\n\n```\nx\n```\n\nNo link.\n\n[docs]: https://x.test/\n")
    linked, _, plain = found.steps[0].blocks

    assert isinstance(linked, Prose)
    assert linked.markdown == "See [the docs][Docs].\n\n[docs]: <https://x.test/>"
    assert isinstance(plain, Prose)
    assert plain.markdown == "No link."


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("Only prose.\n", "10: the lesson has no step."),
        ("## One\n\n```play\ndrop\n", "12: this fence is never closed."),
        ("## One\n\n```play\ndrop\n``\n", "12: this fence is never closed."),
        ("## One\n\n- item\n\n  ```play\n  drop\n  ```\n", "14: the play block stands inside a list or quotation."),
        (
            "## One\n\n```scaffold a\nA.\n```\n\n```scaffold a\nA.\n```\n",
            "16: project/a is applied twice.",
        ),
    ],
)
def test_damaged_texts(tmp_path: Path, body: str, message: str) -> None:
    """What cannot be played is told with its line."""
    (tmp_path / "01_one" / "project" / "a").mkdir(parents=True)
    (tmp_path / "01_one" / "project" / "a" / "f").touch()

    with pytest.raises(LessonError) as caught:
        assert lesson(tmp_path, body).steps
    assert caught.value.message == f"01_one/lesson.md:{message}"


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_line_ends_do_not_matter(tmp_path: Path, newline: str) -> None:
    """A lesson saved on Windows is the same lesson."""
    one_lesson(tmp_path, "## One\n\nText.\n\n```play\nsend hi\n```\n")
    file = tmp_path / "01_one" / "lesson.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", newline.encode()))
    prose, play = one_lesson_again(tmp_path).steps[0].blocks

    assert prose == Prose("Text.", "01_one/lesson.md:12")
    assert isinstance(play, Play)
    assert play.verbs[0].arguments["text"] == "hi"


def one_lesson_again(root: Path) -> Lesson:
    """The lesson as it lies on disk now."""
    from wslearn.course.load import load_course

    return load_course(root).lessons[0]


def test_a_prediction_needs_its_own_play(tmp_path: Path) -> None:
    """Two predictions before one play: the first would never be decided by a run of its own."""
    choices = '[[choice]]\ntext = "a"\nwhen = "asgi return"\nwhy = "w"\n' * 2
    predict = f'```predict\nquestion = "Q?"\n{choices}```\n\n'
    body = f"## One\n\n{predict}{predict}```play\ndrop\n```\n\n```expect\nasgi return\n```\n"

    with pytest.raises(LessonError, match="no play and expect block decide this prediction"):
        assert lesson(tmp_path, body).steps
