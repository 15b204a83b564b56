"""Plays a lesson: its blocks from top to bottom, then the prompt."""

from collections.abc import Sequence
from itertools import zip_longest

from wslearn.course.model import (
    Block,
    Code,
    Convert,
    Expect,
    Lesson,
    Needs,
    Play,
    Predict,
    Prose,
    Question,
    Scaffold,
    Step,
    Task,
    Tree,
    Waits,
)
from wslearn.course.payloads import Payloads
from wslearn.course.verbs import Verb, as_javascript, as_python, parse_verb
from wslearn.errors import ClientError, EnvironmentProblem, UsageError
from wslearn.session.face import (
    Answered,
    CodeShown,
    ConversionShown,
    Face,
    Guess,
    LeftOut,
    LessonEnded,
    LessonOpened,
    Note,
    OwnEdit,
    ProseShown,
    Revealed,
    RowsHidden,
    Scaffolded,
    StepOpened,
    TreeShown,
    Trouble,
    VerbStarted,
    VerbTyped,
    WaitsShown,
    YourTurn,
)
from wslearn.session.live import Live
from wslearn.session.means import lacking
from wslearn.session.place import Place
from wslearn.session.player import PROMPT, TIMEOUT, Player
from wslearn.session.prediction import decide
from wslearn.session.pristine import Pristine
from wslearn.trace.expectations import judge, pending
from wslearn.trace.fan import fans
from wslearn.trace.record import Finding, Record
from wslearn.trace.waits import errands

GREETINGS = frozenset({"handshake", "accept", "close", "disconnect"})
"""Kinds of rows that a `brief` play does not draw."""

COUNTED = GREETINGS | {"message", "layer", "leave", "ping"}
"""Kinds of rows that a `counted` play does not draw."""

# What is left out where something that it needs is missing.
_PLAYED = (Play, Expect, Predict, Question, Waits, Tree)


class LessonPlay:
    """One run of a lesson.

    Args:
        lesson: what is played.
        place: the project and its server.
        live: the trace.
        face: shows and asks.
        payloads: what `$word`, `$int`, `$list` stand for.
        steps: the numbers of the steps to play; all when empty.
        next_command: what to type after the lesson.
        pristine: the course's version of the learner's project, to compare a failed step with; None without one.
    """

    def __init__(
        self,
        lesson: Lesson,
        place: Place,
        live: Live,
        face: Face,
        payloads: Payloads,
        steps: Sequence[int] = (),
        next_command: str = "wslearn lessons",
        pristine: Pristine | None = None,
    ) -> None:
        self._lesson = lesson
        self._place = place
        self._live = live
        self._face = face
        self._payloads = payloads
        self._steps = [step for step in lesson.steps if not steps or step.number in steps]
        self._next_command = next_command
        self._pristine = pristine
        self._player = Player(place.host, live, face)
        self._since = 0
        self._guess: tuple[Predict, Guess | None] | None = None
        self._findings: list[Finding] = []
        self._judged: list[Record] = []
        self._left_out = False

    async def run(self) -> bool:
        """Play the steps; True when every expectation held.

        Raises:
            ServerNotStarted: the project cannot be served.
            EOFError: the person ended the lesson.
        """
        self._face.show(LessonOpened(self._lesson, str(self._place.host.folder) if self._place.is_own else None))
        for block in self._lesson.intro:
            await self._show(block)
        for step in self._steps:
            await self._play_step(step)
            if step is not self._steps[-1]:
                await self._face.pause("the next step")
        self._live.flush()
        return all(finding.passed for finding in self._findings)

    def end(self) -> None:
        """Say what was found, and what to type next."""
        self._face.show(LessonEnded(tuple(self._findings), self._next_command))

    async def prompt(self) -> None:
        """Stay connected and do what the learner types, until they end it."""
        self._face.show(YourTurn(self._lesson.socket))
        await self._type(f"connect {self._lesson.socket}")
        while (line := await self._face.ask_line(self._player.names)) is not None:
            if line.strip():
                await self._type(line)

    async def close(self) -> None:
        """End every connection."""
        await self._player.close()

    async def _type(self, line: str) -> None:
        """Do one line of the prompt."""
        try:
            verb = parse_verb(self._payloads.fill(line), PROMPT)
        except UsageError as error:
            self._face.show(Trouble(error))
            return
        self._face.show(VerbTyped(as_python(verb), as_javascript(verb)))
        try:
            finding = await self._player.run(verb)
        except ClientError as error:
            needs_none = verb.name in ("connect", "get", "manage")  # what they need is no open connection
            hint = error.hint if needs_none else f"Connect again: connect {self._lesson.socket}"
            self._face.show(Trouble(ClientError(error.message, hint)))
            return
        except EnvironmentProblem as error:
            # An edit of theirs that does not start: said, and the prompt goes on.
            self._face.show(Trouble(error))
            return
        await self._settle()
        if finding is not None:
            self._live.finding(finding)

    async def _play_step(self, step: Step) -> None:
        self._live.mark_step(step.number, step.title)
        self._since = 0
        failed_before = self._failed
        self._face.show(StepOpened(step, len(self._lesson.steps)))
        self._place.prepare(step)  # the server starts while they read
        self._left_out = False
        for block in step.blocks:
            if not (self._left_out and isinstance(block, _PLAYED)):
                await self._show(block)
        await self._settle()
        await self._blame(step, failed_before)

    async def _blame(self, step: Step, failed_before: int) -> None:
        """Where a step fails only because of the learner's own edit, say so and offer the pristine copy."""
        if self._pristine is None or not self._place.is_own or self._failed == failed_before:
            return
        edits = self._pristine.edits()
        if edits and await self._pristine.holds(step.number):
            self._face.show(OwnEdit(edits, f"wslearn lesson {self._lesson.number} --step {step.number} --pristine"))

    @property
    def _failed(self) -> int:
        return sum(not finding.passed for finding in self._findings)

    def _begin_exercise(self, task: Task) -> None:
        """Lay the starter into the learner's project, and say what to do with it."""
        starter = self._lesson.scaffolds[-1]
        self._show_applied(starter)
        number = self._lesson.number
        where = "Edit" if self._place.is_own else "Make a folder of your own first: wslearn start DIR. There, edit"
        self._face.show(Note(f"{where} {task.edit}, then type: wslearn check {number}"))
        self._face.show(Note(f"A hint, whenever you want one: wslearn hint {number}"))

    def _show_applied(self, block: Scaffold) -> None:
        changes, pristine = self._place.apply(block)
        self._face.show(Scaffolded(block.purpose, changes, pristine))

    async def _show(self, block: Block) -> None:
        """Show or do one block; an exercise's own blocks are for `wslearn check`."""
        match block:
            case Prose():
                self._face.show(ProseShown(block.markdown))
            case Code():
                self._face.show(CodeShown(block.language, block.text))
            case Waits(caption):
                self._face.show(WaitsShown(caption, errands(self._judged, self._live.client_of)))
            case Tree(caption, counted):
                found = fans(self._live.records, self._judged, self._live.client_of)
                self._face.show(TreeShown(caption, found, counted))
            case Convert():
                from wslearn.conversion import convert

                for value in block.values:
                    self._face.show(ConversionShown(convert(value, block.language)))
            case Predict():
                self._guess = (block, await self._face.guess(block))
            case Question():
                self._face.show(Answered(block, await self._face.answer(block)))
            case _:
                await self._perform(block)

    async def _perform(self, block: Block) -> None:
        """Do a block that changes or uses the project."""
        match block:
            case Scaffold():
                self._show_applied(block)
            case Needs(means, source):
                if missing := lacking(means):
                    self._left_out = True
                    self._face.show(LeftOut(missing, source))
            case Task():
                self._begin_exercise(block)
            case Play() if not block.exercise:
                await self._play(block)
            case Expect() if not block.exercise:
                await self._expect(block)

    async def _play(self, block: Play) -> None:
        """Do the verbs; messages sent one right after the other go out together, whatever drawing them takes."""
        if self._guess is None or self._guess[1] is None:  # a prediction has made them stop already
            await self._face.pause("the run")
        self._face.show(RowsHidden(COUNTED if block.counted else GREETINGS if block.brief else frozenset()))
        verbs = [parse_verb(self._payloads.fill(verb.line), verb.source) for verb in block.verbs]
        for verb, following in zip_longest(verbs, verbs[1:]):
            await self._do(verb, settle=not (_sends(verb) and following is not None and _sends(following)))

    async def _do(self, verb: Verb, settle: bool) -> None:
        if not verb.name.startswith(("expect", "wait")):  # what was expected is told by its finding
            self._face.show(VerbStarted(verb.line))
        finding = await self._player.run(verb)
        if settle:
            await self._settle()
        if finding is not None:
            self._found(finding)

    async def _settle(self) -> None:
        """Show the rows of what was done before anything else is shown."""
        await self._place.host.settled()
        await self._live.quiet()

    async def _expect(self, block: Expect) -> None:
        """Judge the records since the last `expect`, once they are in."""
        client_of = self._live.client_of

        def unmatched() -> bool:
            return pending(block.expectations, self._live.since(self._since), client_of)

        await self._live.until(lambda: not unmatched(), TIMEOUT)
        await self._settle()
        records = self._judged = self._live.since(self._since)
        self._reveal()
        for finding in judge(block.expectations, records, client_of):
            self._found(finding)
        self._since = self._live.position

    def _reveal(self) -> None:
        """Let the trace decide the prediction that was made before these plays."""
        if self._guess is None:
            return
        predict, guess = self._guess
        self._guess = None
        decision = decide(predict, self._live.since(self._since), self._live.client_of)
        self._face.show(Revealed(predict, guess, decision.happened, decision.after_ns))
        if decision.problem:
            self._found(Finding(False, "the trace decides the prediction", decision.problem, source=predict.source))

    def _found(self, finding: Finding) -> None:
        self._findings.append(finding)
        self._live.finding(finding)


def _sends(verb: Verb) -> bool:
    return verb.name.startswith("send")
