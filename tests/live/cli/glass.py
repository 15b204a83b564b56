"""What stands on a terminal that is drawn cell by cell, where only what changed is written."""

import re
import time

import pexpect

from tests.live.cli.terminal import Terminal

_PARTS = re.compile(r"\x1b\[([?\d;]*)([A-Za-z])|(\x1b[^\[])|(.)", re.DOTALL)
_ROWS = 40
_PATIENCE = 60
_STILL = 1.0
"""Seconds without a letter: it is all drawn."""


class Glass:
    """The screen of a terminal, as far as prompt_toolkit uses one.

    Args:
        terminal: with a full-screen program in it.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._cells: dict[tuple[int, int], str] = {}
        self._row = self._column = 0
        self.written = ""

    def see(self, *patterns: str, press: str = "") -> None:
        """Wait until each pattern stands there, in this order; `press` is typed whenever one waits for a key before."""
        for pattern in patterns:
            until = time.monotonic() + _PATIENCE
            while not re.search(pattern, self.text):
                assert time.monotonic() < until, f"{pattern!r} did not come; there is:\n{self.text}"
                if not self._read() and press and "[ " in self.rows[0]:
                    self._terminal.type(press)

    @property
    def rows(self) -> list[str]:
        """The rows, without the blanks at their ends."""
        last = max((column for _, column in self._cells), default=0)
        columns = range(last + 1)
        return ["".join(self._cells.get((row, column), " ") for column in columns).rstrip() for row in range(_ROWS)]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.rows)

    def _read(self) -> bool:
        """Take in what is written; whether there was anything."""
        try:
            text = self._terminal.process.read_nonblocking(65536, timeout=_STILL)
        except pexpect.TIMEOUT:
            return False
        self.written += text
        for arguments, letter, _, character in _PARTS.findall(text):
            if character:
                self._put(character)
            elif letter:
                self._do(letter, int(arguments) if arguments.isdigit() else 1)
        return True

    def _put(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\n":
            self._row += 1
        elif character == "\x08":
            self._column -= 1
        else:
            self._cells[self._row, self._column] = character
            self._column += 1

    def _do(self, letter: str, count: int) -> None:
        """Move, or erase from here on."""
        moves = {"A": (-count, 0), "B": (count, 0), "C": (0, count), "D": (0, -count)}
        if letter in moves:
            self._row, self._column = self._row + moves[letter][0], self._column + moves[letter][1]
        elif letter == "H":
            self._row = self._column = 0
        elif letter in "JK":
            row = (self._row, self._column)
            below = {at for at in self._cells if at >= row and (letter == "J" or at[0] == self._row)}
            self._cells = {at: cell for at, cell in self._cells.items() if at not in below}
