"""`wslearn watch [N]`: the verdict again whenever a file is saved."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.cli.verdicts import Judge


def watch(
    name: Annotated[
        str | None, typer.Argument(metavar="[LESSON]", help="Number or name; the exercise you began last.")
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Show the tracebacks of your code, too.")] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Check an exercise again whenever you save a file; Enter checks at once, Ctrl-C ends it.

    Exit code: 130 after Ctrl-C; that of the last verdict where standard input ends.
    """
    from wslearn.cli.verdicts import make_judge

    judge = make_judge(as_json=False, plain=plain, theme=theme, details=details)
    return asyncio.run(_watch(name, judge))


async def _watch(name: str | None, judge: "Judge") -> int:
    """Check, wait for a saved file or Enter, and so on."""
    from wslearn.course.desk import sit_down
    from wslearn.course.payloads import Payloads

    folder = sit_down(Path.cwd(), name, Payloads(0)).project.folder
    wanted, over = asyncio.Event(), asyncio.Event()
    helpers = [asyncio.create_task(helper) for helper in (_on_save(folder, wanted), _on_enter(wanted, over))]
    try:
        while True:
            code = await _once(name, judge)
            sys.stdout.write("\nWatching: save a file, or press Enter, to check again; Ctrl-C ends.\n")
            sys.stdout.flush()
            await wanted.wait()
            wanted.clear()
            if over.is_set():
                return code
    finally:
        for helper in helpers:
            helper.cancel()


async def _once(name: str | None, judge: "Judge") -> int:
    from secrets import randbelow

    from wslearn.course.desk import sit_down
    from wslearn.course.payloads import Payloads
    from wslearn.session.check import check

    desk = sit_down(Path.cwd(), name, Payloads(randbelow(1_000_000)))
    judge.begun(desk)
    return judge.tell(desk, await check(desk.course, desk.exercise, desk.project.folder, desk.payloads))


async def _on_save(folder: Path, wanted: asyncio.Event) -> None:
    from wslearn.session.watch import saved

    async for paths in saved(folder):
        sys.stdout.write(f"\nSaved: {', '.join(paths)}\n")
        wanted.set()


async def _on_enter(wanted: asyncio.Event, over: asyncio.Event) -> None:
    """Enter checks at once; the end of standard input, Ctrl-D, ends the watch."""
    from wslearn.client.stdin import typed_lines

    async for _ in typed_lines(sys.stdin.fileno()):
        wanted.set()
    over.set()
    wanted.set()
