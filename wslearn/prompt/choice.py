"""The questions of a lesson: a number and Enter, so that they work with any keyboard and screen reader."""

from prompt_toolkit import PromptSession
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.validation import Validator

from wslearn.prompt.line import printing_above

NUMBER = "Number and Enter: "
CONFIDENCE = "How sure are you? 1 guessing, 2 I think so, 3 sure: "


class Questions:
    """Asks on one terminal.

    Args:
        keyboard, screen: prompt_toolkit's input and output, for tests.
    """

    def __init__(self, keyboard: Input | None = None, screen: Output | None = None) -> None:
        self._keyboard = keyboard
        self._screen = screen

    async def choose(self, count: int) -> int:
        """Ask for one of so many choices, shown before and numbered from 1; the number of it, counted from 0.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed.
            EOFError: Ctrl-D was pressed.
        """
        return int(await self._ask(NUMBER, _number_up_to(count))) - 1

    async def confidence(self) -> int:
        """Ask how sure the learner is: 1 (guessing) to 3 (sure); raises as `choose` does."""
        return int(await self._ask(CONFIDENCE, _number_up_to(3)))

    async def pause(self, text: str) -> None:
        """Wait for Enter, with this text before the cursor; raises as `choose` does."""
        await self._ask(text, None)

    async def _ask(self, text: str, validator: Validator | None) -> str:
        session: PromptSession[str] = PromptSession(
            history=DummyHistory(), input=self._keyboard, output=self._screen, enable_open_in_editor=False
        )
        with printing_above():
            return (await session.prompt_async(text, validator=validator, validate_while_typing=False)).strip()


def _number_up_to(most: int) -> Validator:
    def is_choice(text: str) -> bool:
        word = text.strip()
        return word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= most

    return Validator.from_callable(is_choice, error_message=f"Type a number from 1 to {most}.", move_cursor_to_end=True)


async def choose(count: int) -> int:
    """`Questions.choose` on this terminal."""
    return await Questions().choose(count)


async def confidence() -> int:
    """`Questions.confidence` on this terminal."""
    return await Questions().confidence()


async def pause(text: str) -> None:
    """`Questions.pause` on this terminal."""
    await Questions().pause(text)
