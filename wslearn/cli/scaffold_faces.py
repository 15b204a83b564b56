"""What `wslearn scaffold` shows: drawn, or as JSON lines."""

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from rich.console import RenderableType
from rich.text import Text

from wslearn.course.project import FileChange, Project
from wslearn.course.stages import Stage
from wslearn.course.upgrade import SUFFIX
from wslearn.render.console import Screen, make_console
from wslearn.render.escape import visible
from wslearn.render.lesson import notice, step_heading
from wslearn.render.overview import file_diffs, scaffold_diff


class ScaffoldFace(Protocol):
    """Shows the stages as they are written."""

    def resolved(self, paths: Sequence[str]) -> None:
        """Conflicts that the learner has resolved since the last run."""

    def stage(self, stage: Stage, changes: Sequence[FileChange]) -> None:
        """A stage was written."""

    def end(self, project: Project, *, moved: bool, complete: bool) -> None:
        """Where the project is now, and what comes next."""


def make_face(*, json: bool, plain: bool, theme: str | None) -> ScaffoldFace:
    """The face that the options ask for.

    Raises:
        UsageError: there is no such theme.
    """
    return JsonLines() if json else Drawn(make_console(plain=plain, theme=theme))


def next_commands(project: Project, *, complete: bool) -> list[str]:
    """What to type next, one command an item."""
    if project.unresolved:
        return [*enter(project.folder), "wslearn scaffold --next"]
    commands = [*enter(project.folder), "python manage.py runserver"]
    return commands if complete else [*commands, "wslearn scaffold --next"]


def enter(folder: Path) -> list[str]:
    """The `cd` into the folder, unless we are there."""
    if folder.absolute() == Path.cwd():
        return []
    quote = (lambda text: subprocess.list2cmdline([text])) if sys.platform == "win32" else shlex.quote
    return [f"cd {quote(str(folder))}"]


class Drawn:
    """On a terminal."""

    def __init__(self, console: Screen) -> None:
        self._console = console

    def resolved(self, paths: Sequence[str]) -> None:
        """One line a file."""
        for path in paths:
            self._print(notice(f"{path}: resolved."))

    def stage(self, stage: Stage, changes: Sequence[FileChange]) -> None:
        """What it is for, and the diff."""
        self._print(step_heading(stage.step, f"{stage.lesson.title}, {stage.scaffold.name}", stage.of))
        self._print(scaffold_diff(stage.scaffold.purpose, file_diffs(changes)))

    def end(self, project: Project, *, moved: bool, complete: bool) -> None:
        """What is open, and what to type."""
        self._console.print()
        for path in project.unresolved:
            self._print(notice(f"{path} is still as you left it. The new version is in {path}{SUFFIX}."))
            self._print(notice(f"Take over from it what you want, then remove {path}{SUFFIX}."))
        if not project.unresolved:
            self._print(notice(_where(project, moved=moved, complete=complete)))
        for number, command in enumerate(next_commands(project, complete=complete)):
            line = Text.assemble("Next: " if number == 0 else "then: ", (visible(command), "command"))
            self._console.print(line, soft_wrap=True)

    def _print(self, drawn: RenderableType) -> None:
        # Plain lines are not broken: rich would cut them at the screen's edge.
        self._console.print(drawn)


def _where(project: Project, *, moved: bool, complete: bool) -> str:
    """One sentence."""
    if project.stage is None:
        return "The project is empty."
    end = ", the last one" if complete else ""
    return f"The project is {'now ' if moved else 'already '}at {project.stage.words}{end}."


class JsonLines:
    """On standard output, each line with its `kind`."""

    def resolved(self, paths: Sequence[str]) -> None:
        """One line for all."""
        if paths:
            _write("resolved", files=list(paths))

    def stage(self, stage: Stage, changes: Sequence[FileChange]) -> None:
        """One line a stage."""
        _write(
            "stage",
            id=stage.id,
            lesson=stage.lesson.number,
            step=stage.step,
            of=stage.of,
            purpose=stage.scaffold.purpose,
            changes=[asdict(change) for change in changes],
        )

    def end(self, project: Project, *, moved: bool, complete: bool) -> None:
        """One line."""
        _write(
            "project",
            folder=str(project.folder),
            stage=project.stage.id if project.stage else None,
            moved=moved,
            complete=complete,
            unresolved=list(project.unresolved),
            next=next_commands(project, complete=complete),
        )


def _write(kind: str, **content: Any) -> None:
    sys.stdout.write(json.dumps({"v": 1, "kind": kind, **content}) + "\n")
