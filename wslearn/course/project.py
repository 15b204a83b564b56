"""The learner's Django project on disk: made, found, and taken from stage to stage without losing a line of theirs."""

import json
from pathlib import Path
from typing import Any

from wslearn import paths
from wslearn.course import disk, upgrade
from wslearn.course.courses import STATE, open_course
from wslearn.course.model import Course
from wslearn.course.stages import Stage, files_at, stages
from wslearn.course.upgrade import FileChange
from wslearn.errors import EnvironmentProblem, UsageError

__all__ = ["FileChange", "Project", "write_project"]

FORMAT_VERSION = 1

_NEW_FOLDER = (
    f"Your files are untouched. Make a new folder with: wslearn start DIR. Then copy your files and "
    f"{disk.OWN}/progress.db to it."
)


class Project:
    """A folder that `write_project` made.

    Attributes:
        folder: with `manage.py` and `.wslearn` in it.
        course: what it grows by.
        stage: the last stage that was applied; None before the first.
    """

    def __init__(self, folder: Path, course: Course, stage: Stage | None) -> None:
        self.folder = folder
        self.course = course
        self.stage = stage

    @classmethod
    def open(cls, folder: Path, course: Course | None = None) -> "Project | None":
        """The project in this folder, None when it is no such project; `course` is its own unless given.

        Raises:
            EnvironmentProblem: its `.wslearn` folder is damaged, or of another version or course.
            LessonError: the course is damaged.
        """
        content = disk.read(folder, STATE)
        if content is None:
            return None
        state = _state(content, folder / STATE)
        course = open_course(folder=folder) if course is None else course
        return cls(folder, course, _stage(state["stage"], course, folder))

    @classmethod
    def find(cls, folder: Path, course: Course | None = None) -> "Project | None":
        """The project that this folder is in: itself or one of its parents; None when it is in none.

        Raises:
            EnvironmentProblem: as `open`.
        """
        for place in (folder, *folder.parents):
            if (place / STATE).is_file():
                return cls.open(place, course)
            if (place / upgrade.BASE).is_dir():
                raise EnvironmentProblem(f"{place / STATE} is missing.", _NEW_FOLDER)
        return None

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Files whose new version lies beside them and was not taken."""
        return tuple(path for path in upgrade.offered(self.folder) if not upgrade.is_resolved(self.folder, path))

    def settle(self) -> tuple[str, ...]:
        """Recognise the conflicts that the learner resolved; the files."""
        return tuple(upgrade.settle(self.folder))

    def advance(self, course: Course, to_stage: Stage) -> tuple[FileChange, ...]:
        """Bring the files to a later stage; what changed, in order of path. Nothing when the project is there already.

        A file that the learner changed is merged or left alone, never overwritten. When it is interrupted or fails,
        every file is the old or the new one, and it can be run again.

        Raises:
            EnvironmentProblem: a file cannot be read or written; if that can be known, nothing was written.
        """
        self.settle()
        if self.stage is not None and self.stage.number >= to_stage.number:
            return ()
        disk.check_writable(self.folder, STATE)
        new = files_at(to_stage)
        decisions = [upgrade.decide(self.folder, path, new[path]) for path in sorted(new)]
        todo = [decision for decision in decisions if decision is not None]
        for decision in todo:
            upgrade.do(self.folder, decision)
        self._save(to_stage, course)
        return tuple(decision.change for decision in todo)

    def _save(self, stage: Stage | None, course: Course) -> None:
        state = {"format_version": FORMAT_VERSION, "course": course.title, "stage": stage and stage.id}
        if course.root != paths.lessons():
            state["root"] = str(course.root.absolute())
        disk.write(self.folder, STATE, (json.dumps(state, indent=2) + "\n").encode())
        disk.clean(self.folder)
        self.stage = stage


def write_project(folder: Path, course: Course, stage: Stage | None) -> Project:
    """Make a project of all stages up to this one in a new or empty folder.

    Raises:
        UsageError: the folder is not empty.
        EnvironmentProblem: it cannot be written.
    """
    with disk.told(folder, "made"):
        folder.mkdir(parents=True, exist_ok=True)
        # What is left of a run that was killed at once is as good as empty.
        if any(path.name != disk.OWN for path in folder.iterdir()) or (folder / STATE).exists():
            raise UsageError(f"The folder {folder} is not empty.", "Give a new name, or an empty folder.")
    project = Project(folder, course, None)
    project._save(None, course)
    if stage is not None:
        project.advance(course, stage)
    return project


def _state(content: bytes, path: Path) -> dict[str, Any]:
    """The content of the state file."""
    try:
        state = json.loads(content)
        version, _ = state["format_version"], state["stage"]
    except (ValueError, TypeError, KeyError) as error:
        raise EnvironmentProblem(f"{path} is damaged.", _NEW_FOLDER) from error
    if version != FORMAT_VERSION:
        hint = "Get a newer one with: python -m pip install --upgrade wslearn"
        raise EnvironmentProblem(f"{path} was written by another version of wslearn.", hint)
    return dict(state)


def _stage(stage_id: str | None, course: Course, folder: Path) -> Stage | None:
    if stage_id is None:
        return None
    for stage in stages(course):
        if stage.id == stage_id:
            return stage
    message = f"The project in {folder} is at {stage_id!r}, a step that this course does not have."
    raise EnvironmentProblem(message, _NEW_FOLDER)
