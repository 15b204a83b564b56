"""One run of a lesson from the first process to the last: everything opened is closed, whatever happens."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from wslearn.course.asked import again
from wslearn.course.model import Course, Lesson, Step
from wslearn.course.payloads import Payloads
from wslearn.course.project import Project
from wslearn.course.reset import missing_files
from wslearn.errors import ServerNotStarted, UsageError
from wslearn.server.process import Server
from wslearn.session import early
from wslearn.session.live import Live
from wslearn.session.place import Place

if TYPE_CHECKING:
    from wslearn.session.face import Face
    from wslearn.session.lesson import LessonPlay
    from wslearn.session.noting import Noting
    from wslearn.session.saving import Saving

# Seconds for the clients to leave before the server is stopped.
_GOODBYE = 1.0


class LessonRun:
    """An asynchronous context manager: the project is written and its server begins, while the rest is still imported.

    Args:
        course: loaded with these payloads, so that expectations and plays speak of the same values.
        lesson: what is played.
        payloads: what `$word`, `$int`, `$list` stand for.
        folder: where the learner is; inside a course folder its project is played in place, and progress is kept.
            None plays on a pristine copy, wherever the learner is.
        save: keep the trace in this file.
        steps: the numbers of the steps to play; all when empty.
        server_started: told of every server process that is started.
        show_secrets: leave cookies, logins and tokens as they are.

    Raises:
        UsageError: there is no such step.
    """

    def __init__(
        self,
        course: Course,
        lesson: Lesson,
        payloads: Payloads,
        *,
        folder: Path | None,
        save: Path | None = None,
        steps: Sequence[int] = (),
        server_started: Callable[[Server], None] | None = None,
        show_secrets: bool = False,
    ) -> None:
        for step in set(steps) - {step.number for step in lesson.steps}:
            raise UsageError(f"Lesson {lesson.number} has no step {step}.", f"Its steps are 1 to {len(lesson.steps)}.")
        self._course = course
        self._lesson = lesson
        self._folder = folder
        self._saving = _saving(save) if save else None
        self._payloads = payloads
        self._steps = steps
        self._server_started = server_started
        self._show_secrets = show_secrets
        self._play: LessonPlay | None = None
        self._noting: Noting | None = None

    async def __aenter__(self) -> Self:
        listeners = [self._saving] if self._saving else []
        self._live = Live(listeners, show_secrets=self._show_secrets, lesson=self._lesson.id, seed=self._payloads.seed)
        self._own = Project.find(self._folder, self._course) if self._folder else None
        self._place = Place(self._course, self._lesson, self._own, self._live, self._start_server)
        try:
            self._place.prepare(self._first_step())
        except BaseException:
            self._place.close()
            raise
        return self

    @property
    def live(self) -> Live:
        """The trace; who listens to it before anything is awaited hears everything."""
        return self._live

    def play(self, face: "Face") -> "LessonPlay":
        """The lesson, to be played once; `face` shows and asks."""
        from wslearn.session.lesson import LessonPlay

        self._live.listen(face)
        pristine = None
        if self._own:
            from wslearn.session.noting import Noting
            from wslearn.session.pristine import Pristine

            self._noting = face = Noting(face, self._own.folder, self._lesson)
            pristine = Pristine(self._course, self._lesson, self._payloads, self._own)
        self._play = LessonPlay(
            self._lesson, self._place, self._live, face, self._payloads, self._steps, self._next_command(), pristine
        )
        return self._play

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if isinstance(error, ServerNotStarted) and self._own:
            error.hint = " ".join(filter(None, (missing_files(self._own), error.hint, self._way_out)))
        if self._play is not None:
            with suppress(TimeoutError):  # a server that floods us is not waited for
                async with asyncio.timeout(_GOODBYE):
                    await self._play.close()
        self._place.close()
        # The server's last records are handed over through the loop: let it run once more.
        await asyncio.sleep(0)
        self._live.flush()
        if self._noting:
            self._noting.close()
        if self._saving:
            self._saving.close()

    @property
    def again(self) -> str:
        """How to go on after leaving in the middle."""
        if self._own:
            return "Go on where you stopped: wslearn next"
        return f"Play it again: {again(f'wslearn lesson {self._lesson.number}')}"

    @property
    def _way_out(self) -> str:
        """For a project of theirs that cannot be served."""
        number = self._lesson.number
        return f"Then: wslearn lesson {number}. On the course's own files: wslearn lesson {number} --pristine"

    def _first_step(self) -> Step:
        return next(step for step in self._lesson.steps if not self._steps or step.number in self._steps)

    def _next_command(self) -> str:
        """In a course folder its exercise; else the next lesson, or the list when this is the last."""
        if self._own:
            from wslearn.course.onward import has_exercise

            if has_exercise(self._lesson):
                return again(f"wslearn check {self._lesson.number}")
        later = [lesson for lesson in self._course.lessons if lesson.number > self._lesson.number]
        return again(f"wslearn lesson {later[0].number}" if later else "wslearn lessons")

    def _start_server(self, name: str) -> Server:
        """The process that was started early, or a new one."""
        server = Server(self._live.take_from_thread, name, early.take())
        if self._server_started is not None:
            self._server_started(server)
        return server


def _saving(file: Path) -> "Saving":
    from wslearn.session.saving import Saving

    return Saving.to(file)
