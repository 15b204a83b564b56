"""The drawn face with a person before it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from wslearn.cli.drawn_face import DrawnFace
from wslearn.prompt import choice
from wslearn.prompt.line import Prompt, history_file
from wslearn.render.console import Screen
from wslearn.render.timeline import View
from wslearn.session.face import Guess
from wslearn.trace.row import Row

if TYPE_CHECKING:
    from wslearn.course.model import Predict, Question


def _is_keepalive(row: Row) -> bool:
    """A ping of the server, or the client's answer to it."""
    return (row.kind, row.dir) in (("ping", "send"), ("pong", "receive"))


class AskingFace(DrawnFace):
    """Waits for Enter between steps, asks for predictions, and reads verbs at the end.

    Args:
        console, view: as of `DrawnFace`.
        verbs: name → one line of help.
        sockets: the paths that `connect` completes to.
        predict: whether predictions are asked for.
    """

    def __init__(
        self, console: Screen, view: View, verbs: Mapping[str, str], sockets: Sequence[str], predict: bool
    ) -> None:
        super().__init__(console, view)
        self._predict = predict
        self._waits = False
        self._prompt = Prompt(verbs, self.explain_last, sockets, history_file())

    async def pause(self, ahead: str) -> None:
        """Wait for Enter."""
        await choice.pause(f"\nEnter for {ahead} ")

    async def guess(self, predict: "Predict") -> Guess | None:
        """Ask, unless predictions are not wanted."""
        if not self._predict:
            return await super().guess(predict)
        await super().guess(predict)
        count = len(predict.choices)
        picked = await choice.order(count) if predict.ordered else (await choice.choose(count),)
        return Guess(picked, await choice.confidence())

    async def answer(self, question: "Question") -> int | None:
        """Ask."""
        if not self._predict:
            return await super().answer(question)
        await super().answer(question)
        return await choice.choose(len(question.choices))

    async def ask_line(self, names: Sequence[str]) -> str | None:
        """One line; None at Ctrl-D."""
        self._waits = True
        try:
            return await self._prompt.read(names)
        except EOFError:
            return None
        finally:
            self._waits = False

    def rows(self, rows: Sequence[Row]) -> None:
        """Draw rows; while a line is typed, without the pings that Daphne sends every 20 seconds of silence."""
        shown = [row for row in rows if not (self._waits and _is_keepalive(row))]
        if shown:
            super().rows(shown)

    def _above(self, action: Callable[[], None]) -> None:
        self._prompt.above(action)
