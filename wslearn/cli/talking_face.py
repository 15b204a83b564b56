"""The drawn face of `wslearn connect` with a person before it, who types messages."""

from collections.abc import AsyncIterator, Callable

from wslearn.cli.drawn_face import DrawnFace
from wslearn.client.script import COMMANDS
from wslearn.prompt.line import MESSAGES, Prompt
from wslearn.render.console import Screen
from wslearn.render.timeline import View


class TalkingFace(DrawnFace):
    """Reads lines at a prompt; frames are drawn above the line that is being typed.

    What was typed is remembered until the end and kept in no file: a message may be a password.

    Args:
        console, view: as of `DrawnFace`.
    """

    def __init__(self, console: Screen, view: View) -> None:
        super().__init__(console, view)
        self._prompt = Prompt(COMMANDS, self.explain_last, wording=MESSAGES)

    async def lines(self) -> AsyncIterator[str]:
        """The lines, until Ctrl-D."""
        while True:
            try:
                yield await self._prompt.read()
            except EOFError:
                return

    def _above(self, action: Callable[[], None]) -> None:
        self._prompt.above(action)
