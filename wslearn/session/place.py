"""Where a lesson is played: the folder of the project and the server that serves it."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from wslearn.course.model import Course, Lesson, Play, Scaffold, Step
from wslearn.course.project import FileChange, Project, write_project
from wslearn.course.stages import Stage, stages, superseded
from wslearn.session.host import Host, StartServer
from wslearn.session.live import Live
from wslearn.session.means import lacking


class Applied(NamedTuple):
    """A scaffold block that was applied: the changes to show, and whether to a pristine copy."""

    changes: tuple[FileChange, ...]
    pristine: bool


class Place:
    """The learner's own folder, or a temporary one; a pristine copy where a step shows an earlier project.

    Args:
        course, lesson: what is played.
        own: the learner's project, or None.
        live: where the server's records go.
        start_server: makes a server process of a given name whose records go to `live`.

    Attributes:
        host: the server of the folder that is played.
    """

    def __init__(
        self,
        course: Course,
        lesson: Lesson,
        own: Project | None,
        live: Live,
        start_server: StartServer,
    ) -> None:
        self._stages = stages(course)
        self._course = course
        self._lesson = lesson
        self._own = own
        self._temporary: list[tempfile.TemporaryDirectory[str]] = []
        self._project = own or self._pristine(self._before(lesson))
        self._applied: dict[str, Applied] = {}
        self.host = Host(self._project.folder, lesson.server, live, start_server)

    @property
    def is_own(self) -> bool:
        """Whether the learner's own files are served."""
        return self._project is self._own

    def prepare(self, step: Step) -> None:
        """Write the files that a step's first play needs and begin to serve them."""
        self._catch_up(step)
        for block in step.blocks:
            if isinstance(block, Play):
                if not lacking(*step.needs):
                    self.host.begin()
                return
            if isinstance(block, Scaffold):
                self.apply(block)

    def apply(self, scaffold: Scaffold) -> Applied:
        """Bring the project to a scaffold block's stage, once.

        A stage that the learner's project is past is left alone, unless a later stage took lines of it away: then the
        step is played on a pristine copy.
        """
        if scaffold.name not in self._applied:
            self._applied[scaffold.name] = Applied(self._advance(scaffold), not self.is_own)
        return self._applied[scaffold.name]

    def close(self) -> None:
        """Stop the servers and remove the temporary folders."""
        self.host.close()
        for folder in self._temporary:
            folder.cleanup()

    def _catch_up(self, step: Step) -> None:
        """Apply what the steps before this one add, where they are not played."""
        for earlier in self._lesson.steps:
            if earlier.number < step.number:
                for block in earlier.blocks:
                    if isinstance(block, Scaffold):
                        self.apply(block)

    def _advance(self, scaffold: Scaffold) -> tuple[FileChange, ...]:
        stage = next(s for s in self._stages if s.lesson.id == self._lesson.id and s.scaffold.name == scaffold.name)
        if self._own is not None:
            if self._is_past(self._own.stage, stage):
                return self._revisit(stage)
            self._project = self._own
        changes = self._project.advance(self._course, stage)
        self.host.stop()
        self.host.move(self._project.folder)
        return changes

    def _revisit(self, stage: Stage) -> tuple[FileChange, ...]:
        """Play a stage that the learner's project is past."""
        assert self._own is not None
        assert self._own.stage is not None
        self._project = self._pristine(stage) if superseded(stage, self._own.stage) else self._own
        self.host.move(self._project.folder)
        return ()

    def _pristine(self, stage: Stage | None) -> Project:
        folder = tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True)
        self._temporary.append(folder)
        return write_project(Path(folder.name), self._course, stage)

    def _before(self, lesson: Lesson) -> Stage | None:
        """The last stage of the lessons before this one."""
        earlier = [stage for stage in self._stages if stage.lesson.number < lesson.number]
        return earlier[-1] if earlier else None

    def _is_past(self, stage: Stage | None, other: Stage) -> bool:
        return stage is not None and stage.number >= other.number
