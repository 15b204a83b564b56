"""What a notebook calls: `import wslearn`, then `wslearn.serve(3)` and the others.

One server at a time: the one that was served last is what `%%consumer` and `%%browser` are about.
"""

import atexit
from contextlib import suppress
from typing import Any

from wslearn.conversion import convert as converted
from wslearn.conversion import convert_value
from wslearn.course.courses import open_course
from wslearn.course.exercise import Exercise, exercise_of
from wslearn.course.model import Course, Lesson
from wslearn.course.payloads import Payloads
from wslearn.errors import EnvironmentProblem, UsageError, WslearnError
from wslearn.kernel import cells
from wslearn.kernel.guess import Guess, prediction_of
from wslearn.kernel.loop import the_loop
from wslearn.kernel.server import LessonServer
from wslearn.kernel.session import Session, stage_of
from wslearn.kernel.shown import Picture, Shown
from wslearn.kernel.steady import is_steady
from wslearn.kernel.waiting import Waiting, begin_cell
from wslearn.session.means import lacking

SEED = 1
"""What `$word` and the like stand for in the lessons' own plays; the notebooks are written with the same."""

_current: list[LessonServer] = []
_written: dict[tuple[str, str], str] = {}


def serve(lesson: int | str, step: int | str | None = None) -> Waiting[LessonServer]:
    """Serve a lesson's project on a real Daphne; the server that was served before is ended.

    Args:
        lesson: its number or id.
        step: the project as it is in this step; without one it is the whole lesson's, the exercise's starter included.

    Raises:
        UsageError: there is no such lesson or step.
        EnvironmentProblem: the step needs something that this machine has not got.
        ServerNotStarted: the project cannot be served.
    """
    return the_loop().start(_serve(str(lesson), step), "the server")


def convert(value: Any, language: str | None = None) -> Shown:
    """A value as Python, JSON text and JavaScript, each made by the language itself.

    Args:
        value: a Python object; with a language the source text of one: `wslearn.convert("{a: 1}", "js")`.
        language: python, json or js.

    Raises:
        UsageError: there is no such language.
    """
    from wslearn.render.output_conversion import conversion_output

    if language not in (None, "python", "json", "js"):
        raise UsageError(f"There is no language {language!r} here.", "There are python, json and js.")
    conversion = convert_value(value) if language is None else converted(str(value), language)
    return Shown.of(conversion_output(conversion))


def sequence(server: LessonServer) -> Picture:
    """What a server recorded, as a sequence diagram of clients, Daphne, consumers and the channel layer."""
    from wslearn.render.sequence import sequence_svg, sequence_text

    trace = server.trace
    return Picture(sequence_svg(trace, f"Lesson {server.lesson.number}, sequence"), sequence_text(trace))


def predict(lesson: int | str, step: int, number: int = 1, answer: str = "", confidence: int = 2) -> Guess:
    """Ask a lesson's prediction; `answer` is what you think.

    Args:
        number: which of the step's predictions, from 1.
        answer: the letter of a choice, or the letters in order; empty, nothing is guessed.
        confidence: 1, 2 or 3.
    """
    found = _lesson(str(lesson))
    return Guess(found, prediction_of(found, step, number), answer, confidence)


def check(lesson: int | str) -> Shown:
    """Check an exercise: what `%%consumer` wrote into its file, on a real Daphne, as `wslearn check` does.

    Raises:
        UsageError: the lesson has no exercise.
    """
    from secrets import randbelow

    from wslearn.course import disk
    from wslearn.render.output_lesson import verdict_output
    from wslearn.session.check import Overlaid
    from wslearn.session.check import check as checked

    payloads = Payloads(SEED if is_steady() else randbelow(1_000_000))
    course = open_course(payloads)
    exercise = _exercise(course.lesson(str(lesson)))
    with Overlaid(course, exercise, None) as folder:
        text = _written.get((exercise.lesson.id, exercise.task.edit))
        if text is not None:
            disk.write(folder, exercise.task.edit, text.encode("utf-8", "surrogatepass"))
        result = the_loop().run(checked(course, exercise, folder, payloads), "the check")
    return Shown.of(verdict_output(result, exercise.lesson.number, times=not is_steady()))


def current() -> LessonServer:
    """The server that was served last.

    Raises:
        UsageError: none was, or it is ended.
    """
    if not _current:
        raise UsageError("No server runs.", "Start one first: server = await wslearn.serve(3)")
    return _current[-1]


def server_of(lesson: str) -> LessonServer:
    """The current server where it is this lesson's; else the lesson is served."""
    number = _lesson(lesson).number
    if _current and _current[-1].lesson.number == number:
        return _current[-1]
    return serve(lesson).result()


def remember(server: LessonServer, path: str, text: str) -> None:
    """Keep what a cell wrote into a file, for `check`."""
    _written[server.lesson.id, path] = text


async def _serve(name: str, step: int | str | None) -> LessonServer:
    await _end()
    course = _course()
    lesson = course.lesson(name)
    needs = next((one.needs for one in lesson.steps if one.number == step), ())
    # A browser and nginx are asked for by `open` and `connect`; without its Redis, a project cannot even start.
    if missing := lacking(*(name for name in needs if name.endswith("redis"))):
        raise EnvironmentProblem(missing, "The other steps do without.")
    session = Session(course, lesson, stage_of(course, lesson, step), Payloads(SEED))
    try:
        await session.serve()
    except BaseException:
        await session.close()
        raise
    _current.append(LessonServer(session, the_loop()))
    return _current[-1]


async def _end() -> None:
    while _current:
        await _current.pop().end()


def _course() -> Course:
    return open_course(Payloads(SEED))


def _lesson(name: str) -> Lesson:
    return _course().lesson(name)


def _exercise(lesson: Lesson) -> Exercise:
    exercise = exercise_of(lesson)
    if exercise is None:
        raise UsageError(f"Lesson {lesson.number} has no exercise.", "Check another one.")
    return exercise


def _begin_cell() -> None:
    for server in tuple(_current):  # the loop's thread changes it
        server.begin_cell()


def _end_cell() -> None:
    with suppress(WslearnError):  # Stop was pressed while the last rows were waited for
        for server in tuple(_current):
            server.end_cell()


def _close() -> None:
    """The kernel ends: the server would end by itself, its folder would stay."""
    with suppress(WslearnError):
        the_loop().run(_end())


cells.hook()
cells.when_cell_begins(begin_cell)
cells.when_cell_begins(_begin_cell)
cells.when_cell_ends(_end_cell)
atexit.register(_close)
