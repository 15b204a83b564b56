"""Every notebook keeps the rules that make it readable for everybody, and holds what its lesson holds."""

import ast
import re
from itertools import pairwise
from typing import Any

import nbformat
import pytest

from wslearn.course.exercise import exercise_of
from wslearn.course.model import Convert, Course, Expect, Lesson, Notes, Play, Predict, Question, Scaffold, Tree, Waits
from wslearn.notebook.book import build
from wslearn.notebook.frame import file_name
from wslearn.notebook.prose import anchor

_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,})[^`]*?^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(<?([^)>]*)>?\)")


def _markdown(book: Any) -> list[str]:
    """The cells of Markdown, without the code in them."""
    return [_FENCE.sub("", cell.source) for cell in book.cells if cell.cell_type == "markdown"]


def _code(book: Any, kind: str = "") -> list[str]:
    return [cell.source for cell in book.cells if cell.cell_type == "code" and f"-{kind}" in cell.id]


def _links(book: Any) -> list[tuple[str, str, str]]:
    """Every link and picture: `!` for a picture, the text, the address."""
    return [
        (found[1], found[2], found[3])
        for text in _markdown(book)
        for found in _LINK.finditer(re.sub(r"`[^`]*`", "", text))
    ]


def test_the_first_cell_has_the_one_title(books: dict[str, Any], course: Course) -> None:
    """A notebook has one H1, the lesson's number and title, at the top of its first cell."""
    for lesson in course.lessons:
        titles = [
            text for cell in _markdown(books[lesson.id]) for level, text in _HEADING.findall(cell) if level == "#"
        ]
        assert titles == [f"{lesson.number}. {lesson.title}"]
        assert books[lesson.id].cells[0].source.startswith(f"# {titles[0]}\n\n{lesson.summary}")


def test_no_heading_is_skipped(books: dict[str, Any]) -> None:
    """Below the title stand sections, and nothing deeper without the level above it."""
    for book in books.values():
        levels = [len(level) for cell in _markdown(book) for level, _ in _HEADING.findall(cell)]
        assert all(later <= before + 1 for before, later in pairwise(levels))


def test_the_contents_lead_to_every_section(books: dict[str, Any]) -> None:
    """The first cell links to each section, in order, by the id that JupyterLab and nbconvert give to headings."""
    for book in books.values():
        sections = [text for cell in _markdown(book) for level, text in _HEADING.findall(cell) if level == "##"]
        linked = [address for _, _, address in _LINK.findall(book.cells[0].source) if address.startswith("#")]
        assert linked == [f"#{anchor(section)}" for section in sections]


def test_previous_and_next_are_there(books: dict[str, Any], course: Course) -> None:
    """First and last cell lead to the neighbours, whose files are there; the ends of the course have one only."""
    names = [file_name(lesson) for lesson in course.lessons]
    for place, lesson in enumerate(course.lessons):
        near = [*names[max(0, place - 1) : place], *names[place + 1 : place + 2]]
        for cell in (books[lesson.id].cells[0], books[lesson.id].cells[-1]):
            assert [address for _, _, address in _LINK.findall(cell.source) if address.endswith(".ipynb")] == near


def test_every_link_stands_alone(books: dict[str, Any]) -> None:
    """No cell needs a link definition of another, and every address is one of the web, of a section, or of a file."""
    for book in books.values():
        for cell in _markdown(book):
            assert not re.search(r"^\[[^\]]+\]: |\]\[", re.sub(r"`[^`]*`", "", cell), re.MULTILINE), cell
        for _, text, address in _links(book):
            assert text
            assert address.startswith(("https://", "#")) or re.fullmatch(r"\d\d_\w+\.ipynb", address), address


def test_pictures_have_a_text(books: dict[str, Any]) -> None:
    """Whoever does not see a picture reads what it shows."""
    for book in books.values():
        assert all(text.strip() for mark, text, _ in _links(book) if mark)
        assert not any("<img" in re.sub(r"`[^`]*`|\\<", "", cell) for cell in _markdown(book))


def test_ids_are_stable(books: dict[str, Any], course: Course) -> None:
    """An id says lesson, section, kind and count: two builds have the same, and no cell has that of another."""
    for lesson in course.lessons:
        ids = [cell.id for cell in books[lesson.id].cells]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(rf"{lesson.id}-(begin|intro|first|end|\d+)-[a-z]+-\d+", name) for name in ids)
        assert [cell.id for cell in build(course, lesson).cells] == ids


def test_code_that_is_no_magic_is_python(books: dict[str, Any]) -> None:
    """Every code cell can be read by Python, with await at its top; magics stand in the first line alone."""
    for book in books.values():
        for source in _code(book):
            lines = source.split("\n")
            python = "" if lines[0].startswith("%%") else "\n".join(line for line in lines if not line.startswith("%"))
            compile(python, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def test_nothing_is_run_or_drawn_by_hand(books: dict[str, Any]) -> None:
    """A notebook is built without outputs, for the kernel python3, and names no version of Python."""
    for book in books.values():
        nbformat.validate(book)
        assert all(cell.outputs == [] and cell.execution_count is None for cell in book.cells if "outputs" in cell)
        assert book.metadata.kernelspec.name == "python3"
        assert "version" not in book.metadata.language_info


def _played(lesson: Lesson, kind: type[Any]) -> list[Any]:
    blocks = [*lesson.intro, *(block for step in lesson.steps for block in step.blocks)]
    return [block for block in blocks if isinstance(block, kind) and not getattr(block, "exercise", False)]


@pytest.mark.parametrize(
    ("kind", "block"),
    [("predict", Predict), ("expect", Expect), ("reveal", Predict), ("waits", Waits), ("tree", Tree), ("play", Play)],
)
def test_every_block_has_its_cell(kind: str, block: type[Any], books: dict[str, Any], course: Course) -> None:
    """A lesson's plays, patterns, predictions and pictures are all in its notebook."""
    for lesson in course.lessons:
        assert len(_code(books[lesson.id], f"{kind}-")) == len(_played(lesson, block))


def test_each_stage_is_served(books: dict[str, Any], course: Course) -> None:
    """Every scaffold block has a cell that serves the project at its stage, and the exercise has one more."""
    for lesson in course.lessons:
        assert len(_code(books[lesson.id], "serve-")) == len(_played(lesson, Scaffold)) + 1


def test_each_value_is_converted(books: dict[str, Any], course: Course) -> None:
    """A cell for each value, in the lesson's order."""
    for lesson in course.lessons:
        values = [(value, block.language) for block in _played(lesson, Convert) for value in block.values]
        calls = [
            ast.literal_eval(source.removeprefix("wslearn.convert")) for source in _code(books[lesson.id], "convert-")
        ]
        assert calls == values


def test_patterns_say_the_same_in_the_cell(books: dict[str, Any], course: Course) -> None:
    """The text in a cell is read as the lesson's patterns, backslashes and quotes included."""
    for lesson in course.lessons:
        for block, source in zip(_played(lesson, Expect), _code(books[lesson.id], "expect-"), strict=True):
            lines = ast.literal_eval(source.removeprefix("server.expect")).strip().split("\n")
            assert lines == [expectation.pattern.text for expectation in block.expectations]


def test_questions_hide_their_answer(books: dict[str, Any], course: Course) -> None:
    """A question is read before its answer, and the right choice is marked."""
    for lesson in course.lessons:
        cells = [cell.source for cell in books[lesson.id].cells if "-question-" in cell.id]
        assert len(cells) == len(_played(lesson, Question))
        for source in cells:
            asked, _, answer = source.partition("<details>")
            assert "Right" not in asked
            assert answer.count("**Right.**") == 1


def test_the_exercise_begins_with_the_starter(books: dict[str, Any], course: Course) -> None:
    """The cell to write in names the learner's file and holds the starter; a cell to try and one to check follow."""
    for lesson in course.lessons:
        exercise = exercise_of(lesson)
        assert exercise is not None
        starter = (lesson.folder / "starter" / exercise.task.edit).read_text("utf-8").strip("\n")
        (source,) = _code(books[lesson.id], "write-")
        assert source == f"%%consumer {lesson.number} {exercise.task.edit}\n{starter}"
        assert len(_code(books[lesson.id], "try-")) == 1
        assert _code(books[lesson.id], "check-") == [f"wslearn.check({lesson.number})"]


def _lines(text: str) -> set[str]:
    """Lines that say something of their own."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) > 8}


def test_no_solution_is_in_a_learners_notebook(books: dict[str, Any], course: Course) -> None:
    """The solution is nowhere in the notebook; the teacher's has all of it, and the presenter's notes."""
    for lesson in course.lessons:
        exercise = exercise_of(lesson)
        assert exercise is not None
        solution = (exercise.solution / exercise.task.edit).read_text("utf-8").strip("\n")
        cells = books[lesson.id].cells
        assert not any(solution in cell.source for cell in cells)
        (write,) = [cell.source for cell in cells if cell.cell_type == "code" and "-write-" in cell.id]
        assert not _lines(solution) <= _lines(write)
        taught = build(course, lesson, teacher=True)
        assert [source.partition("\n")[2] for source in _code(taught, "write-")] == [solution]
        notes = [cell for cell in taught.cells if "notes" in cell.metadata.get("tags", ())]
        assert len(notes) == len(_played(lesson, Notes))
        assert not any("notes" in cell.metadata.get("tags", ()) for cell in cells)


def test_hints_are_closed(books: dict[str, Any], course: Course) -> None:
    """Each hint is opened by a click of its own, and the worked example is code."""
    for lesson in course.lessons:
        exercise = exercise_of(lesson)
        assert exercise is not None
        (hints,) = [cell.source for cell in books[lesson.id].cells if "-hints-" in cell.id]
        assert hints.count("<details>") == hints.count("</details>") == len(exercise.hints)
        assert re.search(r"^```(python|js)$", hints, re.MULTILINE)


def test_only_the_first_notebook_speaks_of_notebooks(books: dict[str, Any], course: Course) -> None:
    """What is different in a cell is said once, with the error provoked by a cell that may fail."""
    marked = [
        cell for book in books.values() for cell in book.cells if "raises-exception" in cell.metadata.get("tags", ())
    ]
    assert [cell.id for cell in marked] == [f"{course.lessons[0].id}-first-trap-1"]
    assert "asyncio.run(" in marked[0].source


def test_what_chance_decides_is_marked(books: dict[str, Any]) -> None:
    """From a counted play to its pictures, what a real browser does, the end of a Redis, the order of arrows."""
    marked = {cell.id for book in books.values() for cell in book.cells if "measured" in cell.metadata.get("tags", ())}
    browser = {name for name in marked if name.startswith("browser-")}
    assert {"browser-1-play-1", "browser-1-expect-1"} <= browser
    pictures = {f"{name}-1-picture-2" for name in books}
    assert pictures <= marked
    assert marked - browser - pictures == {
        *("groups-5-play-2", "groups-5-expect-2", "groups-5-tree-2"),
        *("redis-5-play-1", "redis-5-play-2", "redis-5-expect-1"),
        *("redis-8-play-1", "redis-8-play-2", "redis-8-expect-1"),
    }


def test_what_a_step_needs_is_said(books: dict[str, Any]) -> None:
    """Before anything of a step is served, one sentence says what it needs beside Python."""
    cells = [cell for cell in books["browser"].cells if cell.id.startswith("browser-1-")]
    kinds = [cell.id.split("-")[2] for cell in cells]
    assert "needs" in kinds
    assert any("Chromium" in cell.source for cell in cells if "-needs-" in cell.id)


def test_a_page_runs_in_a_cell(books: dict[str, Any]) -> None:
    """Where JavaScript is the point, a cell runs it."""
    for lesson in ("json", "browser"):
        assert any(source.startswith("%%browser\n") for source in _code(books[lesson], "browser-"))
