"""The fenced blocks of a lesson that do something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from wslearn.course.model import (
    Block,
    Choice,
    Convert,
    Expect,
    Hint,
    Needs,
    Notes,
    Option,
    Play,
    Predict,
    Question,
    Scaffold,
    Task,
    Tree,
    Waits,
    Wrong,
)
from wslearn.course.payloads import Payloads, unknown_name
from wslearn.course.toml import Place, Table, parse_toml
from wslearn.course.verbs import Verb, is_comment, parse_verb
from wslearn.errors import UsageError
from wslearn.trace.patterns import parse_expectations, parse_pattern

LEFT_BEHIND = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".DS_Store", "db.sqlite3"}
"""What tools leave in a lesson's folders; it is no part of the project."""

EXERCISE = "exercise"
"""The word after `play` and `expect` that makes them part of the exercise."""

BRIEF = "brief"
"""The word after `play`: the rows of its handshakes and closings are not drawn."""

COUNTED = "counted"
"""The word after `play` and `tree`: there is so much that it is counted, and not drawn one by one."""

LANGUAGES = ("python", "json", "js")

MEANS = ("browser", "redis", "own-redis", "nginx")
"""What a step may need that is not installed with wslearn."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block as it stands in the file.

    Attributes:
        words: the words after the fence, the block's kind left out.
        text: the content.
        place: of the opening fence.
        folder: of the lesson.
        payloads: what `$word` and the like stand for.
    """

    words: tuple[str, ...]
    text: str
    place: Place
    folder: Path
    payloads: Payloads

    @property
    def content(self) -> Place:
        """Where the content begins."""
        return self.place.at(1)

    def fill(self, text: str, place: Place) -> str:
        """The text with its names replaced."""
        if unknown := unknown_name(text):
            place.wrong(
                f"nothing is called {unknown}.", "There are $word, $int, $list and numbered ones; $$ is a dollar."
            )
        return self.payloads.fill(text)


def parse_block(kind: str, fence: Fence) -> Block:
    """A fence whose kind is in `KINDS` as a block.

    Raises:
        LessonError: it is damaged.
    """
    return KINDS[kind](fence)


def scaffold(fence: Fence) -> Scaffold:
    """The block `scaffold`, with its files found."""
    if len(fence.words) != 1:
        fence.place.wrong("a scaffold block takes one name.", "It is written: ```scaffold 01_name")
    name = fence.words[0]
    folder = fence.folder / "project" / name
    if name in (".", "..") or {"/", "\\"} & set(name) or not folder.is_dir():
        fence.place.wrong(f"the folder project/{name} is missing.", f"Make {fence.folder.name}/project/{name}/")
    files = tuple(sorted(files_below(folder)))
    if not files:
        fence.place.wrong(f"the folder project/{name} is empty.")
    purpose = fence.text.strip()
    if not purpose:
        fence.place.wrong("the scaffold block does not say what it is for.", "Write one sentence inside it.")
    return Scaffold(name, purpose, files, folder, str(fence.place))


def files_below(folder: Path) -> list[str]:
    """The files of the folder, without what tools left there."""
    found = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return [path.as_posix() for path in found if not LEFT_BEHIND & set(path.parts)]


def _play(fence: Fence) -> Play:
    exercise, brief, counted = (fence.words == (word,) for word in (EXERCISE, BRIEF, COUNTED))
    if not (exercise or brief or counted):
        _no_words("play", fence)
    lines = enumerate(fence.text.split("\n"))
    verbs = tuple(_verb(line, fence, offset) for offset, line in lines if not is_comment(line))
    if not verbs:
        fence.place.wrong("the play block is empty.")
    return Play(verbs, str(fence.place), exercise, brief, counted)


def _needs(fence: Fence) -> Needs:
    if len(fence.words) != 1 or fence.words[0] not in MEANS:
        fence.place.wrong(f"a needs block names one of {', '.join(MEANS)}.", "It is written: ```needs browser")
    if fence.text.strip():
        fence.place.wrong("the needs block has text inside.", "Leave it empty.")
    return Needs(fence.words[0], str(fence.place))


def _waits(fence: Fence) -> Waits:
    _no_words("waits", fence)
    return Waits(_caption("waits", fence), str(fence.place))


def _tree(fence: Fence) -> Tree:
    counted = fence.words == (COUNTED,)
    if not counted:
        _no_words("tree", fence)
    return Tree(_caption("tree", fence), counted, str(fence.place))


def _caption(kind: str, fence: Fence) -> str:
    if not fence.text.strip():
        fence.place.wrong(f"the {kind} block does not say what it shows.", "Write one sentence inside it.")
    return fence.text.strip()


def _verb(line: str, fence: Fence, offset: int) -> Verb:
    place = fence.content.at(offset)
    try:
        return replace(parse_verb(fence.fill(line, place), str(place)), line=line)
    except UsageError as error:
        place.wrong(error.message, error.hint)


def _expect(fence: Fence) -> Expect:
    exercise = EXERCISE in fence.words
    concepts = tuple(word for word in fence.words if word != EXERCISE)
    text = fence.fill(fence.text, fence.content)
    expectations = parse_expectations(text, str(fence.content), concepts)
    if not expectations:
        fence.place.wrong("the expect block is empty.")
    return Expect(concepts, expectations, str(fence.place), exercise)


def _predict(fence: Fence) -> Predict:
    """`[[choice]]` one of which happens, or `[[event]]` whose order is asked."""
    _no_words("predict", fence)
    table = parse_toml(fence.text, fence.content)
    ordered = "event" in table
    answers = _answers(table, "event" if ordered else "choice", fence)
    choices = tuple(_choice(answer, number, fence) for number, answer in enumerate(answers))
    question = table.text("question")
    return Predict(question, _shuffled(choices, question, fence) if ordered else choices, ordered, str(fence.place))


def _choice(table: Table, number: int, fence: Fence) -> Choice:
    table.only("text", "when", "why", "mistake")
    place = table.at("when")
    when = parse_pattern(fence.fill(table.text("when"), place), str(place))
    mistake = table.text("mistake") if "mistake" in table else ""
    return Choice(table.text("text"), when, table.text("why"), number, mistake)


def _shuffled(events: tuple[Choice, ...], question: str, fence: Fence) -> tuple[Choice, ...]:
    """The events in an order that tells nothing, another one in every run."""
    if any(event.when.negated for event in events):
        fence.place.wrong("a pattern with `no` stands at no time, so it is no event.", "Take a [[choice]] for it.")
    return tuple(events[number] for number in fence.payloads.shuffled(question, range(len(events))))


def _question(fence: Fence) -> Question:
    _no_words("question", fence)
    table = parse_toml(fence.text, fence.content)
    options = tuple(_option(choice) for choice in _answers(table, "choice", fence))
    if sum(option.right for option in options) != 1:
        fence.place.wrong("exactly one choice must have right = true.")
    return Question(table.text("question"), options, str(fence.place))


def _option(table: Table) -> Option:
    table.only("text", "right", "why")
    return Option(table.text("text"), table.flag("right"), table.text("why"))


def _answers(table: Table, key: str, fence: Fence) -> list[Table]:
    """The tables below a question, one an answer."""
    table.only("question", key)
    answers = table.tables(key)
    if len(answers) < 2:
        fence.place.wrong(f"there must be two {key}s or more.")
    return answers


def _convert(fence: Fence) -> Convert:
    language = fence.words[0] if fence.words else "python"
    if language not in LANGUAGES or len(fence.words) > 1:
        fence.place.wrong(f"values cannot be converted from {' '.join(fence.words)!r}.", "From python, json or js.")
    values = tuple(line for line in fence.text.split("\n") if line.strip())
    if not values:
        fence.place.wrong("the convert block is empty.")
    return Convert(language, values, str(fence.place))


def _task(fence: Fence) -> Task:
    _no_words("exercise", fence)
    table = parse_toml(fence.text, fence.content)
    table.only("edit", "starter")
    for name in ("starter", "solution"):
        if not (fence.folder / name / table.text("edit")).is_file():
            table.at("edit").wrong(f"{name}/{table.text('edit')} is missing.")
    return Task(table.text("edit"), table.text("starter"), str(fence.place))


def starter(folder: Path) -> Scaffold | None:
    """The starter of a lesson's exercise as the last stage of its project; None when there is none."""
    files = tuple(sorted(files_below(folder / "starter")))
    return Scaffold("starter", "The exercise begins.", files, folder / "starter") if files else None


def _hint(fence: Fence) -> Hint:
    _no_words("hint", fence)
    if not fence.text.strip():
        fence.place.wrong("the hint is empty.")
    return Hint(fence.text.strip(), str(fence.place))


def _notes(fence: Fence) -> Notes:
    _no_words("notes", fence)
    if not fence.text.strip():
        fence.place.wrong("the notes are empty.")
    return Notes(fence.text.strip(), str(fence.place))


def _wrong(fence: Fence) -> Wrong:
    if len(fence.words) != 1:
        fence.place.wrong("a wrong block takes one name.", "It is written: ```wrong int-as-text")
    folder = fence.folder / "wrong" / fence.words[0]
    if not folder.is_dir() or not files_below(folder):
        fence.place.wrong(f"the folder wrong/{fence.words[0]} is missing or empty.")
    table = parse_toml(fence.text, fence.content)
    table.only("name", "when", "did", "try")
    place = table.at("when")
    when = tuple(parse_pattern(fence.fill(line, place), str(place)) for line in table.texts("when"))
    if all(pattern.negated for pattern in when):
        place.wrong("one pattern at least must be without `no`.", "Of a server that did not start, each `no` holds.")
    return Wrong(
        fence.words[0], table.text("name"), when, table.text("did"), table.text("try"), folder, str(fence.place)
    )


def _no_words(kind: str, fence: Fence) -> None:
    if fence.words:
        fence.place.wrong(f"a {kind} block takes no name, and found {' '.join(fence.words)!r}.")


KINDS: Mapping[str, Callable[[Fence], Block]] = MappingProxyType(
    {
        "scaffold": scaffold,
        "needs": _needs,
        "play": _play,
        "waits": _waits,
        "tree": _tree,
        "expect": _expect,
        "predict": _predict,
        "question": _question,
        "convert": _convert,
        "exercise": _task,
        "hint": _hint,
        "notes": _notes,
        "wrong": _wrong,
    }
)
