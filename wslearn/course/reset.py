"""Bring a file back to the course's version, after keeping the learner's."""

import os
from difflib import get_close_matches
from pathlib import Path

from wslearn.course import disk, upgrade
from wslearn.course.backups import Backup, save
from wslearn.course.exercise import exercise_of
from wslearn.course.project import Project
from wslearn.course.stages import files_at
from wslearn.errors import UsageError

_NAMED = 3


def reset_file(project: Project, path: str) -> Backup | None:
    """Put the course's version, at the project's stage, in place; the backup, None when the file is as it is there.

    Raises:
        UsageError: the course has no such file at this stage.
        EnvironmentProblem: the backup or the file cannot be written.
    """
    files = files_at(project.stage)
    if path not in files:
        raise UsageError(f"{path} is no file of the course at {_where(project)}.", _near(path, list(files)))
    if disk.read(project.folder, path) == files[path] and path not in upgrade.offered(project.folder):
        return None
    disk.check_writable(project.folder, path)
    backup = save(project.folder, upgrade.traces_of(project.folder, path), "reset")
    upgrade.take(project.folder, path, files[path])
    return backup


def missing_files(project: Project) -> str:
    """A sentence that names the files of the course which are gone, and brings one back; empty when all are there."""
    gone = [path for path in files_at(project.stage) if not (project.folder / path).is_file()]
    if not gone:
        return ""
    more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
    what = "it" if len(gone) == 1 else "each"
    return f"Missing: {', '.join(gone[:_NAMED])}{more}. Bring {what} back: wslearn reset {gone[0]}."


def course_file(project: Project, file: Path) -> str:
    """A file that was named on the command line, seen from where the learner is or from the project's folder.

    Raises:
        UsageError: it is outside of the project.
    """
    places = [Path(os.path.normpath(base / file)) for base in (Path.cwd(), project.folder)]
    inside = [p.relative_to(project.folder).as_posix() for p in places if p.is_relative_to(project.folder)]
    if not inside:
        raise UsageError(f"{file} is not in the project {project.folder}.", "Name a file of the project.")
    files = files_at(project.stage)
    return next((path for path in inside if path in files), inside[-1])


def exercise_file(project: Project) -> str:
    """The file of the exercise that the project has reached.

    Raises:
        UsageError: it has reached none.
    """
    stage = project.stage
    while stage is not None and stage.scaffold.name != "starter":
        stage = stage.before
    exercise = exercise_of(stage.lesson) if stage else None
    if exercise is not None:
        return exercise.task.edit
    raise UsageError("There is no exercise here yet.", "Name the file: wslearn reset live/consumers.py")


def _where(project: Project) -> str:
    return project.stage.words if project.stage else "its beginning"


def _near(path: str, files: list[str]) -> str:
    close = get_close_matches(path, files, n=1)
    return f"Did you mean: wslearn reset {close[0]}" if close else f"Its files are: {', '.join(sorted(files))}."
