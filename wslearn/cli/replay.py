"""`wslearn replay`: a saved trace as it was seen."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.browser import Browser, BrowserOption, HostOption, PanelPortOption, browser_options, open_window
from wslearn.cli.options import HideOption, JsonLinesOption, LanesOption, PlainOption, ThemeOption

if TYPE_CHECKING:
    from rich.console import Console

    from wslearn.errors import UsageError
    from wslearn.render.timeline import View
    from wslearn.trace.jsonl import Trace


def replay(
    file: Annotated[Path, typer.Argument(help="A trace made with --save.")],
    step: Annotated[bool, typer.Option("--step", help="Wait for Enter before each row.")] = False,
    lanes: LanesOption = "",
    hide: HideOption = "",
    plain: PlainOption = False,
    theme: ThemeOption = None,
    json: JsonLinesOption = False,
    browser: BrowserOption = False,
    panel_port: PanelPortOption = 0,
    host: HostOption = None,
) -> int:
    """Show a saved trace again, exactly as it was seen.

    With --browser it stays in your browser until Ctrl-C.

    Exit codes: 0 shown, 1 the file is damaged and all that can be read was shown, 2 there is no such trace.
    """
    from wslearn.cli.damage import tell_damage
    from wslearn.cli.view import lanes_of, make_view
    from wslearn.render.console import make_console
    from wslearn.trace.jsonl import read

    if browser and step:
        raise _two_ways_to_wait()
    trace = read(file)
    view = make_view(lanes, hide, lanes_of(trace))
    drawn = _print_lines(trace) if json else _draw(trace, make_console(plain=plain, theme=theme), view, step)
    if browser:
        asyncio.run(_serve(trace, file.name, browser_options(browser, panel_port, host), drawn))
    else:
        for _ in drawn:
            pass
    return tell_damage(trace)


def _two_ways_to_wait() -> "UsageError":
    from wslearn.errors import UsageError

    return UsageError("--step and --browser cannot be given at once.", "The browser shows all rows: scroll there.")


async def _serve(trace: "Trace", name: str, browser: Browser, drawn: Iterable[None]) -> None:
    """The panel, until Ctrl-C; it is there while a long file is still being drawn here."""
    from wslearn.panel.loading import played
    from wslearn.panel.stream import About

    async with open_window(browser, About("replay", name), backlog=played(trace)) as window:
        window.show(None)
        for _ in drawn:
            await asyncio.sleep(0)
        await asyncio.Event().wait()


def _print_lines(trace: "Trace") -> Iterator[None]:
    """Each entry as its line; between two of them somebody else may have a turn."""
    from wslearn.trace.jsonl import dump_line

    for entry in (trace.header, *trace.entries, *((trace.damage,) if trace.damage else ())):
        sys.stdout.write(dump_line(entry) + "\n")
        yield
    sys.stdout.flush()


def _draw(trace: "Trace", console: "Console", view: "View", step: bool) -> Iterator[None]:
    """Everything in order, one after the other. Unlike a live session it never folds rows: nobody is kept waiting."""
    from wslearn.render.lesson import finding, step_heading
    from wslearn.render.timeline import Timeline
    from wslearn.trace.playback import play_back
    from wslearn.trace.record import StepMark
    from wslearn.trace.row import Row

    waits = step and _tell_keys()
    titles = True
    for item in play_back(trace):
        if not isinstance(item, Row):
            part = step_heading(item.number, item.title) if isinstance(item, StepMark) else finding(item)
            console.print(part)
        elif view.shows(item):
            waits = waits and _wait(console)
            console.print(Timeline([item], view, titles=titles), end="")
            titles = False
        yield


def _tell_keys() -> bool:
    sys.stderr.write("Enter shows the next row, Ctrl-D all that is left, Ctrl-C ends.\n")
    sys.stderr.flush()
    return True


def _wait(console: "Console") -> bool:
    """Wait for Enter; False when standard input has ended and there is nobody to wait for."""
    from rich.control import Control
    from rich.segment import ControlType

    line = sys.stdin.readline()
    if line and sys.stdin.isatty():
        # The terminal echoed the newline: go back over it, so that rows stand as they did.
        console.control(Control.move(0, -1), Control((ControlType.ERASE_IN_LINE, 2)))
    return bool(line)
