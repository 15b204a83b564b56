"""`wslearn dev`: for authors of lessons."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wslearn.course.model import Course, Lesson
    from wslearn.course.payloads import Payloads
    from wslearn.course.problem import Problem
    from wslearn.session.content import Orders
    from wslearn.session.turns import Turns


def dev(
    action: Annotated[str, typer.Argument(metavar="check|new|translate|notebooks", help="What to do.")],
    name: Annotated[
        str | None, typer.Argument(metavar="[LESSON | TITLE]", help="One lesson; new: the lesson's title.")
    ] = None,
    repeat: Annotated[
        int,
        typer.Option("--repeat", min=1, help="check: how many times, each with other payloads, to find what is flaky."),
    ] = 1,
    write_traces: Annotated[bool, typer.Option("--write-traces", help="check: write the golden traces anew.")] = False,
    course: Annotated[
        Path | None, typer.Option("--course", help="The folder with course.toml; the built-in one.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="translate: two letters, as es.")] = "",
    compare: Annotated[
        bool, typer.Option("--check", help="notebooks: write nothing, say what differs from the committed ones.")
    ] = False,
) -> int:
    """Check the content of lessons on real Daphne, or make the skeleton of a new one.

    check prints file, line and reason for everything that is wrong: schema, concepts, mistakes, links, every stage,
    every play, whether it fails without the code that it shows, and for each exercise that its solution passes, its
    starter fails as stated, every known mistake is recognised, and the golden trace matches. Exit codes: 0 nothing is
    wrong, 4 something is.

    translate makes lesson.es.md beside lesson.md, or brings it up to date: a place for each text that can be said in
    another language. What is written there stays.

    notebooks makes the notebooks beside the lessons anew, and runs every cell of them; with --check it compares.
    """
    from wslearn.errors import UsageError

    if action == "check":
        return asyncio.run(_check(course, name, repeat, write_traces))
    if action == "new":
        return _new(course, name)
    if action == "translate":
        return _translate(course, name or "", language)
    if action == "notebooks":
        return _notebooks(course, name, compare)
    raise UsageError(
        f"There is no wslearn dev {action}.", "There are: wslearn dev check, new TITLE, translate LESSON, notebooks"
    )


async def _check(root: Path | None, name: str | None, repeat: int, write_traces: bool) -> int:
    """Check one lesson or all, as often as asked."""
    from wslearn.course.load import load_course
    from wslearn.course.payloads import Payloads
    from wslearn.exit_codes import ExitCode
    from wslearn.session.content import GOLDEN_SEED, Orders

    wrong, orders = 0, Orders()
    for number in range(repeat):
        # What a learner's check sends is different every time, too; golden traces are of the first seed.
        payloads = Payloads(GOLDEN_SEED + number)
        course = load_course(root, payloads)
        lessons = [course.lesson(name)] if name else list(course.lessons)
        for lesson in lessons if write_traces and not number else ():
            await _write_golden(course, lesson)
        wrong += await _check_all(course, lessons, payloads, f"run {number + 1}: " if repeat > 1 else "", orders)
    sys.stdout.write(f"{wrong} problems.\n" if wrong else "Nothing is wrong.\n")
    return ExitCode.LESSON_CONTENT if wrong else ExitCode.PASSED


async def _write_golden(course: "Course", lesson: "Lesson") -> None:
    from wslearn.course.exercise import exercise_of
    from wslearn.course.payloads import Payloads
    from wslearn.session.content import GOLDEN_SEED, write_golden

    exercise = exercise_of(lesson)
    if exercise is not None:
        await write_golden(course, exercise, Payloads(GOLDEN_SEED))


async def _check_all(
    course: "Course", lessons: "Sequence[Lesson]", payloads: "Payloads", run: str, orders: "Orders"
) -> int:
    """Check lessons side by side and tell of them in their order; how many problems there are."""
    from wslearn.session.turns import Turns

    turns, count = Turns(), 0
    checks = [asyncio.create_task(_problems(course, lesson, payloads, orders, turns)) for lesson in lessons]
    for lesson, check in zip(lessons, checks, strict=True):
        problems = await check
        wrong = sum(not problem.left_out for problem in problems)
        verdict = f"{wrong} problems" if wrong else "ok but for what was left out" if problems else "ok"
        lines = [*(f"{problem.source}: {problem.reason}" for problem in problems), f"{lesson.folder.name}: {verdict}"]
        sys.stdout.write("".join(f"{run}{line}\n" for line in lines))
        sys.stdout.flush()
        count += wrong
    return count


async def _problems(
    course: "Course", lesson: "Lesson", payloads: "Payloads", orders: "Orders", turns: "Turns"
) -> "list[Problem]":
    """What is wrong with a lesson; it is not played where its files are damaged."""
    from wslearn.course.content import check_files
    from wslearn.session.content import check_lesson

    problems = list(check_files(course, lesson))
    if any(problem.damage for problem in problems):
        return problems
    return [*problems, *await check_lesson(course, lesson, payloads, turns, orders)]


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


def _translate(root: Path | None, name: str, language: str) -> int:
    """Make or refresh the overlay of a lesson."""
    import re

    from wslearn.course.front import read_text
    from wslearn.course.load import load_course
    from wslearn.course.overlay import overlay_path, read_pieces, refreshed
    from wslearn.course.payloads import Payloads
    from wslearn.errors import UsageError
    from wslearn.exit_codes import ExitCode
    from wslearn.session.content import GOLDEN_SEED

    if not re.fullmatch("[a-z]{2}", language):
        raise UsageError("A translation needs a language of two small letters.", "For example: --language es")
    lesson = load_course(root, Payloads(GOLDEN_SEED)).lesson(name)
    path = overlay_path(lesson.folder, language)
    text = refreshed(lesson, read_text(path, path.name) if path.is_file() else "")
    path.write_text(text, "utf-8", newline="\n")
    empty = sum(not piece.text for piece in read_pieces(text, path.name))
    sys.stdout.write(f"{path}: {empty} texts are still to be written; the lesson shows lesson.md's own for them.\n")
    return ExitCode.PASSED


def _notebooks(root: Path | None, name: str | None, check: bool) -> int:
    """Make the notebooks of one lesson or of all, or compare them with the committed ones."""
    from wslearn.cli.dev_notebooks import notebooks
    from wslearn.course.load import load_course
    from wslearn.course.payloads import Payloads
    from wslearn.notebook.lab import check_installed
    from wslearn.session.content import GOLDEN_SEED

    check_installed()
    course = load_course(root, Payloads(GOLDEN_SEED))
    lessons = [course.lesson(name)] if name else list(course.lessons)
    return asyncio.run(notebooks(course, lessons, check=check))
