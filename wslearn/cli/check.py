"""`wslearn check [N]`: the verdict on an exercise, from a real Daphne."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption


def check(
    name: Annotated[
        str | None, typer.Argument(metavar="[LESSON]", help="Number or name; the exercise you began last.")
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Show the tracebacks of your code, too.")] = False,
    seed: Annotated[int | None, typer.Option("--seed", help="Repeat the payloads of another check.")] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the verdict as one JSON object and nothing else.")
    ] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Play the exercise's script against your server and say what is right and what is not.

    The payloads are new each time. Exit codes: 0 passed, 1 not yet, 3 your server did not start.
    """
    from secrets import randbelow

    from wslearn.cli.verdicts import make_judge
    from wslearn.course.desk import sit_down
    from wslearn.course.payloads import Payloads
    from wslearn.session.check import check as check_exercise

    desk = sit_down(Path.cwd(), name, Payloads(randbelow(1_000_000) if seed is None else seed))
    judge = make_judge(as_json=json, plain=plain, theme=theme, details=details)
    judge.begun(desk)
    result = asyncio.run(check_exercise(desk.course, desk.exercise, desk.project.folder, desk.payloads))
    return judge.tell(desk, result)
