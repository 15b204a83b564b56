"""The course as data. `load` makes it from the files that CONTRIBUTING.md, "A lesson on disk", describes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from wslearn.course.verbs import Verb
from wslearn.errors import UsageError
from wslearn.trace.patterns import Expectation, Pattern


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown to read, with the link definitions that it uses."""

    markdown: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A fence that is only shown; `language` is the first word after the fence, perhaps empty.

    With `run`, JavaScript that a notebook runs in a page.
    """

    language: str
    text: str
    source: str = ""
    run: bool = False


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Files that the project gains or that change.

    Attributes:
        name: of the folder below the lesson's `project/`.
        purpose: what it is for, in the lesson's words.
        files: their paths in the project, with `/`, sorted.
        folder: where they are on disk.
    """

    name: str
    purpose: str
    files: tuple[str, ...]
    folder: Path
    source: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """Verbs in order. They are parsed with sample payloads; `line` is as written, `$word` and all.

    With `exercise` it is played by `wslearn check`, not by `wslearn lesson`; likewise `Expect`. The rows of the
    handshakes and closings of a `brief` one are not drawn, and of a `counted` one those of its messages neither.
    """

    verbs: tuple[Verb, ...]
    source: str = ""
    exercise: bool = False
    brief: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Needs:
    """What a step is played with beside Python: a name of `MEANS`. Where it is missing, that is left out."""

    means: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """A picture of who waited for whom, over the plays that the `expect` block above judged."""

    caption: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Where each `group_send` went in the plays that the `expect` block above judged; `counted`, only how many."""

    caption: str
    counted: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Expect:
    """What the trace of the plays above must hold."""

    concepts: tuple[str, ...]
    expectations: tuple[Expectation, ...]
    source: str = ""
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to a prediction: it happened when the trace matches `when`.

    Attributes:
        why: the reason, shown to who had it wrong.
        number: its place in the file, from 0; it is the same in every run.
        mistake: id of the curriculum's mistake that it is, mostly empty.
    """

    text: str
    when: Pattern
    why: str
    number: int
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class Predict:
    """A question that is asked before the next play, and decided by its trace.

    Attributes:
        choices: as they are shown.
        ordered: whether the answer is several choices in the order in which they happen; else it is one.
    """

    question: str
    choices: tuple[Choice, ...]
    ordered: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a question about one key."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one key of one dict, asked after the run; exactly one choice is right."""

    question: str
    choices: tuple[Option, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Convert:
    """Values to show as a conversion table; `language` is `python`, `json` or `js`."""

    language: str
    values: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Where the exercise begins.

    Attributes:
        edit: the file that the learner edits, with `/`.
        starter: the id of the mistake that the untouched starter makes, or words of its first failed finding.
    """

    edit: str
    starter: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint, in Markdown."""

    markdown: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a presenter has before them during a step, in Markdown; the room does not see it."""

    markdown: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A known mistake, recognised by its trace.

    Attributes:
        id: the folder below `wrong/`, with a solution that makes it.
        name: how it is called to the learner.
        when: patterns over the trace; all must hold.
        did: what the code did, one line.
        hint: what to try, one line.
        folder: where the known-wrong solution is on disk.
    """

    id: str
    name: str
    when: tuple[Pattern, ...]
    did: str
    hint: str
    folder: Path
    source: str = ""


Block = (
    Prose
    | Code
    | Scaffold
    | Needs
    | Play
    | Waits
    | Tree
    | Expect
    | Predict
    | Question
    | Convert
    | Task
    | Hint
    | Wrong
    | Notes
)


@dataclass(frozen=True, slots=True)
class Step:
    """One `## ` heading and what stands below it; numbers count from 1."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    source: str = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of what it is played with beside Python."""
        return tuple(block.means for block in self.blocks if isinstance(block, Needs))


@dataclass(frozen=True, slots=True)
class Body:
    """A lesson below its front matter: the blocks before the first step, and the steps."""

    intro: tuple[Block, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the lesson's Daphne is started.

    Attributes:
        daphne: keyword arguments of `daphne.server.Server`; times in seconds.
        environment: variables that the server's process gets on top of its own.
        host: where it listens for others, as the learner asked; None for this machine only.
        redis: whether it finds a Redis, in REDIS_URL and REDIS_PREFIX, where this machine has one.
    """

    daphne: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    host: str | None = None
    redis: bool = False


class Text(Protocol):
    """A lesson's text, read when it is needed."""

    def body(self) -> Body:
        """All blocks, validated."""

    def scaffolds(self) -> tuple[Scaffold, ...]:
        """The scaffold blocks alone, in order."""


@dataclass(frozen=True)
class Lesson:
    """One lesson. Its body is read at first use and may raise `LessonError` then.

    Attributes:
        id: how it is called on the command line beside its number.
        summary: one line: what the reader will be able to do.
        minutes: how long it takes.
        socket: the path that the prompt connects to after the last step.
        page: the path of the lesson's page in a browser, None where it has none.
        requires: ids of lessons.
        folder: where it is on disk.
    """

    id: str
    number: int
    title: str
    summary: str
    minutes: int
    socket: str
    page: str | None
    requires: tuple[str, ...]
    server: ServerSettings
    folder: Path
    text: Text = field(repr=False, compare=False)

    @property
    def intro(self) -> tuple[Block, ...]:
        """The blocks before the first step."""
        return self._body.intro

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in order."""
        return self._body.steps

    @cached_property
    def scaffolds(self) -> tuple[Scaffold, ...]:
        """The scaffold blocks in order; cheaper than the steps."""
        return self.text.scaffolds()

    @cached_property
    def _body(self) -> Body:
        return self.text.body()


@dataclass(frozen=True, slots=True)
class Concept:
    """Which step introduces a concept."""

    lesson: str
    step: int


@dataclass(frozen=True, slots=True)
class Course:
    """All lessons in order, and the concepts with the step that introduces each."""

    title: str
    root: Path
    lessons: tuple[Lesson, ...]
    concepts: Mapping[str, Concept]

    def lesson(self, name: str) -> Lesson:
        """The lesson of a number (`3`, `03`), an id (`json`) or a folder name (`03_json`).

        Raises:
            UsageError: there is none; the hint names what comes near.
        """
        wanted = name.strip().casefold()
        for lesson in self.lessons:
            if wanted in (lesson.id.casefold(), lesson.folder.name.casefold()) or _number(wanted) == lesson.number:
                return lesson
        raise UsageError(f"There is no lesson {name!r}.", self._suggestion(wanted))

    def _suggestion(self, wanted: str) -> str:
        from difflib import get_close_matches

        close = get_close_matches(wanted, [lesson.id for lesson in self.lessons], n=1)
        return f"Did you mean: wslearn lesson {close[0]}" if close else "See them all with: wslearn lessons"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
