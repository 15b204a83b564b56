"""Options that several commands have, each said once."""

from pathlib import Path
from typing import Annotated

import typer

PlainOption = Annotated[bool, typer.Option("--plain", help="No boxes, no colour, reading order.")]
ThemeOption = Annotated[str | None, typer.Option("--theme", help="dark, light or projector.")]
JsonObjectOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
JsonLinesOption = Annotated[bool, typer.Option("--json", help="Print the trace as JSON lines and nothing else.")]
HideOption = Annotated[str, typer.Option("--hide", help="What to leave out: ping.")]
SaveOption = Annotated[Path | None, typer.Option("--save", help="Keep the trace in this file.")]
ShowSecretsOption = Annotated[bool, typer.Option("--show-secrets", help="Do not mask cookies and tokens.")]
LanesOption = Annotated[
    str, typer.Option("--lanes", help="Which lanes, with commas: client,wire,asgi,consumer,json,layer.")
]
