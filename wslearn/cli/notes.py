"""`wslearn notes N`: the presenter's notes, which follow a lesson on a projector."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from rich.console import RenderableType

    from wslearn.course.model import Block, Lesson
    from wslearn.render.console import Screen
    from wslearn.render.notes import Ask

_LOOK = 0.2
"""Seconds between two looks at where the projector is."""


def notes(
    name: Annotated[str, typer.Argument(metavar="LESSON", help="Number or name: 3, json.", show_default=False)],
    everything: Annotated[bool, typer.Option("--all", help="Print the notes on all steps, and end.")] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Show the presenter's notes on a second terminal: they follow wslearn lesson N --projector, step by step.

    Ctrl-C ends it. Without a terminal, and with --all, the notes on all steps are printed.
    """
    from wslearn.course.courses import open_course
    from wslearn.render.console import make_console

    lesson = open_course().lesson(name)
    console = make_console(plain=plain, theme=theme)
    if everything or not sys.stdout.isatty():
        for number in range(len(lesson.steps) + 1):
            console.print(_page(lesson, number), "")
        return 0
    return asyncio.run(_follow(lesson, console))


async def _follow(lesson: "Lesson", console: "Screen") -> int:
    """Draw the notes anew whenever the step is another one."""
    from wslearn.render.lesson import notice
    from wslearn.session.following import Following

    following, drawn = Following(lesson.id), -2
    while True:
        position = following.read()
        step = position.step if position else -1
        if step != drawn and step <= len(lesson.steps):
            drawn = step
            console.clear()
            console.print(_page(lesson, max(step, 0)))
            if position is None:
                console.print("", notice(f"Nobody shows this lesson now: wslearn lesson {lesson.number} --projector"))
        await asyncio.sleep(_LOOK)


def _page(lesson: "Lesson", number: int) -> "RenderableType":
    """The notes on a step; 0 is what stands before the first."""
    from wslearn.course.model import Notes
    from wslearn.render.notes import notes_page

    steps = lesson.steps
    step = steps[number - 1] if number else None
    blocks = step.blocks if step else lesson.intro
    title = f"Step {number} of {len(steps)}: {step.title}" if step else f"Lesson {lesson.number}: {lesson.title}"
    said = [block.markdown for block in blocks if isinstance(block, Notes)]
    then = steps[number].title if number < len(steps) else "the end"
    return notes_page(title, said, list(filter(None, map(_ask, blocks))), then)


def _ask(block: "Block") -> "Ask | None":
    """A prediction or a question as one for the room."""
    from wslearn.course.model import Predict, Question
    from wslearn.render.notes import Ask

    if not isinstance(block, Predict | Question):
        return None
    return Ask(block.question, [(choice.text, choice.why) for choice in block.choices])
