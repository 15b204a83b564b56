"""The exercise of a lesson as cells: write, try, check. The solution is in no notebook but a teacher's."""

from collections.abc import Iterator
from itertools import takewhile

from wslearn.course.exercise import Exercise
from wslearn.course.verb import Verb
from wslearn.notebook.cell import Cell, code, text
from wslearn.notebook.lines import lines
from wslearn.notebook.prose import details, prose

_OPENING = ("connect", "open")


def exercise_cells(exercise: Exercise, *, solution: bool) -> Iterator[Cell]:
    """The cells below the task.

    The cell to write in begins with the starter: the project's routes name its class, so that an empty file could
    not be served, and the untouched starter is what `wslearn check` gives to everybody else.

    Args:
        exercise: with its files on disk.
        solution: whether the solution stands in the cell instead.
    """
    number, edit = exercise.lesson.number, exercise.task.edit
    folder = exercise.solution if solution else exercise.lesson.folder / "starter"
    content = (folder / edit).read_text("utf-8").strip("\n")
    yield code("serve", f"server = await wslearn.serve({number})\nserver")
    yield text("write", "Write it in this cell. Each time that you run the cell, your file is saved and served.")
    yield code("write", f"%%consumer {number} {edit}\n{content}")
    yield text("try", "Try it as often as you like, and change this cell, too.")
    yield code("try", "\n".join([*lines(_opening(exercise), ()), "server.recent"]))
    yield text("check", "Then check it.")
    yield code("check", f"wslearn.check({number})")
    yield text("hints", "\n\n".join(_hints(exercise)))


def _opening(exercise: Exercise) -> list[Verb]:
    """The verbs of the check up to the first connection."""
    verbs = exercise.play.verbs
    before = list(takewhile(lambda verb: verb.name not in _OPENING, verbs))
    return list(verbs[: len(before) + 1])


def _hints(exercise: Exercise) -> Iterator[str]:
    last = len(exercise.hints)
    for number, hint in enumerate(exercise.hints, 1):
        of = f"Hint {number} of {last}" + (": a worked example" if number == last else "")
        language = "python" if exercise.task.edit.endswith(".py") else "js"
        yield details(of, prose(hint.markdown, language))
