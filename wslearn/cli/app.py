"""The command line: which commands there are, and the one place where an error becomes text and an exit code."""

import importlib
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from wslearn.errors import WslearnError
from wslearn.exit_codes import ExitCode


class Command(NamedTuple):
    """A command that is imported only when it is used.

    `module` is in `wslearn.cli` and has a function of the command's name, or `function` where Python has that name. One
    that is not `of_course` is the same whatever course is taught: it takes no --course and no --language.
    """

    module: str
    summary: str
    group: str
    function: str = ""
    of_course: bool = True


COMMANDS = {
    "start": Command("start", "Make the folder for the whole course.", "Learn"),
    "next": Command("next", "Go on where you stopped.", "Learn", "go_on"),
    "lesson": Command("lesson", "Play a lesson on a real Daphne, every event shown.", "Learn"),
    "lessons": Command("lessons", "List the lessons: what is done, what is open.", "Learn"),
    "check": Command("check", "Check your answer to an exercise on a real Daphne.", "Learn"),
    "watch": Command("watch", "Check again whenever you save a file.", "Learn"),
    "hint": Command("hint", "Show one hint more for an exercise.", "Learn"),
    "solution": Command("solution", "Show how the solution differs from your answer.", "Learn"),
    "notebook": Command("notebook", "Open the lessons as Jupyter notebooks of your own.", "Learn"),
    "courses": Command("courses", "List the courses that are installed.", "Learn", of_course=False),
    "review": Command("review", "Answer three questions of lessons behind you.", "Learn"),
    "explain": Command(
        "explain", "Explain a close code, a status, an event or an error text.", "Learn", of_course=False
    ),
    "convert": Command("convert", "Show one value in Python, JSON and JavaScript.", "Learn", of_course=False),
    "progress": Command("progress", "Show what you have done, and take it along.", "Learn"),
    "reset": Command("reset", "Bring a file back to the course's version.", "Build"),
    "undo": Command("undo", "Take the last reset back.", "Build"),
    "scaffold": Command("scaffold", "Write the course's Django project, step by step.", "Build"),
    "connect": Command("connect", "Connect the bundled client to any WebSocket server.", "Look", of_course=False),
    "trace": Command("trace", "Show the timeline of your own Channels project.", "Look", of_course=False),
    "replay": Command("replay", "Show a saved trace again.", "Look", of_course=False),
    "export": Command("export", "Turn a saved trace into SVG, HTML, HAR or Mermaid.", "Look", of_course=False),
    "notes": Command("notes", "Follow a lesson on a projector with the presenter's notes.", "Present"),
    "dev": Command("dev", "For authors: check the content of lessons, make a new one.", "Write", of_course=False),
}


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; never raises but for `--debug`."""
    debug = "--debug" in argv
    arguments = [argument for argument in argv if argument != "--debug"]
    try:
        return _dispatch(arguments)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if debug:
            raise
        return _tell(error)


def _tell(error: Exception) -> int:
    """Print an error as text on stderr, and return its exit code."""
    from wslearn.render.errors import print_error

    if not isinstance(error, WslearnError):
        message = f"wslearn itself failed: {type(error).__name__}: {error}"
        error = WslearnError(message, "Run it again with --debug and report the traceback, please.")
    print_error(error, sys.stderr)
    return error.exit_code


def _dispatch(arguments: list[str]) -> int:
    """Hand the arguments to typer; usage errors come back as exit code 2."""
    from wslearn.cli.group import command_line

    result: Any = command_line()(args=arguments, prog_name="wslearn", standalone_mode=False)
    return int(result or 0)


def load(name: str) -> Any:
    """The function of a command, imported now."""
    module = importlib.import_module(f"wslearn.cli.{COMMANDS[name].module}")
    return getattr(module, COMMANDS[name].function or name)
