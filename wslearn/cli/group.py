"""The command `wslearn`: names and summaries come from the table; a command is imported only when it is used."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from wslearn.cli.app import COMMANDS, load
from wslearn.course import asked
from wslearn.errors import EnvironmentProblem, UsageError

_HELP = "See what really happens on a WebSocket in Django: every frame, ASGI event and JSON conversion, live on Daphne."
_BEGIN = "Begin with: wslearn lesson 1, or wslearn start course for the whole course."


class Commands(TyperGroup):
    """The group of all commands. Its help page is made of stand-ins; only the command that is run is imported."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {
            name: TyperCommand(name, help=command.summary, rich_help_panel=command.group)
            for name, command in COMMANDS.items()
        }

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Find the command that is named first; the real one takes the place of its stand-in."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        return name, _real(name) if name in COMMANDS else stand_in, rest


def command_line() -> Any:
    """The whole command line, to be called with `args` and `standalone_mode=False`; returns an exit code.

    Raises (when called):
        UsageError: unknown command or option, missing argument, wrong value.
    """
    app = typer.Typer(
        name="wslearn",
        cls=Commands,
        help=_HELP,
        epilog=_BEGIN,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        callback=_start,
    )
    command = get_command(app)

    def call(args: Sequence[str], **options: Any) -> Any:
        try:
            return command(args=args, **options)
        except typer.Abort:
            raise KeyboardInterrupt from None
        except Exception as error:
            raise _in_our_words(error) from error

    return call


def _start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the versions of everything that matters.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> int:
    """What runs before every command; alone, it prints the versions or the welcome."""
    if version:
        from wslearn.cli.version import print_versions

        print_versions()
        raise typer.Exit
    _look_at_folder()
    _look_at_theme(os.environ.get("WSLEARN_THEME", ""))
    if context.invoked_subcommand is None:
        from wslearn.cli.welcome import print_welcome

        print_welcome()
    return 0


def _look_at_folder() -> None:
    """Refuse to begin in a folder that was deleted while a terminal was in it.

    Raises:
        EnvironmentProblem: it was.
    """
    try:
        Path.cwd()
    except FileNotFoundError:
        raise EnvironmentProblem(
            "The folder that you are in was deleted or replaced.",
            "Go to your course folder with cd, and type it again.",
        ) from None


def _look_at_theme(name: str) -> None:
    """Say on stderr that there is no such theme: what was asked for is done all the same."""
    if not name:
        return
    from wslearn.render.escape import visible
    from wslearn.render.theme import THEMES

    if name not in THEMES:
        sys.stderr.write(f"WSLEARN_THEME is {visible(name)}, which is no theme. Choose one of: {', '.join(THEMES)}.\n")


def _real(name: str) -> Any:
    """The command itself, imported now."""
    app = typer.Typer(add_completion=False)
    # `wslearn convert -5`: what is no option is a value.
    settings = {"ignore_unknown_options": True} if name == "convert" else {}
    app.command(name, context_settings=settings)(load(name))
    command: Any = get_command(app)
    if name in COMMANDS and COMMANDS[name].of_course:
        command.params.extend(_course_options())
    return command


def _course_options() -> list[TyperOption]:
    """The options of every command of a course. Each sets its variable of the environment for this run."""
    return [
        _kept_in(asked.COURSE, "--course", "Another course: its folder, or its name (wslearn courses)."),
        _kept_in(asked.LANGUAGE, "--language", "Texts of lessons in this language, where there are: es."),
    ]


def _kept_in(variable: str, option: str, text: str) -> TyperOption:
    def keep(context: Any, parameter: Any, value: str | None) -> None:
        if value is not None:
            os.environ[variable] = value
            asked.note(option, value)

    return TyperOption(param_decls=[option], help=text, callback=keep, expose_value=False)


def _in_our_words(error: Exception) -> Exception:
    """Typer's usage errors as ours; anything else as it is.

    Typer had its own exceptions from 0.26 on and Click's before; what both have is `format_message`.
    """
    if not hasattr(error, "format_message"):
        return error
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "wslearn"
    return UsageError(error.format_message(), f"Type {path} --help to see what it takes.")
