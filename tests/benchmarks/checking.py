"""The learning loop: a check from Enter to the verdict, a watch from the save to the verdict, and `dev check`."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Ratio, interleaved
from tests.benchmarks.startup import until, whole
from wslearn.course.exercise import Exercise, exercise_of
from wslearn.course.load import load_course
from wslearn.course.model import Course
from wslearn.server.process import Server, Serving
from wslearn.session.check import Overlaid

FLOOR = Path(__file__).parent / "floor_handshake.py"
WSLEARN = [sys.executable, "-m", "wslearn"]
CHECK_MS, WATCH_MS, RESTART_MS, DEV_CHECK_S = 1500, 2000, 1000, 240
WAITING = {
    ("async", "right"): "it waits for the ticks of the exercise.",
    ("handshake", "starter"): "it waits until Daphne gives up the handshake, 3 s.",
}
"""Where the exercise itself has to wait; no goal there."""
_MOST_ROUNDS = 5  # of each of the many pairs here


def run(rounds: int) -> Iterator[Ratio]:
    """Every exercise with a right answer and with the untouched starter; then watch, a restart, all content."""
    course = load_course()
    exercises = [exercise for lesson in course.lessons if (exercise := exercise_of(lesson))]
    for exercise in exercises:
        for answer, files in (("right", exercise.solution), ("starter", None)):
            yield _check(course, exercise, answer, files, min(rounds, _MOST_ROUNDS))
    for exercise in exercises:
        yield _watch(course, exercise, min(rounds, _MOST_ROUNDS))
    yield _restart(course, exercises[-1], rounds)
    took = whole([*WSLEARN, "dev", "check"]) / 1000
    name = f"s of wslearn dev check, {len(course.lessons)} lessons : the time allowed"
    yield Ratio(name, took / DEV_CHECK_S, took / DEV_CHECK_S, took / DEV_CHECK_S, took, DEV_CHECK_S, 1.0, False)


def _check(course: Course, exercise: Exercise, answer: str, files: Path | None, rounds: int) -> Ratio:
    lesson = exercise.lesson
    words = "held: " if answer == "right" else "your code: "
    with Overlaid(course, exercise, files) as folder:
        return interleaved(
            f"ms of wslearn check {lesson.number}, {answer} : two plain daphnes to a handshake",
            partial(until, words, [*WSLEARN, "check", str(lesson.number), "--plain"], folder),
            partial(_floor, exercise, folder),
            rounds,
            limit=None if (lesson.id, answer) in WAITING else CHECK_MS,
            note=WAITING.get((lesson.id, answer), ""),
        )


def _watch(course: Course, exercise: Exercise, rounds: int) -> Ratio:
    lesson = exercise.lesson
    with Overlaid(course, exercise, exercise.solution) as folder, _watching(exercise, folder) as verdict:
        return interleaved(
            f"ms of wslearn watch {lesson.number} after a save : two plain daphnes to a handshake",
            verdict,
            partial(_floor, exercise, folder),
            rounds,
            limit=None if (lesson.id, "right") in WAITING else WATCH_MS,
            note=WAITING.get((lesson.id, "right"), ""),
        )


def _floor(exercise: Exercise, folder: Path) -> float:
    return whole([sys.executable, str(FLOOR), str(folder), exercise.lesson.socket])


@contextlib.contextmanager
def _watching(exercise: Exercise, folder: Path) -> Iterator[Callable[[], float]]:
    """A watch that has told its first verdict; what it gives saves the answer and returns the ms until the next."""
    command = [*WSLEARN, "watch", str(exercise.lesson.number), "--plain"]
    answer = folder / exercise.task.edit
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None

        def wait_for(words: str) -> None:
            assert any(words in line for line in process.stdout or ()), f"{words!r} never came"

        def verdict() -> float:
            begun = time.perf_counter()
            answer.write_bytes(answer.read_bytes())
            wait_for("held: ")
            took = time.perf_counter() - begun
            wait_for("Watching: ")
            return took * 1000

        wait_for("Watching: ")
        yield verdict
        process.kill()


def _restart(course: Course, exercise: Exercise, rounds: int) -> Ratio:
    with Overlaid(course, exercise, exercise.solution) as folder:
        return interleaved(
            "ms until a server of wslearn listens again : plain daphne",
            partial(_traced, folder),
            partial(_plain, folder),
            rounds,
            limit=RESTART_MS,
        )


def _traced(folder: Path) -> float:
    begun = time.perf_counter()
    server = Server(lambda records: None)
    server.serve(Serving(str(folder), application="mysite.asgi:application", settings="mysite.settings"))
    server.wait_ready()
    took = time.perf_counter() - begun
    server.stop()
    return took * 1000


def _plain(folder: Path) -> float:
    command = [sys.executable, "-m", "daphne", "-p", "0", "mysite.asgi:application"]
    return until("Listening on TCP address", command, folder, stderr=True)
