"""What a session shows, and what it asks of a face."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wslearn.course.model import Lesson, Predict, Question, Step
from wslearn.course.project import FileChange
from wslearn.errors import WslearnError
from wslearn.session.live import Listener
from wslearn.trace.fan import Fan
from wslearn.trace.record import Entry, Finding
from wslearn.trace.row import Row
from wslearn.trace.waits import Errand

if TYPE_CHECKING:
    from wslearn.conversion import Conversion


@dataclass(frozen=True, slots=True)
class LessonOpened:
    """A lesson begins; `folder` is the learner's own, or None for a temporary one."""

    lesson: Lesson
    folder: str | None


@dataclass(frozen=True, slots=True)
class StepOpened:
    """A step begins."""

    step: Step
    of: int


@dataclass(frozen=True, slots=True)
class ProseShown:
    """Markdown to read."""

    markdown: str


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A fence that is only code."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Scaffolded:
    """The project went one stage on; `changes` is empty when the learner's files have it already."""

    purpose: str
    changes: tuple[FileChange, ...]
    pristine: bool


@dataclass(frozen=True, slots=True)
class VerbStarted:
    """A verb of a play is about to run."""

    line: str


@dataclass(frozen=True, slots=True)
class VerbTyped:
    """A verb of the prompt is about to run: as Python and as JavaScript say it."""

    python: str
    javascript: str


@dataclass(frozen=True, slots=True)
class RowsHidden:
    """Rows of these kinds are not drawn from now on; of none, all are again."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class WaitsShown:
    """What clients asked for and how long each thing waited."""

    caption: str
    errands: tuple[Errand, ...]


@dataclass(frozen=True, slots=True)
class TreeShown:
    """Where each `group_send` went; `counted`, only how many messages each end had."""

    caption: str
    fans: tuple[Fan, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class ConversionShown:
    """One value of a `convert` block, converted."""

    conversion: "Conversion"


@dataclass(frozen=True, slots=True)
class CommandRan:
    """A `manage.py` command and what it printed."""

    command: str
    exit_code: int
    output: str


@dataclass(frozen=True, slots=True)
class Guess:
    """An answer to a prediction: what will happen, in order, and the confidence from 1 to 3.

    Attributes:
        picked: places in `Predict.choices`, from 0; a single one unless the order is asked.
    """

    picked: tuple[int, ...]
    confidence: int


@dataclass(frozen=True, slots=True)
class Revealed:
    """What the trace says of a prediction.

    Attributes:
        happened: as `Guess.picked`; empty when the trace does not decide.
        after_ns: how long each of it came after the first.
    """

    predict: Predict
    guess: Guess | None
    happened: tuple[int, ...]
    after_ns: tuple[int, ...] = ()

    @property
    def right(self) -> bool:
        """Whether all of it was as predicted."""
        return self.guess is not None and self.guess.picked == self.happened


@dataclass(frozen=True, slots=True)
class Answered:
    """What was chosen for a question, None when it was not asked."""

    question: Question
    choice: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence of wslearn's own."""

    text: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was typed could not be done; the session goes on."""

    error: WslearnError


@dataclass(frozen=True, slots=True)
class YourTurn:
    """The steps are over and the prompt begins, connected to `socket`."""

    socket: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The rest of a step is not played: what is missing on this machine, one sentence; `source` is its needs block."""

    missing: str
    source: str


@dataclass(frozen=True, slots=True)
class OwnEdit:
    """A step failed on the learner's files and holds on the course's own: the files that differ, and what to type."""

    files: tuple[str, ...]
    command: str


@dataclass(frozen=True, slots=True)
class LessonEnded:
    """What was found, and the next thing to type."""

    findings: tuple[Finding, ...]
    next_command: str


Item = (
    LessonOpened
    | StepOpened
    | ProseShown
    | CodeShown
    | Scaffolded
    | VerbStarted
    | VerbTyped
    | RowsHidden
    | WaitsShown
    | TreeShown
    | ConversionShown
    | CommandRan
    | Revealed
    | Answered
    | Note
    | Trouble
    | YourTurn
    | LeftOut
    | OwnEdit
    | LessonEnded
)


class SilentFace:
    """Shows nothing and asks nobody."""

    def entry(self, entry: Entry) -> None:
        """Nothing is shown."""

    def rows(self, rows: Sequence[Row]) -> None:
        """Nothing is shown."""

    def show(self, item: Item) -> None:
        """Nothing is shown."""

    async def pause(self, ahead: str) -> None:
        """Go on."""

    async def guess(self, predict: Predict) -> Guess | None:
        """Nobody is asked."""
        return None

    async def answer(self, question: Question) -> int | None:
        """Nobody is asked."""
        return None

    async def ask_line(self, names: Sequence[str]) -> str | None:
        """There is no prompt."""
        return None


class Face(Listener, Protocol):
    """Shows a session and asks its person; a face without a person returns None at once.

    `pause`, `guess` and `answer` raise EOFError when the person ends the lesson there.
    """

    def show(self, item: Item) -> None:
        """Show something that is not part of the trace."""

    async def pause(self, ahead: str) -> None:
        """Wait until the person wants to go on; `ahead` says to what."""

    async def guess(self, predict: Predict) -> Guess | None:
        """Ask for a prediction."""

    async def answer(self, question: Question) -> int | None:
        """Ask a question; the number of the choice."""

    async def ask_line(self, names: Sequence[str]) -> str | None:
        """One line at the prompt; None when the person has ended it. `names` are the clients there are."""
