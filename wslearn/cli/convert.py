"""`wslearn convert`: one value in Python, JSON, UTF-8 and JavaScript."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.conversion import Conversion

MOST_BYTES = 10_000_000
"""How much of standard input is read."""


def convert(
    value: Annotated[str, typer.Argument(help="The value; - reads it from standard input.")],
    language: Annotated[str, typer.Option("--from", help="What it is written in: python, json or js.")] = "python",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Show one value in Python, JSON and JavaScript, and what changes on the way.

    Every step is really run: json.dumps and json.loads in Python, JSON.parse and JSON.stringify in the JavaScript
    engine QuickJS. A value that begins with a minus sign goes after two dashes: wslearn convert -- -1
    """
    from wslearn.conversion import as_json
    from wslearn.conversion import convert as run

    conversion = run(_standard_input() if value == "-" else value, language)
    if json:
        from json import dumps

        sys.stdout.write(dumps(as_json(conversion)) + "\n")
        return 0
    _draw(conversion, plain, theme)
    return 0


def _draw(conversion: "Conversion", plain: bool, theme: str | None) -> None:
    from wslearn.render.console import make_console
    from wslearn.render.conversion import draw_conversion

    console = make_console(plain=plain, theme=theme)
    console.print(draw_conversion(conversion, console.width, console.signs))


def _standard_input() -> str:
    from wslearn.errors import UsageError

    payload = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(payload) > MOST_BYTES:
        raise UsageError(f"Standard input holds more than {MOST_BYTES} bytes.", "Give a shorter value.")
    try:
        return payload.decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"Standard input is not UTF-8: {error}.", "Save the file as UTF-8.") from error
