"""The line at which a learner types verbs while events are printed above it."""

import asyncio
import shutil
import textwrap
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output
from prompt_toolkit.patch_stdout import patch_stdout

from wslearn import paths as wslearn_paths
from wslearn.prompt.complete import VerbCompleter

SIGN = "> "
PACE = 0.1
"""Seconds between two drawings above the line: a flood of events must leave time to read keys."""
TOOLBAR = "Tab completes | help | Ctrl-G explains the last row | Ctrl-D ends"
"""The bottom toolbar; Ctrl-G because terminals and desktops often keep F1 for themselves (F1 works too)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a prompt says about itself.

    Attributes:
        toolbar: the line at the bottom.
        help_word: what is answered with the list of verbs.
        help_title: the first line of that list.
        verbatim: whether a line keeps the blanks around it, because it is a message.
    """

    toolbar: str
    help_word: str
    help_title: str
    verbatim: bool = False


VERBS = Wording(TOOLBAR, "help", "[NAME:] verb, where NAME is a client; without it, the client called client.")
"""A line is a verb of a play."""
MESSAGES = Wording(
    "Enter sends the line | /help | Ctrl-G explains the last row | Ctrl-D closes",
    "/help",
    "A line is sent as it is, as a text message; // at its beginning sends one slash. Commands:",
    verbatim=True,
)
"""A line is a message, or a command that begins with a slash."""


class Prompt:
    """Reads lines; what others print meanwhile appears above the line, and what is half typed stays.

    Args:
        verbs: name → one line of help, in the order in which `help` lists them.
        explain_current: called when Ctrl-G or F1 is pressed; what it prints appears above the line.
        paths: what `connect` and `get` complete to.
        history: the history file; None, or one that cannot be written, keeps the history in memory.
        keyboard, screen: prompt_toolkit's input and output, for tests.
        wording: what a line is, and what the prompt says of it.
    """

    def __init__(
        self,
        verbs: Mapping[str, str],
        explain_current: Callable[[], None],
        paths: Sequence[str] = (),
        history: Path | None = None,
        keyboard: Input | None = None,
        screen: Output | None = None,
        wording: Wording = VERBS,
    ) -> None:
        self._verbs = verbs
        self._wording = wording
        self._names: Sequence[str] = ()
        self._waiting: deque[Callable[[], None]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._drawn = 0.0
        self._session: PromptSession[str] = PromptSession(
            completer=VerbCompleter(verbs, lambda: self._names, paths, wording.help_word),
            complete_while_typing=False,
            history=open_history(history),
            key_bindings=_keys(explain_current),
            bottom_toolbar=wording.toolbar,
            enable_open_in_editor=False,
            input=keyboard,
            output=screen,
        )

    def above(self, draw: Callable[[], None]) -> None:
        """Let `draw` print above the line, whatever stream it prints to; at once when no line is being read.

        Belongs to the event loop's thread; several calls print in their order.
        """
        self._waiting.append(draw)
        if not self._session.app.is_running:
            self._draw_waiting()
        elif self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(self._drawn + PACE, self._draw_above)

    def _draw_above(self) -> None:
        """Put the line aside and draw; keys are not read meanwhile."""
        self._timer = None
        self._drawn = asyncio.get_running_loop().time()
        run_in_terminal(self._draw_waiting)

    def _draw_waiting(self) -> None:
        """Draw in order; also what waited for a line that ended before its turn came."""
        while self._waiting:
            self._waiting.popleft()()

    async def read(self, names: Sequence[str] = ()) -> str:
        """One line, without blanks around it unless it is a message; `names` are the clients there are.

        The help word is answered here.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed, also when something is typed.
            EOFError: Ctrl-D was pressed on an empty line.
        """
        self._names = names
        while True:
            with printing_above():
                line = await self._session.prompt_async(SIGN)
            self._draw_waiting()
            if line.strip() != self._wording.help_word:
                return line if self._wording.verbatim else line.strip()
            self._session.output.write(help_text(self._verbs, self._wording.help_title))
            self._session.output.flush()


def help_text(verbs: Mapping[str, str], title: str = VERBS.help_title) -> str:
    """The title, and the verbs, one a line."""
    width = max(map(len, verbs), default=0)
    columns = shutil.get_terminal_size().columns
    hang = " " * min(width + 4, columns // 2)
    lines = [
        textwrap.fill(f"  {name:{width}}  {text}", columns, subsequent_indent=hang, break_on_hyphens=False)
        for name, text in verbs.items()
    ]
    return "\n".join([title, *lines, ""])


@contextmanager
def printing_above() -> Iterator[None]:
    """While a line is read, stray output to `sys.stdout` and `sys.stderr` is printed above it.

    A console that holds the real stream is not seen by this: that is what `Prompt.above` is for.
    """
    with patch_stdout(raw=True):
        yield


def history_file() -> Path | None:
    """The learner's history file; None when there is no folder for it."""
    try:
        return wslearn_paths.history()
    except OSError:
        return None


def open_history(path: Path | None) -> History:
    """The history in a file, or in memory when the file cannot be used."""
    if path is None:
        return InMemoryHistory()
    try:
        path.open("ab").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


def _keys(explain_current: Callable[[], None]) -> KeyBindings:
    """Ctrl-G and F1 call `explain_current`, with the line put aside while it prints."""
    keys = KeyBindings()

    @keys.add("c-g", eager=True)
    @keys.add("f1", eager=True)
    def _explain(event: KeyPressEvent) -> None:
        run_in_terminal(explain_current)

    return keys
