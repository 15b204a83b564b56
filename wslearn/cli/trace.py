"""`wslearn trace`: the timeline of the reader's own Channels project."""

import asyncio
from dataclasses import replace
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
    from wslearn.cli.faces import WatchingFace
    from wslearn.session.own_project import OwnProject


def trace(
    application: Annotated[
        str | None,
        typer.Argument(metavar="[MODULE:APP]", help="The ASGI application; found from manage.py when left out."),
    ] = None,
    python: Annotated[
        str | None, typer.Option("--python", help="The project's interpreter; wslearn need not be installed there.")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to listen; 0 finds a free port.")] = 8000,
    lanes: LanesOption = "",
    hide: HideOption = "",
    save: SaveOption = None,
    json: JsonLinesOption = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
    show_secrets: ShowSecretsOption = False,
    browser: BrowserOption = False,
    panel_port: PanelPortOption = 0,
    host: HostOption = None,
) -> int:
    """Serve your own Channels project on a real Daphne and show every event; nothing in it is changed.

    Open its page in a browser, or connect with: wslearn connect ws://127.0.0.1:8000/your/path/

    Ctrl-C ends it (exit code 130); exit code 1 when the server ended by itself, 3 when it could not start.
    """
    from wslearn.cli.faces import watching_face
    from wslearn.session.own_project import find_project

    project = find_project(Path.cwd(), application, python, port)
    face = watching_face(json=json, plain=plain, theme=theme, lanes=lanes, hide=hide, pages=browser)
    return asyncio.run(_trace(project, face, save, show_secrets, browser_options(browser, panel_port, host)))


async def _trace(
    project: "OwnProject", face: "WatchingFace", save: Path | None, show_secrets: bool, browser: Browser
) -> int:
    """Serve, with a panel where one is wanted: it stays when the server has ended by itself."""
    if not browser.wanted:
        return await _watch(project, face, save, show_secrets, None)
    from wslearn.panel.stream import About

    about = About("trace", Path(project.serving.folder).name)
    if browser.host is not None:
        project = replace(project, serving=replace(project.serving, host=browser.host, admit=browser.host))
    async with open_window(browser, about, "/") as window:
        await window.record_pages()
        code = await _watch(project, face, save, show_secrets, window)
        window.say("The panel stays open. Ctrl-C ends it.")
        await asyncio.Event().wait()
        return code


async def _watch(
    project: "OwnProject", face: "WatchingFace", save: Path | None, show_secrets: bool, window: "Window | None"
) -> int:
    """Serve until the server ends or Ctrl-C is pressed."""
    from wslearn.exit_codes import ExitCode
    from wslearn.server.process import Server
    from wslearn.session.live import Live
    from wslearn.session.saving import Saving

    saving = Saving.to(save) if save else None
    live = Live([face, saving] if saving else [face], show_secrets=show_secrets, most=0)
    if window is not None:
        window.attach(live)
        window.show(face)
    server = Server(live.take_from_thread, python=project.python)
    try:
        server.serve(project.serving)
        if window is not None:
            window.server_started(server)
        ready = await server.until_ready(60)
        live.begin(ready.versions)
        face.serving(ready, project.python)
        code = await asyncio.wrap_future(server.ended)
        await asyncio.sleep(0)
        live.flush()
        face.ended(code, server.stderr)
        return ExitCode.FINDINGS_FAILED
    finally:
        server.stop()
        await asyncio.sleep(0)
        live.flush()
        if saving:
            saving.close()
