"""A whole terminal, black on white, and its keys. Knows nothing of what is drawn on it."""

import asyncio
import signal
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Protocol, Self

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import Output

PAPER = "fg:#000000 bg:#ffffff"
FORWARD = ("right", "down", "pagedown", " ", "enter", "n")
"""What clickers for presenters send (Page Down) is among them; likewise `BACK`."""
BACK = ("left", "up", "pageup", "backspace", "p")
END = ("c-d", "q")


class Speaker(Protocol):
    """What the keys do."""

    def forward(self) -> None:
        """One thing more."""

    def back(self) -> None:
        """One thing less."""

    def digit(self, number: int) -> None:
        """To the step of this number."""

    def end(self) -> None:
        """No more."""


class Slides:
    """An asynchronous context manager: inside of it, the terminal shows what `draw` returns.

    Args:
        draw: columns and rows → the text, with ANSI colours.
        speaker: told of the keys.
        keyboard, screen: prompt_toolkit's input and output, for tests.
    """

    def __init__(
        self,
        draw: Callable[[int, int], str],
        speaker: Speaker,
        keyboard: Input | None = None,
        screen: Output | None = None,
    ) -> None:
        self._draw = draw
        window = Window(FormattedTextControl(self._text), style=PAPER, always_hide_cursor=True, wrap_lines=False)
        self._app: Application[None] = Application(
            Layout(window), key_bindings=_keys(speaker), full_screen=True, input=keyboard, output=screen
        )

    async def __aenter__(self) -> Self:
        started = asyncio.Event()
        self._task = asyncio.create_task(self._app.run_async(pre_run=started.set, handle_sigint=False))
        waiting = asyncio.create_task(started.wait())
        await asyncio.wait([self._task, waiting], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._app.is_running:
            self._app.exit()
        await self._task

    def repaint(self) -> None:
        """What is drawn has changed."""
        self._app.invalidate()

    def _text(self) -> ANSI:
        size = self._app.output.get_size()
        return ANSI(self._draw(size.columns, size.rows))


def _keys(speaker: Speaker) -> KeyBindings:
    keys = KeyBindings()
    for names, action in ((FORWARD, speaker.forward), (BACK, speaker.back), (END, speaker.end), (("c-c",), _interrupt)):
        for name in names:
            keys.add(name)(_ignoring_event(action))
    for number in range(10):
        keys.add(str(number))(_ignoring_event(partial(speaker.digit, number)))
    return keys


def _ignoring_event(action: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
    return lambda event: action()


def _interrupt() -> None:
    """As Ctrl-C does where the terminal makes a signal of it."""
    signal.raise_signal(signal.SIGINT)
