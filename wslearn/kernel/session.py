"""One served project and its clients, on the loop that they live on. Knows nothing of cells and of what they show.

A step of a lesson is served as `wslearn lesson` serves it, from a temporary folder; everything is awaited on one loop.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wslearn.client import Client, Handshake
from wslearn.course.exercise import exercise_of
from wslearn.course.model import Course, Lesson, Scaffold
from wslearn.course.payloads import Payloads
from wslearn.course.project import FileChange, write_project
from wslearn.course.stages import Stage, stages
from wslearn.course.verb import Verb
from wslearn.course.verbs import parse_verb
from wslearn.errors import ClientError, UsageError
from wslearn.kernel.kept import KeptRows, WholeRows
from wslearn.kernel.steady import is_steady
from wslearn.server.process import Ready, Server
from wslearn.session.face import CommandRan, Item, SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.player import PROMPT, Player
from wslearn.trace.expectations import judge, pending
from wslearn.trace.patterns import parse_expectations
from wslearn.trace.record import Finding, Record

# Seconds that an expectation waits for a record that has not come yet.
_PATIENCE = 5.0
# Seconds that a row is waited for, where rows are kept whole.
_ROW_PATIENCE = 0.5


class Session:
    """The project at one stage, its server, its clients and what they did.

    Args:
        course, lesson, stage: what is served.
        payloads: the seed goes into the trace's header.

    Attributes:
        kept: the rows.
        judged: the records that the last `expect` was about.
        changes: what the stage added to the one before.
    """

    def __init__(self, course: Course, lesson: Lesson, stage: Stage, payloads: Payloads) -> None:
        self.lesson = lesson
        self.stage = stage
        self.kept = WholeRows() if is_steady() else KeptRows()
        self.judged: list[Record] = []
        self._judged_from = self._judged_to = 0
        self._printed: list[CommandRan] = []
        self._ended = False
        self._temporary = tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True)
        self.folder = Path(self._temporary.name)
        project = write_project(self.folder, course, stage.before)
        self.changes: Sequence[FileChange] = project.advance(course, stage)
        self.live = Live([self.kept], lesson=lesson.id, seed=payloads.seed)
        self.host = Host(self.folder, lesson.server, self.live, lambda name: Server(self.live.take_from_thread, name))
        self._player = Player(self.host, self.live, _Printing(self._printed))

    async def serve(self) -> Ready:
        """Start the server, unless it runs.

        Raises:
            ClientError: it was stopped; or all of this was ended.
            ServerNotStarted: the project cannot be served.
        """
        self._check()
        return await self._player.ready()

    async def connect(self, name: str, arguments: dict[str, Any]) -> tuple[Client, Handshake]:
        """Open a connection; arguments as of the verb `connect`."""
        self._check()
        await self._player.run(Verb("connect", name, arguments, f"connect {arguments['path']}", PROMPT))
        return self._player.client(name), self._player.handshake(name)

    def new_client(self, name: str) -> Client:
        """A client that is not connected, whose records go into this trace."""
        return self._player.new_client(name)

    async def do(self, line: str) -> tuple[Finding | None, tuple[CommandRan, ...]]:
        """Do one line with a verb; what it found, and what management commands printed."""
        self._check()
        self._printed.clear()
        found = await self._player.run(parse_verb(line, PROMPT))
        return found, tuple(self._printed)

    async def settle(self) -> None:
        """Wait until what has been done is recorded."""
        await self.host.settled()
        await self.live.quiet()

    async def complete(self) -> None:
        """Wait until what has been done is in the rows."""
        await self.settle()
        await self.live.until(lambda: not self.kept.held, _ROW_PATIENCE)
        self.kept.give()

    async def expect(self, text: str) -> tuple[Finding, ...]:
        """Judge the records since the last `expect`; the same ones again when there are no new ones.

        Args:
            text: pattern lines, as of an `expect` block.

        Raises:
            LessonError: a line is no pattern.
        """
        expectations = parse_expectations(text, "expect")
        await self.settle()
        if self.live.position > self._judged_to:
            self._judged_from, self._judged_to = self._judged_to, self.live.position
        start = self._judged_from
        await self.live.until(lambda: not pending(expectations, self.live.since(start), self.live.client_of), _PATIENCE)
        await self.complete()
        self._judged_to = self.live.position
        self.judged = self.live.since(start)
        return judge(expectations, self.judged, self.live.client_of)

    async def close(self) -> None:
        """End clients, servers and the folder; nothing is heard of them afterwards."""
        self._ended = True
        try:
            await self._player.close()
        finally:  # Stop was pressed
            self.host.close()
            self._temporary.cleanup()
        await asyncio.sleep(0)  # the last records are handed over through the loop
        self.live.flush()

    def _check(self) -> None:
        if self._ended:
            what = f"This server of lesson {self.lesson.number} has ended: another one was served after it."
            raise ClientError(what, f"Serve it again: server = await wslearn.serve({self.lesson.number})")


class _Printing(SilentFace):
    """Keeps what management commands printed."""

    def __init__(self, printed: list[CommandRan]) -> None:
        self._printed = printed

    def show(self, item: Item) -> None:
        """Keep it."""
        if isinstance(item, CommandRan):
            self._printed.append(item)


def stage_of(course: Course, lesson: Lesson, step: int | str | None) -> Stage:
    """The stage of the project in a step: the last scaffold block up to it; by name; or the lesson's last.

    The lesson's last, and that of the exercise's step, has the exercise's starter.

    Raises:
        UsageError: the lesson has no such step.
    """
    before = [stage for stage in stages(course) if stage.lesson.number < lesson.number]
    mine = {stage.scaffold.name: stage for stage in stages(course) if stage.lesson.id == lesson.id}
    exercise = exercise_of(lesson)
    if step is None or (exercise is not None and step == exercise.step):
        return [*before, *mine.values()][-1]
    if isinstance(step, str) and step in mine:
        return mine[step]
    if step not in {one.number for one in lesson.steps}:
        names = f"steps are 1 to {len(lesson.steps)}, its stages {', '.join(mine)}."
        raise UsageError(f"Lesson {lesson.number} has no step {step!r}.", f"Its {names}")
    blocks = [block for one in lesson.steps if one.number <= step for block in one.blocks]
    return [*before, *(mine[block.name] for block in blocks if isinstance(block, Scaffold))][-1]
