"""The drawn face with a person before it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from wslearn.cli.drawn_face import DrawnFace
from wslearn.prompt import choice
from wslearn.prompt.line import Prompt, history_file
from wslearn.render.console import Screen
from wslearn.render.timeline import View
from wslearn.session.face import Guess

if TYPE_CHECKING:
    from wslearn.course.model import Predict, Question


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
        self._prompt = Prompt(verbs, self.explain_last, sockets, history_file())

    async def pause(self, ahead: str) -> None:
        """Wait for Enter."""
        await choice.pause(f"\nEnter for {ahead} ")

    async def guess(self, predict: "Predict") -> Guess | None:
        """Ask, unless predictions are not wanted."""
        if not self._predict:
            return await super().guess(predict)
        await super().guess(predict)
        number = await choice.choose(len(predict.choices))
        return Guess(number, await choice.confidence())

    async def answer(self, question: "Question") -> int | None:
        """Ask."""
        if not self._predict:
            return await super().answer(question)
        await super().answer(question)
        return await choice.choose(len(question.choices))

    async def ask_line(self, names: Sequence[str]) -> str | None:
        """One line; None at Ctrl-D."""
        try:
            return await self._prompt.read(names)
        except EOFError:
            return None

    def _above(self, action: Callable[[], None]) -> None:
        self._prompt.above(action)
