"""The questions of a lesson: numbers and Enter, so that they work with any keyboard and screen reader."""

import re
from collections.abc import Callable
from typing import TypeVar

from prompt_toolkit import PromptSession
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from wslearn.prompt.line import printing_above

NUMBER = "Number and Enter: "
NUMBERS = "Numbers in order, and Enter: "
CONFIDENCE = "How sure are you? 1 guessing, 2 I think so, 3 sure (Enter means 2): "

T = TypeVar("T")


class Questions:
    """Asks on one terminal; what is no answer is asked again on a new line. Numbers are typed from 1.

    Every method raises:
        KeyboardInterrupt: Ctrl-C was pressed.
        EOFError: Ctrl-D was pressed.

    Args:
        keyboard, screen: prompt_toolkit's input and output, for tests.
    """

    def __init__(self, keyboard: Input | None = None, screen: Output | None = None) -> None:
        self._keyboard = keyboard
        self._screen = screen

    async def choose(self, count: int) -> int:
        """Ask for one of so many choices, shown before; the number of it, counted from 0."""
        complaint = f"Type a number from 1 to {count}."
        return await self._ask(NUMBER, lambda line: _place(line, count), complaint)

    async def order(self, count: int) -> tuple[int, ...]:
        """Ask which of so many events happen, in order; their numbers, counted from 0."""
        complaint = f"Type numbers from 1 to {count}, each at most once, with blanks between: 2 1"
        return await self._ask(NUMBERS, lambda line: _places(line, count), complaint)

    async def confidence(self) -> int:
        """Ask how sure the learner is: 1 (guessing) to 3 (sure); Enter alone is 2."""
        place = await self._ask(CONFIDENCE, lambda line: _place(line or "2", 3), "Type 1, 2 or 3, or only Enter.")
        return place + 1

    async def pause(self, text: str) -> None:
        """Wait for Enter, with this text before the cursor."""
        await self._ask(text, lambda line: line, "")

    async def _ask(self, text: str, read: Callable[[str], T | None], complaint: str) -> T:
        """Ask until `read` makes something of the line."""
        session: PromptSession[str] = PromptSession(
            history=DummyHistory(), input=self._keyboard, output=self._screen, enable_open_in_editor=False
        )
        before = ""
        while True:
            with printing_above():
                line = await session.prompt_async(f"{before}{text}")
            answer = read(line.strip())
            if answer is not None:
                return answer
            before = f"{complaint}\n"


def _place(word: str, count: int) -> int | None:
    """The number from 1 that a word is, counted from 0; None when it is none of so many."""
    is_number = word.isascii() and word.isdigit() and len(word) < 4
    return int(word) - 1 if is_number and 1 <= int(word) <= count else None


def _places(line: str, count: int) -> tuple[int, ...] | None:
    """Numbers with blanks or commas between, as `_place`; None when one is wrong or comes twice, or there is none."""
    found = [_place(word, count) for word in re.split(r"[\s,]+", line)]
    places = tuple(place for place in found if place is not None)
    return places if len(set(places)) == len(found) else None


async def choose(count: int) -> int:
    """`Questions.choose` on this terminal."""
    return await Questions().choose(count)


async def order(count: int) -> tuple[int, ...]:
    """`Questions.order` on this terminal."""
    return await Questions().order(count)


async def confidence() -> int:
    """`Questions.confidence` on this terminal."""
    return await Questions().confidence()


async def pause(text: str) -> None:
    """`Questions.pause` on this terminal."""
    await Questions().pause(text)
