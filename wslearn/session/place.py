"""Where a lesson is played: the folder of the project and the server that serves it."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from wslearn.course.model import Course, Lesson, Scaffold
from wslearn.course.project import FileChange, Project, write_project
from wslearn.course.stages import Stage, stages, superseded
from wslearn.server import Ready, Server, Serving
from wslearn.session.live import Live

SETTINGS = "mysite.settings"
APPLICATION = "mysite.asgi:application"
_START_TIMEOUT = 20.0

StartServer = Callable[[str], Server]


class Place:
    """The learner's own folder, or a temporary one; a pristine copy where a step shows an earlier project.

    Args:
        course, lesson: what is played.
        own: the learner's project, or None.
        live: where the server's records go.
        start_server: makes a server process of a given name whose records go to `live`.
    """

    def __init__(
        self, course: Course, lesson: Lesson, own: Project | None, live: Live, start_server: StartServer
    ) -> None:
        self._stages = stages(course)
        self._course = course
        self._lesson = lesson
        self._own = own
        self._live = live
        self._start_server = start_server
        self._temporary: list[tempfile.TemporaryDirectory[str]] = []
        self._project = own or self._pristine(self._before(lesson))
        self._server: Server | None = None
        self._servers = 0
        self._starting: Server | None = None

    @property
    def folder(self) -> Path:
        """The folder that is served."""
        return self._project.folder

    @property
    def is_own(self) -> bool:
        """Whether the learner's own files are served."""
        return self._project is self._own

    def apply(self, scaffold: Scaffold) -> tuple[FileChange, ...]:
        """Bring the project to a scaffold block's stage; the changes to show.

        A stage that the learner's project is past is left alone, unless a later stage took lines of it away: then the
        step is played on a pristine copy.
        """
        stage = next(s for s in self._stages if s.lesson.id == self._lesson.id and s.scaffold.name == scaffold.name)
        if self._own is not None:
            if self._is_past(self._own.stage, stage):
                return self._revisit(stage)
            self._project = self._own
        changes = self._project.advance(self._course, stage)
        self.stop_server()
        return changes

    def begin_serving(self) -> None:
        """Start a server for the folder, if none runs; do not wait for it."""
        if self._server is not None or self._starting is not None:
            return
        self._servers += 1
        self._starting = self._start_server(f"server-{self._servers}")
        settings = self._lesson.server
        self._starting.serve(
            Serving(
                str(self.folder),
                application=APPLICATION,
                settings=SETTINGS,
                daphne=dict(settings.daphne),
                environment=dict(settings.environment),
            )
        )

    async def serving(self) -> Ready:
        """Where the server listens; starts one when there is none.

        Raises:
            ServerNotStarted: the project cannot be served.
        """
        self.begin_serving()
        server = self._server or self._starting
        assert server is not None
        try:
            ready = await asyncio.wait_for(asyncio.wrap_future(server.ready), _START_TIMEOUT)
        except TimeoutError:
            ready = server.wait_ready(0.0)
        self._server, self._starting = server, None
        self._live.begin(ready.versions)
        return ready

    async def settled(self, timeout: float = 2.0) -> None:
        """Wait until the server's records so far are in the trace."""
        if self._server is not None:
            await asyncio.wait([asyncio.wrap_future(self._server.sync())], timeout=timeout)
            # The records are handed over through the loop: let it run once more.
            await asyncio.sleep(0)

    def stop_server(self) -> None:
        """Stop the server, if one runs; its last records are in the trace then."""
        for server in (self._server, self._starting):
            if server is not None:
                server.stop()
        self._server = self._starting = None

    def close(self) -> None:
        """Stop the server and remove the temporary folders."""
        self.stop_server()
        for folder in self._temporary:
            folder.cleanup()

    def _revisit(self, stage: Stage) -> tuple[FileChange, ...]:
        """Play a stage that the learner's project is past."""
        assert self._own is not None
        assert self._own.stage is not None
        before = self._project
        self._project = self._pristine(stage) if superseded(stage, self._own.stage) else self._own
        if self._project is not before:
            self.stop_server()
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
