"""The drawn face of `--projector`: the presenter's key, and not the session, decides what the room sees next.

Everything is drawn into chunks as it comes; `render/slides.py` makes screens of them. A run is seen live; what it
proves (the answer to a prediction, above all) waits for the key.
"""

import asyncio
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from wslearn.cli.drawn_face import DrawnFace
from wslearn.prompt.slides import Slides
from wslearn.render.console import make_console
from wslearn.render.escape import visible
from wslearn.render.slides import MARGIN, Chunk, Slide, height_for, slides
from wslearn.render.timeline import Lines, View, row_lines, title_lines
from wslearn.session import face as shown
from wslearn.session.following import Following, Position
from wslearn.trace.row import Row

if TYPE_CHECKING:
    from wslearn.course.model import Lesson, Predict, Question, Step

_FRESH = (shown.LessonOpened, shown.StepOpened, shown.LessonEnded)
_GOES_ON = (shown.VerbStarted, shown.RowsHidden, shown.CommandRan, shown.Note, shown.OwnEdit, shown.LeftOut)
"""What is seen at once, below what was there; all else waits for the key."""
_MORE = "the next lines"


@dataclass(slots=True)
class _Chunk:
    """What one press adds, as actions that draw it: they are done again when the terminal's width changes."""

    step: int
    fresh: bool
    draws: list[Callable[[], None]] = field(default_factory=list)
    titled: bool = False
    drawn: Chunk | None = None


class ProjectorFace(DrawnFace):
    """An asynchronous context manager that holds the terminal.

    Args:
        lesson: what is played.
        view: which lanes.
        theme: None for the projector's own.
        on_step: called when the room sees a step for the first time.
    """

    def __init__(self, lesson: "Lesson", view: View, theme: str | None, on_step: "Callable[[Step], None]") -> None:
        self._paper = io.StringIO()
        environ = {"TERM": "xterm-256color", **os.environ, "FORCE_COLOR": "1"}
        console = make_console(theme=theme or "projector", width=80, stream=self._paper, environ=environ)
        super().__init__(console, view)
        self._lesson = lesson
        self._on_step = on_step
        self._seen = 0
        self._chunks: list[_Chunk] = []
        self._step = 0
        self._joins = False  # what comes next belongs to the chunk that was begun
        self._follows = True  # what comes next is shown at once
        self._at = (0, 0)
        self._waiting: asyncio.Future[None] | None = None
        self._ahead = ""
        self._wanted: int | None = None  # a step that is still to be played
        self._ended = False
        self._height = 10
        self._following = Following(lesson.id)
        self._slides = Slides(self._screen, self)

    async def __aenter__(self) -> Self:
        await self._slides.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._following.end()
        await self._slides.__aexit__(kind, error, at)

    # What the session shows.

    def show(self, item: shown.Item) -> None:
        """Draw it into a chunk of its own, or go on with the last one."""
        if isinstance(item, shown.StepOpened):
            self._tell_held()
            self._step = item.step.number
            if self._wanted is not None and self._step >= self._wanted:
                self._wanted, self._follows = None, True
        if not (self._joins or isinstance(item, _GOES_ON)):
            self._begin(fresh=isinstance(item, _FRESH))
        super().show(_short(item, 2 * self._height))
        self._joins = isinstance(item, shown.LessonOpened | shown.StepOpened)

    def rows(self, rows: Sequence[Row]) -> None:
        """Draw rows, an empty line after each."""
        seen = [row for row in rows if self._drawer.view.shows(row)]
        if seen and not self._closed:
            self._last = seen[-1]
            self._above(partial(self._draw_rows, seen, self._drawer.view, self._takes_titles()))

    def _takes_titles(self) -> bool:
        """Whether the columns are named: once in a chunk."""
        chunk = self._open_chunk()
        named, chunk.titled = chunk.titled, True
        return not named

    def _draw_rows(self, rows: Sequence[Row], view: View, titles: bool) -> None:
        width, signs = self._console.width, self._console.signs
        if titles:
            self._console.print(Lines(title_lines(view, width, signs)), end="")
        for row in rows:
            self._console.print(Lines(row_lines(row, view, width, signs)), end="")
            self._console.print()

    async def pause(self, ahead: str) -> None:
        """Wait until everything was shown and the key was pressed once more."""
        self._tell_held()
        if self._wanted is None:
            self._ahead, self._waiting = ahead, asyncio.get_running_loop().create_future()
            self._changed()
            try:
                await self._waiting
            finally:
                self._ahead, self._waiting = "", None
        if self._ended:
            raise EOFError
        self._joins, self._follows = False, True
        self._begin(fresh=False)

    async def guess(self, predict: "Predict") -> shown.Guess | None:
        """The room is asked, and nothing is typed."""
        self._begin(fresh=True)
        return await super().guess(predict)

    async def answer(self, question: "Question") -> int | None:
        """The room is asked; the answer waits for the key."""
        self._begin(fresh=False)
        return await super().answer(question)

    # What the presenter does.

    def forward(self) -> None:
        """Show one thing more; after the last one the session goes on."""
        states = self._states()
        later = [state.place for state in states if state.place > self._at]
        if later:
            self._at = later[0]
        elif self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        self._changed()

    def back(self) -> None:
        """Show what was there before."""
        earlier = [state.place for state in self._states() if state.place < self._at]
        self._at = earlier[-1] if earlier else self._at
        self._changed()

    def digit(self, number: int) -> None:
        """To a step; where it was not played yet, all up to it is played now."""
        there = [state.place for state in self._states() if state.step == number]
        if there:
            self._at = there[0]
        elif self._step < number <= len(self._lesson.steps):
            self._wanted = number
            if self._waiting is not None and not self._waiting.done():
                self._waiting.set_result(None)
        self._changed()

    def end(self) -> None:
        """End the lesson at its next pause."""
        self._ended = True
        self._wanted = len(self._lesson.steps) + 1
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    # Chunks and screens.

    def _begin(self, *, fresh: bool) -> None:
        self._tell_held()
        if self._chunks and not self._chunks[-1].draws:
            self._chunks.pop()
        self._chunks.append(_Chunk(self._step, fresh))

    def _open_chunk(self) -> _Chunk:
        if not self._chunks:
            self._begin(fresh=True)
        return self._chunks[-1]

    def _above(self, action: Callable[[], None]) -> None:
        chunk = self._open_chunk()
        chunk.draws.append(action)
        chunk.drawn = None
        if self._follows:
            self._at, self._follows = (len(self._chunks) - 1, 0), False
        self._changed()

    def _changed(self) -> None:
        position = self._position()
        step = position.step if position else 0
        if step > self._seen:
            self._seen = step
            self._on_step(self._lesson.steps[step - 1])
        self._following.tell(Position(step, self._next()))
        self._slides.repaint()

    def _states(self) -> list[Slide]:
        return list(slides((self._drawn(chunk) for chunk in self._chunks), self._height))

    def _drawn(self, chunk: _Chunk) -> Chunk:
        if chunk.drawn is None:
            self._paper.seek(0)
            self._paper.truncate()
            for draw in chunk.draws:
                draw()
            chunk.drawn = Chunk(tuple(self._paper.getvalue().split("\n")), chunk.step, chunk.fresh)
        return chunk.drawn

    def _position(self) -> Slide | None:
        """The state that is shown: the last one up to where we are."""
        return next((state for state in reversed(self._states()) if state.place <= self._at), None)

    def _next(self) -> str:
        """What the key does next; empty while a run is played."""
        more = any(state.place > self._at for state in self._states())
        return _MORE if more else self._ahead

    def _screen(self, columns: int, rows: int) -> str:
        """All lines of the terminal; the bottom third is empty."""
        width = max(columns - 2 * MARGIN, 20)
        if width != self._console.width:
            self._console.width = width
            for chunk in self._chunks:
                chunk.drawn = None
        self._height = height_for(rows)
        state = self._position()
        lines = [self._head(state, width), "", *(state.lines if state else ())]
        return "\n".join(" " * MARGIN + line if line else "" for line in lines)

    def _head(self, state: Slide | None, width: int) -> str:
        """The step at the left, and what the key does at the right."""
        steps = self._lesson.steps
        number = state.step if state else 0
        left = f"{number}/{len(steps)}  {visible(steps[number - 1].title)}" if number else visible(self._lesson.title)
        right = f"[ {self._next()} ]" if self._next() else "playing"
        room = width - len(right) - 2
        left = left if len(left) <= room else f"{left[: max(room - 3, 0)]}..."
        return f"{left:{max(room, 0)}}  {right}"


def _short(item: shown.Item, most: int) -> shown.Item:
    """Of files that the room would page through for long, the names alone."""
    if not isinstance(item, shown.Scaffolded):
        return item
    lines = sum(change.diff.count("\n") + 1 for change in item.changes)
    changes = tuple(replace(change, diff="") for change in item.changes) if lines > most else item.changes
    return replace(item, changes=changes)
