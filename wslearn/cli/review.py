"""`wslearn review`: three questions of lessons that lie behind you."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.course.model import Course
    from wslearn.course.payloads import Payloads
    from wslearn.course.progress import Progress
    from wslearn.session.face import Face
    from wslearn.session.review import Reviewed


def review(
    seed: Annotated[int | None, typer.Option("--seed", help="Repeat the questions of another review.")] = None,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Answer three predictions of lessons that you have played; a fresh run on a real Daphne decides them.

    Nothing is graded: what you missed is asked again sooner.
    """
    from secrets import randbelow

    from wslearn.cli.course_folder import project_here
    from wslearn.course.courses import open_course
    from wslearn.course.payloads import Payloads
    from wslearn.course.progress import Progress
    from wslearn.errors import EnvironmentProblem

    if not sys.stdin.isatty():
        raise EnvironmentProblem("A review asks questions, and here is no terminal.", "Type it in a terminal.")
    payloads = Payloads(randbelow(1_000_000) if seed is None else seed)
    course = open_course(payloads)
    with Progress(project_here(course).folder) as progress:
        return asyncio.run(_review(course, payloads, progress, _face(plain, theme)))


def _face(plain: bool, theme: str | None) -> "Face":
    from wslearn.cli.asking_face import AskingFace
    from wslearn.render.console import make_console
    from wslearn.render.timeline import WITHOUT_WIRE, View

    return AskingFace(make_console(plain=plain, theme=theme), View(WITHOUT_WIRE), {}, (), predict=True)


async def _review(course: "Course", payloads: "Payloads", progress: "Progress", face: "Face") -> int:
    from wslearn.exit_codes import ExitCode
    from wslearn.session.face import Note
    from wslearn.session.noting import keep_prediction
    from wslearn.session.review import ask

    questions = _chosen(course, payloads, progress)
    if not questions:
        face.show(Note("You have not played a lesson yet, so there is nothing to review. Next: wslearn next"))
        return ExitCode.PASSED
    for one in questions:
        face.show(Note(f"From lesson {one.lesson.number}, {one.lesson.title}:"))
        revealed = await ask(course, one, payloads, face)
        if revealed is not None:
            keep_prediction(progress, one.lesson.id, "reviewed", revealed)
    face.show(Note("That is all for now. Next: wslearn next"))
    return ExitCode.PASSED


def _chosen(course: "Course", payloads: "Payloads", progress: "Progress") -> "tuple[Reviewed, ...]":
    """Questions of played lessons; one that was answered right lately comes last."""
    from wslearn.session.review import choose

    played = [lesson for lesson, done in progress.lessons().items() if done.step]
    known = {answer.question for answer in progress.answers("reviewed")[-6:] if answer.right}
    return choose(course, played, known, payloads.seed)
