"""`wslearn` alone: what this is, where you are, the next thing to type."""

import os
from dataclasses import dataclass
from pathlib import Path

from wslearn import __version__

_FIRST = "wslearn lesson 1"
_WHAT = "See what really happens on a WebSocket in Django: every frame, ASGI event and JSON conversion."


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is.

    Attributes:
        text: one sentence about the current folder.
        next: the command to type.
        does: what that command does.
    """

    text: str
    next: str
    does: str


def print_welcome() -> None:
    """Print the welcome for the current folder."""
    from rich.text import Text

    from wslearn.render.console import make_console
    from wslearn.render.escape import visible

    place = where(Path.cwd())
    console = make_console()
    console.print(Text.assemble(("wslearn", "heading"), f" {__version__}"))
    console.print(Text(_WHAT), "", Text(visible(place.text)), "", sep="\n")
    console.print(Text.assemble("Next: ", (place.next, "command"), f"   {place.does}"))
    if place.next == _FIRST:
        console.print(
            Text.assemble("Or:   ", ("wslearn start course", "command"), "   makes a folder for the whole course")
        )
    console.print(Text.assemble("All:  ", ("wslearn --help", "command")))


def where(folder: Path) -> Place:
    """The place that a folder is: a scaffolded project, another Django project, or neither."""
    if made := _upwards(folder, ".wslearn"):
        return _scaffolded(made)
    if project := _upwards(folder, "manage.py"):
        text = f"You are in a Django project: {_short(project)}"
        return Place(text, "wslearn trace", "shows its WebSocket traffic; nothing in it is changed")
    text = f"You are not in a project: {_short(folder)}"
    return Place(text, _FIRST, "plays the first lesson; it needs no project")


def stage(folder: Path) -> str:
    """How far a project made by `wslearn scaffold` is: `lesson 3, step 1 of 4`; empty when it does not say."""
    from wslearn.course.project import Project
    from wslearn.errors import WslearnError

    try:
        project = Project.open(folder)
    except WslearnError:  # a damaged course or project: the command that needs it will say so
        return ""
    return project.stage.words if project and project.stage else ""


def _scaffolded(project: Path) -> Place:
    """The place inside a folder that `wslearn scaffold` made."""
    so_far = stage(project)
    text = f"You are in the course's project: {_short(project)}" + (f" ({so_far})" if so_far else "")
    return Place(text, "wslearn next", "goes on where you stopped")


def _upwards(folder: Path, name: str) -> Path | None:
    """The nearest of the folder and its parents that holds an entry of this name."""
    for candidate in (folder, *folder.parents):
        if os.path.lexists(candidate / name):
            return candidate
    return None


def _short(folder: Path) -> str:
    """The path as people write it, with ~ for home."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)
