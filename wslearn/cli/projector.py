"""`wslearn lesson N --projector`: the run of a lesson before a room."""

from typing import TYPE_CHECKING

from wslearn.cli.projector_face import ProjectorFace
from wslearn.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from wslearn.course.model import Lesson, Step
    from wslearn.render.timeline import View
    from wslearn.session.run import LessonRun


async def present(
    run: "LessonRun", lesson: "Lesson", view: "View", theme: str | None, on_step: "Callable[[Step], None]"
) -> int:
    """Play a lesson at the presenter's pace; there is no prompt after it.

    Args:
        run: entered.
        view: which lanes.
        theme: None for the projector's own.
        on_step: called when the room sees a step for the first time.

    Raises:
        ServerNotStarted: the project cannot be served.
    """
    async with ProjectorFace(lesson, view, theme, on_step) as face:
        play = run.play(face)
        try:
            held = await play.run()
            play.end()
            await face.pause("the end")
        except EOFError:
            return ExitCode.PASSED
    return ExitCode.PASSED if held else ExitCode.FINDINGS_FAILED
