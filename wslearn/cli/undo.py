"""`wslearn undo`: the learner's files as they were before a reset."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.course.backups import Backup


def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="A backup of --list; the last reset's.", min=1)
    ] = None,
    all_of_them: Annotated[bool, typer.Option("--list", help="List the backups and change nothing.")] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Undo the last wslearn reset; typed again, the one before it.

    What you wrote after the reset is saved, too, and can be had back.
    """
    from rich.text import Text

    from wslearn.cli.course_folder import project_here
    from wslearn.course.backups import backups, restore
    from wslearn.course.courses import open_course
    from wslearn.render.console import make_console
    from wslearn.render.escape import visible

    folder = project_here(open_course()).folder
    console = make_console(plain=plain, theme=theme)
    if all_of_them:
        for line in _listed(backups(folder)):
            console.print(visible(line), soft_wrap=True)
        return 0
    backup = _chosen(folder, number)
    before = restore(folder, backup)
    names = visible(", ".join(backup.paths))
    if before is None:
        console.print(f"{names}: as saved in backup {backup.number} already; nothing was changed.", soft_wrap=True)
        return 0
    console.print(f"{names}: as before the {visible(backup.why)} again.", soft_wrap=True)
    console.print(Text.assemble("To take that back: ", (f"wslearn undo {before.number}", "command")))
    return 0


def _chosen(folder: Path, number: int | None) -> "Backup":
    """The backup of a number, or the last one that can be undone."""
    from wslearn.course.backups import backups, last
    from wslearn.errors import UsageError

    if number is None:
        backup = last(folder)
        if backup is None:
            raise UsageError("There is nothing to undo.", "See all that was saved: wslearn undo --list")
        return backup
    for backup in backups(folder):
        if backup.number == number:
            return backup
    raise UsageError(f"There is no backup {number}.", "See them all with: wslearn undo --list")


def _listed(found: "Sequence[Backup]") -> list[str]:
    """One line a backup."""
    if not found:
        return ["Nothing was saved yet."]
    return [
        f"{backup.number}  {_local(backup.at)}  before {backup.why}: {', '.join(backup.paths)}"
        + ("  (undone)" if backup.undone else "")
        for backup in found
    ]


def _local(at: str) -> str:
    """A time as the clock on the wall said it."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
