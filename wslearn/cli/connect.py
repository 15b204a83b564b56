"""`wslearn connect URL`: the bundled client alone, against any WebSocket server."""

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wslearn.client import Client, Closed
    from wslearn.trace.record import Entry
    from wslearn.trace.row import Row


def connect(
    url: Annotated[str, typer.Argument(help="ws:// or wss://, host, port and path.", show_default=False)],
    subprotocol: Annotated[
        list[str] | None, typer.Option("--subprotocol", help="Offer this subprotocol; may be given several times.")
    ] = None,
    origin: Annotated[
        str | None, typer.Option("--origin", help="The Origin header; that of the URL unless given. none: no header.")
    ] = None,
    header: Annotated[
        list[str] | None, typer.Option("--header", help="'Name: value' for the handshake; may be given several times.")
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.01, help="Seconds that every wait lasts.")] = 10.0,
    json: Annotated[bool, typer.Option("--json", help="Print the records as JSON lines and nothing else.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="No boxes, no colour, reading order.")] = False,
    theme: Annotated[str | None, typer.Option("--theme", help="dark, light or projector.")] = None,
    show_secrets: Annotated[bool, typer.Option("--show-secrets", help="Do not mask cookies and tokens.")] = False,
) -> int:
    """Connect to any WebSocket server and show the handshake, every frame and the close.

    Each line of standard input is sent as a text message. A line that begins with a slash is a command: /bytes HEX,
    /fragments TEXT | TEXT, /raw HEX, /ping [TEXT], /wait SECONDS, /close [CODE [REASON]], /drop, /freeze, /thaw.
    Two slashes at the beginning send a line that begins with one.

    When standard input ends, wslearn waits for answers until half a second passes without one, and closes with 1000.

    Exit codes: 0 closed cleanly, 1 refused or lost, 2 wrong URL or command, 3 no TCP connection, 130 Ctrl-C.
    """
    from wslearn.client import DEFAULT_ORIGIN, parse_url
    from wslearn.client.head import split_header

    parse_url(url)  # before anything is drawn
    options = {
        "origin": DEFAULT_ORIGIN if origin is None else None if origin == "none" else origin,
        "headers": [split_header(text) for text in header or ()],
        "subprotocols": subprotocol or (),
        "timeout": timeout,
    }
    face = JsonLines() if json else Screen(plain, theme)
    return asyncio.run(_session(url, options, face, show_secrets))


async def _session(url: str, options: dict[str, Any], face: "JsonLines | Screen", show_secrets: bool) -> int:
    """Connect, talk, and say as an exit code how it ended."""
    from wslearn.cli.version import versions
    from wslearn.client import Client, ClientRecorder
    from wslearn.exit_codes import ExitCode
    from wslearn.session.live import Live

    live = Live([face], show_secrets=show_secrets)
    live.begin(versions())
    client = Client("client", ClientRecorder(live.take))
    try:
        handshake = await client.connect(url, **options)
        if not handshake.accepted:
            live.flush()
            face.explain(handshake.status)
            return ExitCode.ENVIRONMENT if handshake.stage == "tcp" else ExitCode.FINDINGS_FAILED
        closed = await _talk(client, options["timeout"])
        live.flush()
        face.explain(closed.code)
        return ExitCode.PASSED if closed.clean else ExitCode.FINDINGS_FAILED
    finally:
        live.flush()


async def _talk(client: "Client", timeout: float) -> "Closed":
    """The part that reads lines: from a pipe as a script, from a terminal one by one, forgiving mistakes."""
    from wslearn.client.stdin import typed_lines
    from wslearn.client.talk import talk
    from wslearn.render.errors import print_error

    lines = typed_lines(sys.stdin.fileno())
    if not sys.stdin.isatty():
        return await talk(client, lines, timeout=timeout)
    return await talk(client, lines, timeout=timeout, on_error=lambda error: print_error(error, sys.stderr))


class JsonLines:
    """A face that writes the trace and nothing else."""

    def entry(self, entry: "Entry") -> None:
        """Write one line; end when nobody reads any more, as `yes | head` does."""
        from wslearn.trace.jsonl import dump_line

        try:
            sys.stdout.write(dump_line(entry) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at its end
            raise SystemExit(1) from None

    def rows(self, rows: "Sequence[Row]") -> None:
        """Rows are drawn by others."""

    def explain(self, topic: int | None) -> None:
        """So are explanations."""


class Screen:
    """A face for people: rows as they come, and in the end what the code means."""

    def __init__(self, plain: bool, theme: str | None) -> None:
        from wslearn.render.console import make_console
        from wslearn.render.drawer import Drawer
        from wslearn.render.timeline import View

        self._console = make_console(plain=plain, theme=theme)
        self._drawer = Drawer(self._console, View(lanes=("client",)))

    def entry(self, entry: "Entry") -> None:
        """Rows say it all."""

    def rows(self, rows: "Sequence[Row]") -> None:
        """Draw."""
        self._drawer.draw(rows)

    def explain(self, topic: int | None) -> None:
        """What a close code or an HTTP status means, in short."""
        from wslearn.protocol.explain import explain

        explanation = explain(str(topic)) if topic is not None else None
        if explanation is None:
            return
        self._console.print(f"\n{explanation.title}", style="strong")
        for section in explanation.sections[:2]:
            self._console.print(f"{section.label}: {section.text}")
        self._console.print(f"More: wslearn explain {topic}", style="meta")
