"""Does a step that failed on the learner's files hold on the course's own? Then an edit of theirs is the difference."""

from dataclasses import dataclass

from wslearn.course.model import Course, Lesson
from wslearn.course.payloads import Payloads
from wslearn.course.project import Project
from wslearn.course.stages import files_at
from wslearn.course.upgrade import BASE
from wslearn.session.face import SilentFace


@dataclass(frozen=True, slots=True)
class Pristine:
    """The course's own version of a learner's project.

    Attributes:
        course: loaded with the payloads.
        lesson: what is played.
        payloads: of this run.
        own: the learner's project.
    """

    course: Course
    lesson: Lesson
    payloads: Payloads
    own: Project

    def edits(self) -> tuple[str, ...]:
        """The files of the project that the learner changed or removed; the answers to exercises left out."""
        return tuple(path for path in sorted(files_at(self.own.stage)) if self._is_edited(path))

    def _is_edited(self, path: str) -> bool:
        if "_exercise." in path:
            return False
        mine, given = self.own.folder / path, self.own.folder / BASE / path
        return given.is_file() and not (mine.is_file() and mine.read_bytes() == given.read_bytes())

    async def holds(self, step: int) -> bool:
        """Whether every expectation of a step holds on a pristine copy.

        Raises:
            ServerNotStarted: not even that can be served.
        """
        from wslearn.session.run import LessonRun

        async with LessonRun(self.course, self.lesson, self.payloads, folder=None, steps=(step,)) as run:
            return await run.play(SilentFace()).run()
