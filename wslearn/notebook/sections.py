"""The blocks of a lesson as cells, in the order in which they are read and run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from wslearn.course.model import (
    Block,
    Code,
    Convert,
    Expect,
    Lesson,
    Needs,
    Notes,
    Play,
    Predict,
    Prose,
    Question,
    Scaffold,
    Step,
    Tree,
    Waits,
)
from wslearn.notebook.cell import Cell, block, code, literal, plain, text
from wslearn.notebook.frame import MEASURED
from wslearn.notebook.lines import crowds_of, lines
from wslearn.notebook.prose import details, fence, prose

NEEDS: Mapping[str, str] = {
    "browser": "a browser that can be driven: Chromium or Chrome.",
    "redis": 'Redis: the program redis-server, and `pip install "wslearn[redis]"`.',
    "own-redis": 'Redis, one that may be stopped: the program redis-server, and `pip install "wslearn[redis]"`.',
    "nginx": "nginx: the package of this name.",
}
"""What a step is run with beside Python, by the names of `needs` blocks."""


@dataclass
class Section:
    """Turns the blocks of one step into cells.

    Args:
        lesson: whose step it is.
        step: None before the first one.
        notes: whether the presenter's notes are among them.
    """

    lesson: Lesson
    step: Step | None
    notes: bool = False
    _guessing: bool = field(default=False, init=False)
    _measured: bool = field(default=False, init=False)
    _judged: bool = field(default=False, init=False)
    _predictions: int = field(default=0, init=False)

    def cells(self, blocks: Sequence[Block]) -> Iterator[Cell]:
        """The cells of these blocks; what belongs to an exercise is left out."""
        for one in blocks:
            make = _CELLS.get(type(one))
            if make is not None:
                yield from make(self, one)

    def _prose(self, one: Prose) -> Iterator[Cell]:
        yield text("prose", prose(one.markdown))

    def _code(self, one: Code) -> Iterator[Cell]:
        if one.run:
            yield code("browser", f"%%browser\n{one.text}")
        else:
            yield text("code", fence(one.text, one.language))

    def _scaffold(self, one: Scaffold) -> Iterator[Cell]:
        yield text("purpose", plain(one.purpose))
        yield code("serve", f"server = await wslearn.serve({self.lesson.number}, step={self._stage(one)})\nserver")

    def _stage(self, one: Scaffold) -> str:
        """The step's number where it has one scaffold block; the block's name where it has more."""
        named = [other.name for other in self._blocks if isinstance(other, Scaffold)]
        return literal(one.name) if len(named) > 1 or self.step is None else str(self.step.number)

    def _needs(self, one: Needs) -> Iterator[Cell]:
        yield text("needs", f"This step is run with {NEEDS[one.means]}")

    def _play(self, one: Play) -> Iterator[Cell]:
        if not one.exercise:
            self._measured = one.counted or (self._measured and not self._judged)
            self._judged = False
            crowds = crowds_of([verb for play in self._blocks if isinstance(play, Play) for verb in play.verbs])
            # Of a counted play there are too many rows to draw.
            shown = [] if one.counted else ["server.recent.brief" if one.brief else "server.recent"]
            yield code("play", "\n".join([*lines(one.verbs, crowds), *shown]), *self._chance)

    def _expect(self, one: Expect) -> Iterator[Cell]:
        if not one.exercise:
            patterns = "\n".join(expectation.pattern.text for expectation in one.expectations)
            self._judged = True
            yield code("expect", f"server.expect({block(patterns)})", *self._chance)
            if self._guessing:
                self._guessing = False
                yield code("reveal", "guess.reveal(server)")

    def _predict(self, one: Predict) -> Iterator[Cell]:
        assert self.step is not None, "the text's parser lets predictions stand in steps only"
        self._guessing = True
        self._predictions += 1
        asked = f'{self.lesson.number}, {self.step.number}, number={self._predictions}, answer=""'
        yield code("predict", f"guess = wslearn.predict({asked})\nguess")

    def _waits(self, one: Waits) -> Iterator[Cell]:
        yield code("waits", f"server.waits({literal(one.caption)})", *self._chance)

    def _tree(self, one: Tree) -> Iterator[Cell]:
        counted = ", counted=True" if one.counted else ""
        yield code("tree", f"server.tree({literal(one.caption)}{counted})", *self._chance)

    def _convert(self, one: Convert) -> Iterator[Cell]:
        for value in one.values:
            yield code("convert", f"wslearn.convert({literal(value)}, {literal(one.language)})")

    def _question(self, one: Question) -> Iterator[Cell]:
        choices = _lettered([plain(choice.text) for choice in one.choices])
        whys = _lettered([("**Right.** " if choice.right else "") + plain(choice.why) for choice in one.choices])
        yield text("question", f"**{plain(one.question)}**\n\n{choices}\n\n{details('Answer', whys)}")

    def _notes(self, one: Notes) -> Iterator[Cell]:
        if self.notes:
            yield text("notes", f"**For the presenter.** {prose(one.markdown)}", "notes")

    @property
    def _chance(self) -> tuple[str, ...]:
        """The tags of what chance decides in part: of very many messages, in a browser, and when a Redis is killed."""
        own_pace = self.step is not None and {"browser", "own-redis"}.intersection(self.step.needs)
        return (MEASURED,) if self._measured or own_pace else ()

    @property
    def _blocks(self) -> Sequence[Block]:
        return self.step.blocks if self.step else self.lesson.intro


def _lettered(texts: Sequence[str]) -> str:
    return "\n".join(f"- {letter}: {one}" for letter, one in zip(ascii_lowercase, texts, strict=False))


_CELLS: Mapping[type[Any], Callable[[Section, Any], Iterator[Cell]]] = {
    Prose: Section._prose,
    Code: Section._code,
    Scaffold: Section._scaffold,
    Needs: Section._needs,
    Play: Section._play,
    Expect: Section._expect,
    Predict: Section._predict,
    Waits: Section._waits,
    Tree: Section._tree,
    Convert: Section._convert,
    Question: Section._question,
    Notes: Section._notes,
}
