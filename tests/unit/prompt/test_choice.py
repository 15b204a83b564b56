"""Questions answered with numbers."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from wslearn.prompt.choice import Questions

T = TypeVar("T")


def asked(keys: str, ask: Callable[[Questions], Awaitable[T]]) -> T:
    """The answer when these keys are pressed."""

    async def run() -> T:
        with create_pipe_input() as keyboard:
            keyboard.send_text(keys)
            return await ask(Questions(keyboard, DummyOutput()))

    return asyncio.run(run())


@pytest.mark.parametrize(("keys", "answer"), [("1\r", 0), ("3\r", 2), (" 2 \r", 1)])
def test_a_number_chooses(keys: str, answer: int) -> None:
    """Choices are numbered from 1 on the screen and from 0 in code."""
    assert asked(keys, lambda questions: questions.choose(3)) == answer


@pytest.mark.parametrize("wrong", ["", "0", "4", "x", "²", "99999"])
def test_anything_else_is_asked_again(wrong: str) -> None:
    """A wrong answer is not taken, and nothing of it is left on the line of the next."""
    assert asked(f"{wrong}\r2\r", lambda questions: questions.choose(3)) == 1


@pytest.mark.parametrize(
    ("keys", "answer"), [("3 1 2\r", (2, 0, 1)), (" 2,4 \r", (1, 3)), ("4, 1\r", (3, 0)), ("1\r", (0,))]
)
def test_numbers_are_an_order(keys: str, answer: tuple[int, ...]) -> None:
    """Blanks or commas stand between them; what will not happen is left out."""
    assert asked(keys, lambda questions: questions.order(4)) == answer


@pytest.mark.parametrize("wrong", ["", "  ", "1 1", "5 1", "0", "1 x", "312", "1-2", "1 2 99999"])
def test_what_is_no_order_is_asked_again(wrong: str) -> None:
    """An empty line, a number twice, one that there is not, or something else."""
    assert asked(f"{wrong}\r2 1\r", lambda questions: questions.order(4)) == (1, 0)


@pytest.mark.parametrize(("keys", "sure"), [("3\r", 3), ("1\r", 1), ("\r", 2), ("4\r1\r", 1)])
def test_confidence_is_one_to_three(keys: str, sure: int) -> None:
    """1 is guessing, 3 is sure; who only presses Enter thinks so."""
    assert asked(keys, lambda questions: questions.confidence()) == sure


def test_enter_ends_a_pause() -> None:
    """Enter goes on; Ctrl-C does not."""
    asked("\r", lambda questions: questions.pause("Enter: the next step"))
    with pytest.raises(KeyboardInterrupt):
        asked("\x03", lambda questions: questions.pause("Enter: the next step"))
