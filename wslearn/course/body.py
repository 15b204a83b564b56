"""The text of a lesson: prose, fenced blocks and steps, found as CommonMark says."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from wslearn.course.blocks import KINDS, Fence, parse_block, scaffold, starter
from wslearn.course.model import Block, Body, Code, Expect, Play, Predict, Prose, Scaffold, Step, Tree, Waits
from wslearn.course.payloads import Payloads
from wslearn.course.toml import Place

RUN = ["js", "run"]
"""The words after a fence with JavaScript that a notebook runs, and everybody else is shown."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the text: a heading of a step, a fence, or prose between them; lines count from 0."""

    kind: str
    first: int
    end: int
    text: str
    info: str = ""


@dataclass(frozen=True)
class LessonText:
    """A lesson's text; it is parsed when it is asked for.

    Attributes:
        markdown: the file below its front matter.
        place: of its first line.
        folder: of the lesson.
        payloads: what `$word` and the like stand for in plays, expectations and predictions.
    """

    markdown: str
    place: Place
    folder: Path
    payloads: Payloads

    def scaffolds(self) -> tuple[Scaffold, ...]:
        """The scaffold blocks in order.

        Raises:
            LessonError: one of them is damaged, or two have the same name.
        """
        fences = [part for part in self._parts if part.kind == "fence" and _kind(part) == "scaffold"]
        found = tuple(scaffold(self._fence(part)) for part in fences)
        for number, block in enumerate(found):
            if block.name in [earlier.name for earlier in found[:number]]:
                self.place.at(fences[number].first).wrong(f"project/{block.name} is applied twice.")
        last = starter(self.folder)
        return (*found, last) if last else found

    def body(self) -> Body:
        """All blocks.

        Raises:
            LessonError: the text is damaged.
        """
        self.scaffolds()
        intro: list[Block] = []
        steps: list[tuple[_Part, list[Block]]] = []
        for part in self._parts:
            if part.kind == "step":
                steps.append((part, []))
            else:
                (steps[-1][1] if steps else intro).append(self._block(part))
        if not steps:
            self.place.wrong("the lesson has no step.", 'A step begins with a heading "## ".')
        return Body(tuple(intro), tuple(self._step(number, *step) for number, step in enumerate(steps, 1)))

    def _step(self, number: int, heading: _Part, blocks: list[Block]) -> Step:
        place = self.place.at(heading.first)
        for position, block in enumerate(blocks):
            if isinstance(block, Predict):
                _decided(block, blocks[position + 1 :])
            if isinstance(block, Waits | Tree) and not any(
                isinstance(earlier, Expect) for earlier in blocks[:position]
            ):
                _place(block.source).wrong("no expect block stands above this in the step.", "It draws its plays.")
        return Step(number, heading.text, tuple(blocks), str(place))

    def _block(self, part: _Part) -> Block:
        source = self.place.at(part.first)
        if part.kind == "prose":
            return Prose(part.text, str(source))
        if _kind(part) in KINDS:
            return parse_block(_kind(part), self._fence(part))
        return Code(_kind(part), part.text, str(source), run=part.info.split() == RUN)

    def _fence(self, part: _Part) -> Fence:
        words = tuple(part.info.split()[1:])
        return Fence(words, part.text, self.place.at(part.first), self.folder, self.payloads)

    @cached_property
    def _parts(self) -> list[_Part]:
        from markdown_it import MarkdownIt

        environment: dict[str, Any] = {}
        tokens = MarkdownIt("commonmark").enable("table").parse(self.markdown, environment)
        active = list(self._active(tokens))
        return list(_with_prose(active, self.markdown.split("\n"), environment.get("references", {})))

    def _active(self, tokens: list[Any]) -> Iterator[_Part]:
        """The headings of steps, and the fences."""
        lines = self.markdown.split("\n")
        for position, token in enumerate(tokens):
            if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
                yield _Part("step", token.map[0], token.map[1], tokens[position + 1].content)
            elif token.type == "fence" and token.level == 0:
                self._check_closed(token, lines)
                text = token.content.removesuffix("\n")
                yield _Part("fence", token.map[0], token.map[1], text, token.info)
            elif token.type == "fence" and token.info.split()[:1] and token.info.split()[0] in KINDS:
                place = self.place.at(token.map[0])
                place.wrong(
                    f"the {token.info.split()[0]} block stands inside a list or quotation.", "Do not indent it."
                )

    def _check_closed(self, token: Any, lines: list[str]) -> None:
        first, end = token.map
        last = lines[end - 1].strip()
        if end - first < 2 or not last.startswith(token.markup) or last.strip(token.markup[0]):
            self.place.at(first).wrong("this fence is never closed.", f"Close it with a line {token.markup}")


def _kind(part: _Part) -> str:
    """The first word after the fence."""
    return part.info.split()[0] if part.info.split() else ""


def _decided(predict: Predict, after: list[Block]) -> None:
    """Raise when no play and then no expect block follows: the trace could not decide."""
    kinds = [type(block) for block in after if isinstance(block, Play | Expect | Predict)]
    until = kinds.index(Expect) if Expect in kinds else 0
    if Play not in kinds[:until] or Predict in kinds[:until]:
        _place(predict.source).wrong(
            "no play and expect block decide this prediction.", "Both must follow it in the same step."
        )


def _place(source: str) -> Place:
    file, _, line = source.rpartition(":")
    return Place(file, int(line))


def _with_prose(active: list[_Part], lines: list[str], references: dict[str, Any]) -> Iterator[_Part]:
    """The parts with the prose between them; each piece of prose gets the link definitions that it uses."""
    defined = {number for reference in references.values() for number in range(*reference["map"])}
    begin = 0
    for part in [*active, _Part("end", len(lines), len(lines), "")]:
        prose = [("" if number in defined else lines[number]) for number in range(begin, part.first)]
        if any(line.strip() for line in prose):
            blank = next(number for number, line in enumerate(prose) if line.strip())
            text = "\n".join(prose).strip("\n")
            yield _Part("prose", begin + blank, part.first, text + _definitions(text, references))
        if part.kind != "end":
            yield part
        begin = part.end


def _definitions(text: str, references: dict[str, Any]) -> str:
    """The definitions of the labels in brackets that a text uses, as Markdown."""
    folded = " ".join(text.upper().split())
    used = [(label, reference) for label, reference in references.items() if f"[{label}]" in folded]
    return "".join(f"\n\n[{label.lower()}]: <{reference['href']}>" for label, reference in used)
