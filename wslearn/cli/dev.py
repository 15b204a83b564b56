"""`wslearn dev check` and `wslearn dev new`: for authors of lessons."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson
    from wslearn.course.problem import Problem
    from wslearn.session.content import Orders


def dev(
    action: Annotated[str, typer.Argument(metavar="check|new", help="What to do.")],
    name: Annotated[
        str | None, typer.Argument(metavar="[LESSON | TITLE]", help="check: one lesson; new: the lesson's title.")
    ] = None,
    repeat: Annotated[int, typer.Option("--repeat", min=1, help="check: how many times, to find what is flaky.")] = 1,
    write_traces: Annotated[bool, typer.Option("--write-traces", help="check: write the golden traces anew.")] = False,
    course: Annotated[
        Path | None, typer.Option("--course", help="The folder with course.toml; the built-in one.")
    ] = None,
) -> int:
    """Check the content of lessons on real Daphne, or make the skeleton of a new one.

    check prints file, line and reason for everything that is wrong: schema, concepts, mistakes, links, every stage,
    every play, whether it fails without the code that it shows, and for each exercise that its solution passes, its
    starter fails as stated, every known mistake is recognised, and the golden trace matches. Exit codes: 0 nothing is
    wrong, 4 something is.
    """
    from wslearn.errors import UsageError

    if action == "check":
        return asyncio.run(_check(course, name, repeat, write_traces))
    if action == "new":
        return _new(course, name)
    raise UsageError(f"There is no wslearn dev {action}.", "There are: wslearn dev check, wslearn dev new TITLE")


async def _check(root: Path | None, name: str | None, repeat: int, write_traces: bool) -> int:
    """Check one lesson or all, as often as asked."""
    from wslearn.course.load import load_course
    from wslearn.course.payloads import Payloads
    from wslearn.exit_codes import ExitCode
    from wslearn.session.content import GOLDEN_SEED, Orders

    course = load_course(root, Payloads(GOLDEN_SEED))
    lessons = [course.lesson(name)] if name else list(course.lessons)
    wrong, orders = 0, Orders()
    for number in range(repeat):
        for lesson in lessons:
            if write_traces and number == 0:
                await _write_golden(course, lesson)
            wrong += await _check_one(course, lesson, f"run {number + 1}: " if repeat > 1 else "", orders)
    sys.stdout.write(f"{wrong} problems.\n" if wrong else "Nothing is wrong.\n")
    return ExitCode.LESSON_CONTENT if wrong else ExitCode.PASSED


async def _write_golden(course: "Course", lesson: "Lesson") -> None:
    from wslearn.course.exercise import exercise_of
    from wslearn.course.payloads import Payloads
    from wslearn.session.content import GOLDEN_SEED, write_golden

    exercise = exercise_of(lesson)
    if exercise is not None:
        await write_golden(course, exercise, Payloads(GOLDEN_SEED))


async def _check_one(course: "Course", lesson: "Lesson", run: str, orders: "Orders") -> int:
    from wslearn.course.content import check_files
    from wslearn.course.payloads import Payloads
    from wslearn.session.content import GOLDEN_SEED, check_lesson

    count = damaged = left_out = 0
    for problem in check_files(course, lesson):
        count += _tell(problem, run)
        damaged += problem.damage
    if not damaged:
        async for problem in check_lesson(course, lesson, Payloads(GOLDEN_SEED), orders):
            count += _tell(problem, run)
            left_out += problem.left_out
    verdict = f"{count - left_out} problems" if count > left_out else "ok but for what was left out" if count else "ok"
    sys.stdout.write(f"{run}{lesson.folder.name}: {verdict}\n")
    sys.stdout.flush()
    return count - left_out


def _tell(problem: "Problem", run: str) -> int:
    sys.stdout.write(f"{run}{problem.source}: {problem.reason}\n")
    sys.stdout.flush()
    return 1


def _new(root: Path | None, title: str | None) -> int:
    from wslearn import paths
    from wslearn.course.skeleton import make_lesson
    from wslearn.errors import UsageError
    from wslearn.exit_codes import ExitCode

    if not title:
        raise UsageError("A new lesson needs a title.", 'For example: wslearn dev new "Groups: one to many"')
    folder = make_lesson(root or paths.lessons(), title)
    sys.stdout.write(f"Made {folder}. Write its TODOs, then: wslearn dev check {folder.name}\n")
    return ExitCode.PASSED
