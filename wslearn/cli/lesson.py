"""`wslearn lesson N`: a lesson on a real Daphne."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.browser import Browser, BrowserOption, HostOption, PanelPortOption, browser_options, open_window
from wslearn.cli.options import (
    HideOption,
    JsonLinesOption,
    LanesOption,
    PlainOption,
    SaveOption,
    ShowSecretsOption,
    ThemeOption,
)

if TYPE_CHECKING:
    from wslearn.cli.browser import Window
    from wslearn.cli.drawn_face import DrawnFace
    from wslearn.cli.faces import JsonFace
    from wslearn.cli.recording import Recording
    from wslearn.course.model import Course, Lesson, Step
    from wslearn.course.payloads import Payloads
    from wslearn.render.timeline import View


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the command, as they were typed."""

    pristine: bool
    auto: bool
    predict: bool
    steps: tuple[int, ...]
    lanes: str
    hide: str
    save: Path | None
    json: bool
    plain: bool
    theme: str | None
    show_secrets: bool
    browser: Browser
    projector: bool = False
    recording: "Recording | None" = None


def lesson(
    name: Annotated[str, typer.Argument(metavar="LESSON", help="Number or name: 3, json.", show_default=False)],
    auto: Annotated[bool, typer.Option("--auto", help="No questions, all steps; exit code 1 if one fails.")] = False,
    no_predict: Annotated[bool, typer.Option("--no-predict", help="Do not ask for predictions.")] = False,
    step: Annotated[
        list[int] | None, typer.Option("--step", help="Only this step; may be given several times.")
    ] = None,
    begin: Annotated[int | None, typer.Option("--from", help="From this step on.", min=1)] = None,
    pristine: Annotated[bool, typer.Option("--pristine", help="Play on the course's own files, not on yours.")] = False,
    seed: Annotated[int | None, typer.Option("--seed", help="Repeat the payloads of another run.")] = None,
    lanes: LanesOption = "",
    hide: HideOption = "",
    save: SaveOption = None,
    json: JsonLinesOption = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
    show_secrets: ShowSecretsOption = False,
    projector: Annotated[
        bool, typer.Option("--projector", help="For a room: one key forward, one back; notes with wslearn notes.")
    ] = False,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="FILE.cast", help="Keep what is drawn for asciinema's player.")
    ] = None,
    cast_version: Annotated[int, typer.Option("--cast-version", help="asciicast 2 or 3, for --record.")] = 2,
    browser: BrowserOption = False,
    panel_port: PanelPortOption = 0,
    host: HostOption = None,
) -> int:
    """Play a lesson on a real Daphne and show every event as it happens.

    Enter goes on to the next step; after the last one you stay connected and type the same verbs (help lists them).
    Ctrl-D ends the lesson, Ctrl-C leaves at once.

    Without a terminal, and with --json, nothing is asked, as with --auto.
    """
    options = Options(
        pristine,
        auto or json or not (sys.stdin.isatty() and sys.stdout.isatty()),
        not no_predict,
        tuple(step or ()),
        lanes,
        hide,
        save,
        json,
        plain,
        theme,
        show_secrets,
        browser_options(browser, panel_port, host),
        _projector(projector),
    )
    from secrets import randbelow

    from wslearn.course.courses import open_course
    from wslearn.course.payloads import Payloads

    payloads = Payloads(randbelow(1_000_000) if seed is None else seed)
    course = open_course(payloads)
    chosen = course.lesson(name)
    if begin is not None:
        options = replace(options, steps=_from(begin, chosen, options.steps))
    if record is None:
        return asyncio.run(_play(course, chosen, payloads, options))
    from wslearn.cli.recording import recorded

    with recorded(record, cast_version, f"Lesson {chosen.number}: {chosen.title}") as recording:
        return asyncio.run(_play(course, chosen, payloads, replace(options, recording=recording)))


def _projector(wanted: bool) -> bool:
    """Refuse it without a terminal: nobody could press the key."""
    from wslearn.errors import EnvironmentProblem

    if wanted and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise EnvironmentProblem("--projector needs a terminal, and here is none.", "Type it in a terminal.")
    return wanted


def _from(begin: int, lesson: "Lesson", steps: tuple[int, ...]) -> tuple[int, ...]:
    """The steps from this one on; a step that the lesson has not is refused where the others are."""
    from wslearn.errors import UsageError

    if steps:
        raise UsageError("--from and --step cannot be given at once.", "Leave one of them out.")
    return tuple(range(begin, len(lesson.steps) + 1)) or (begin,)


def _view(options: Options) -> "View":
    """The lanes and rows that are shown."""
    from wslearn.cli.view import make_view
    from wslearn.render.timeline import WITHOUT_WIRE

    return make_view(options.lanes, options.hide, WITHOUT_WIRE)


def _face(lesson: "Lesson", options: Options) -> "DrawnFace | JsonFace":
    view = _view(options)
    if options.json:
        from wslearn.cli.faces import JsonFace

        return JsonFace()
    from wslearn.cli.drawn_face import DrawnFace
    from wslearn.render.console import make_console

    console = make_console(plain=options.plain, theme=options.theme)
    if options.auto:
        return _marked(DrawnFace(console, view), options)
    from wslearn.cli.asking_face import AskingFace
    from wslearn.course.verbs import VERBS

    # What a learner types most stands first, with an example.
    everyday = {
        "connect": f"connect {lesson.socket}",
        "send": "send hello",
        "send-json": 'send-json {"a": 1}',
        "send-bytes": "send-bytes 00 ff",
        "close": "close 1000",
    }
    verbs = {name: f"{VERBS[name].help} For example: {example}" for name, example in everyday.items()}
    verbs |= {name: form.help for name, form in VERBS.items() if name not in everyday}
    return _marked(AskingFace(console, view, verbs, (lesson.socket,), options.predict), options)


def _marked(face: "DrawnFace", options: Options) -> "DrawnFace":
    """The face, each step marked in the recording."""
    face.on_step = _marking(options)
    return face


def _marking(options: Options) -> "Callable[[Step], None]":
    """Marks a step in the recording; nothing where none is made."""
    recording = options.recording
    return lambda step: recording.mark(f"{step.number}. {step.title}") if recording else None


async def _play(course: "Course", lesson: "Lesson", payloads: "Payloads", options: Options) -> int:
    """Play it, with a panel where one is wanted."""
    if not options.browser.wanted:
        return await _play_before(None, course, lesson, payloads, options)
    from wslearn.panel.stream import About

    about = About(f"lesson {lesson.number}", f"Lesson {lesson.number}: {lesson.title}", lesson.socket)
    if host := options.browser.host:
        lesson = replace(lesson, server=replace(lesson.server, host=host))
    async with open_window(options.browser, about, lesson.page) as window:
        await window.record_pages()
        return await _play_before(window, course, lesson, payloads, options)


async def _play_before(
    window: "Window | None", course: "Course", lesson: "Lesson", payloads: "Payloads", options: Options
) -> int:
    from wslearn.exit_codes import ExitCode
    from wslearn.session.run import LessonRun

    running = LessonRun(
        course,
        lesson,
        payloads,
        folder=None if options.pristine else Path.cwd(),
        save=options.save,
        steps=options.steps,
        show_secrets=options.show_secrets,
        server_started=window.server_started if window else None,
    )
    async with running as run:
        if window is not None:
            window.attach(run.live)
        if options.projector:
            from wslearn.cli.projector import present

            return await present(run, lesson, _view(options), options.theme, _marking(options))
        # Only now: the server begins while what draws is imported.
        face = _face(lesson, options)
        if window is not None:
            window.show(face)
        play = run.play(face)
        try:
            held = await play.run()
        except EOFError:
            from wslearn.session.face import Note

            face.show(Note(f"You ended the lesson. {running.again}"))
            face.close()
            return ExitCode.PASSED
        if not options.auto:
            await play.prompt()
        play.end()
        face.close()
    return ExitCode.PASSED if held else ExitCode.FINDINGS_FAILED
