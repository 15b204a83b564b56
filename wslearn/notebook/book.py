"""A lesson as a notebook (nbformat 4.5), with nothing run in it yet."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import nbformat

from wslearn.course.exercise import exercise_of
from wslearn.course.model import Block, Course, Lesson, Step, Task
from wslearn.notebook.cell import Cell, code, text
from wslearn.notebook.exercise import exercise_cells
from wslearn.notebook.first import HEADING, first_cells
from wslearn.notebook.frame import MEASURED, NEXT, closing, heading, opening
from wslearn.notebook.sections import Section

_METADATA: dict[str, Any] = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def build(course: Course, lesson: Lesson, *, teacher: bool = False) -> Any:
    """The notebook of a lesson.

    Args:
        course: that the lesson is in.
        lesson: with its text.
        teacher: with the solution in the exercise's cell, and the presenter's notes.

    Raises:
        LessonError: the lesson's text is damaged.
    """
    cells = [
        _cell(cell, f"{lesson.id}-{section}-{cell.kind}-{count}")
        for section, ours in _sections(course, lesson, teacher)
        for cell, count in _counted(ours)
    ]
    notebook = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": _METADATA, "cells": cells})
    nbformat.validate(notebook)
    return notebook


def _sections(course: Course, lesson: Lesson, teacher: bool) -> Iterator[tuple[str, Iterator[Cell]]]:
    """The name of each section in the ids of its cells, and the cells."""
    is_first = lesson.id == course.lessons[0].id
    headings = [*([HEADING] if is_first else []), *map(_heading, lesson.steps), NEXT]
    yield "begin", opening(course, lesson, headings)
    yield "intro", Section(lesson, None, teacher).cells(lesson.intro)
    if is_first:
        yield "first", _first()
    for step in lesson.steps:
        yield str(step.number), _step(lesson, step, teacher)
    yield "end", closing(course, lesson)


def _first() -> Iterator[Cell]:
    yield heading(HEADING)
    yield from first_cells()


def _step(lesson: Lesson, step: Step, teacher: bool) -> Iterator[Cell]:
    yield heading(_heading(step))
    yield from Section(lesson, step, teacher).cells(step.blocks)
    if step is lesson.steps[0]:
        yield text("picture", "Who spoke to whom so far, as a picture:")
        # Three run side by side, so the order of its arrows is not the same in every run.
        yield code("picture", "wslearn.sequence(server)", MEASURED)
    exercise = exercise_of(lesson) if _has_task(step.blocks) else None
    if exercise is not None:
        yield from exercise_cells(exercise, solution=teacher)


def _has_task(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Task) for block in blocks)


def _heading(step: Step) -> str:
    return f"Step {step.number}: {step.title}"


def _counted(cells: Iterator[Cell]) -> Iterator[tuple[Cell, int]]:
    """Each cell with which one of its kind it is in its section."""
    counts: Counter[str] = Counter()
    for cell in cells:
        counts[cell.kind] += 1
        yield cell, counts[cell.kind]


def _cell(cell: Cell, name: str) -> dict[str, Any]:
    common = {"id": name, "metadata": {"tags": list(cell.tags)} if cell.tags else {}, "source": cell.source}
    if cell.is_code:
        return {"cell_type": "code", **common, "execution_count": None, "outputs": []}
    return {"cell_type": "markdown", **common}
