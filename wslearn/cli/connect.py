"""`wslearn connect URL`: the bundled client alone, against any WebSocket server."""

import asyncio
import platform
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wslearn.cli.browser import Browser, BrowserOption, HostOption, PanelPortOption, browser_options, open_window
from wslearn.cli.options import PlainOption, ShowSecretsOption, ThemeOption

if TYPE_CHECKING:
    from wslearn.cli.browser import Window
    from wslearn.cli.drawn_face import DrawnFace
    from wslearn.cli.faces import JsonFace
    from wslearn.client import Address, Client, Closed


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
    plain: PlainOption = False,
    theme: ThemeOption = None,
    show_secrets: ShowSecretsOption = False,
    browser: BrowserOption = False,
    panel_port: PanelPortOption = 0,
    host: HostOption = None,
) -> int:
    """Connect to any WebSocket server and show the handshake, every frame and the close.

    Each line of standard input is sent as a text message. A line that begins with a slash is a command: /bytes HEX,
    /fragments TEXT | TEXT, /raw HEX, /ping [TEXT], /wait SECONDS, /close [CODE [REASON]], /drop, /freeze, /thaw.
    Two slashes at the beginning send a line that begins with one.

    When standard input ends, wslearn waits for answers until half a second passes without one, and closes with 1000.

    Exit codes: 0 closed cleanly, 1 refused or lost, 2 wrong URL or command, 3 no TCP connection, 130 Ctrl-C.
    """
    from wslearn.cli.faces import connecting_face
    from wslearn.client import DEFAULT_ORIGIN, parse_url
    from wslearn.client.head import split_header

    address = parse_url(url)  # before anything is drawn
    options = {
        "origin": DEFAULT_ORIGIN if origin is None else None if origin == "none" else origin,
        "headers": [split_header(text) for text in header or ()],
        "subprotocols": subprotocol or (),
        "timeout": timeout,
    }
    face = connecting_face(json=json, plain=plain, theme=theme)
    return asyncio.run(_connect(address, options, face, show_secrets, browser_options(browser, panel_port, host)))


async def _connect(
    address: "Address", options: dict[str, Any], face: "JsonFace | DrawnFace", show_secrets: bool, browser: Browser
) -> int:
    """The session, with a panel where one is wanted."""
    if not browser.wanted:
        return await _session(address, options, face, show_secrets, None)
    from wslearn.panel.stream import About

    async with open_window(browser, About("connect", address.url, address.uri.resource_name)) as window:
        return await _session(address, options, face, show_secrets, window)


async def _session(
    address: "Address",
    options: dict[str, Any],
    face: "JsonFace | DrawnFace",
    show_secrets: bool,
    window: "Window | None",
) -> int:
    """Connect, talk, and say as an exit code how it ended."""
    from wslearn.client import Client, ClientRecorder
    from wslearn.exit_codes import ExitCode
    from wslearn.session.live import Live

    live = Live([face], show_secrets=show_secrets, most=0)
    if window is not None:
        window.attach(live, address.server)
        window.show(face)
    live.begin({"python": platform.python_version()})
    client = Client("client", ClientRecorder(live.take))
    try:
        handshake = await client.connect(address.url, **options)
        if not handshake.accepted:
            live.flush()
            face.conclude(handshake.status)
            return ExitCode.ENVIRONMENT if handshake.stage == "tcp" else ExitCode.FINDINGS_FAILED
        closed = await _talk(client, face, options["timeout"])
        live.flush()
        face.conclude(closed.code)
        return ExitCode.PASSED if closed.clean else ExitCode.FINDINGS_FAILED
    finally:
        live.flush()


async def _talk(client: "Client", face: "JsonFace | DrawnFace", timeout: float) -> "Closed":
    """The part that reads lines: from a pipe as a script, from a person one by one, forgiving mistakes."""
    from wslearn.client.stdin import typed_lines
    from wslearn.client.talk import talk

    if not sys.stdin.isatty():
        return await talk(client, typed_lines(sys.stdin.fileno()), timeout=timeout)
    lines = face.lines() if hasattr(face, "lines") else typed_lines(sys.stdin.fileno())
    return await talk(client, lines, timeout=timeout, on_error=face.trouble)
