"""The whole terminal as slides, and its keys."""

import asyncio

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from wslearn.prompt.slides import Slides


class _Speaker:
    """Notes what the keys do; `end` also ends the test."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.ended = asyncio.Event()

    def forward(self) -> None:
        self.done.append("forward")

    def back(self) -> None:
        self.done.append("back")

    def digit(self, number: int) -> None:
        self.done.append(str(number))

    def end(self) -> None:
        self.done.append("end")
        self.ended.set()


async def _pressed(keys: str) -> tuple[list[str], list[tuple[int, int]]]:
    sizes: list[tuple[int, int]] = []

    def draw(columns: int, rows: int) -> str:
        sizes.append((columns, rows))
        return "text"

    with create_pipe_input() as keyboard:
        speaker = _Speaker()
        async with Slides(draw, speaker, keyboard, DummyOutput()):
            keyboard.send_text(keys + "q")
            await asyncio.wait_for(speaker.ended.wait(), 20)
    return speaker.done, sizes


@pytest.mark.parametrize(
    ("keys", "done"),
    [
        (" \r\x1b[C\x1b[6~n", ["forward"] * 5),
        ("\x7f\x1b[D\x1b[5~p", ["back"] * 4),
        ("307", ["3", "0", "7"]),
        ("xyz", []),
        ("\x04", ["end"]),
    ],
)
def test_keys(keys: str, done: list[str]) -> None:
    """One way on and one back, by keyboard or by a presenter's clicker; digits; anything else does nothing."""
    assert asyncio.run(_pressed(keys))[0] == [*done, "end"]


def test_it_draws_for_the_size_of_the_terminal() -> None:
    """Whoever draws is told columns and rows."""
    assert set(asyncio.run(_pressed(""))[1]) == {(80, 40)}
