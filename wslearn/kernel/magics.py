"""`%%consumer` and `%%browser`: a cell becomes a file of the project, or the script of a page.

Both block: a magic that gives back something to await is not awaited by IPython.
"""

from typing import Any

from wslearn.errors import UsageError, WslearnError
from wslearn.kernel import api, cells
from wslearn.kernel.files import check_python, consumers_of, write
from wslearn.kernel.given import seconds_of
from wslearn.kernel.loop import the_loop
from wslearn.kernel.shown import Shown

_SECONDS = 10.0


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext wslearn`: the magics, our errors as sentences, and `wslearn` itself."""
    import wslearn

    cells.hook()
    shell.register_magic_function(consumer, "cell", "consumer")
    shell.register_magic_function(browser, "cell", "browser")
    shell.push({"wslearn": wslearn}, interactive=False)


def consumer(line: str, cell: str) -> Shown:
    """`%%consumer LESSON [FILE]`: write the cell into the project, and serve it anew.

    Without FILE it is the lesson's consumers, `live/json_consumers.py` for one.

    Raises:
        UsageError: the cell is no Python, or the project has no such file; nothing was written.
        ServerNotStarted: the project cannot be served with it.
    """
    from wslearn.render.output_lesson import changes_output

    words = line.replace("\\", "/").split()  # a path as Windows writes it, too
    if len(words) not in (1, 2):
        raise UsageError("%%consumer needs the number of a lesson.", "Write it as: %%consumer 3, or %%consumer 3 FILE")
    server = api.server_of(words[0])
    path = words[1] if len(words) == 2 else consumers_of(server.lesson)
    check_python(path, cell)
    if not (server.folder / path).is_file():
        server = api.serve(words[0]).result()  # a file of a later step, as the exercise's is
    change = write(server.folder, path, cell)
    api.remember(server, path, cell)
    server.restart().result()
    return Shown.of(changes_output([change], "Written, and served by a new Daphne."))


def browser(line: str, cell: str) -> Shown:
    """`%%browser [SECONDS]`: run the cell as the script of a page of the current server, at most so long.

    What it prints is shown below, and the rows of its sockets are in `server.recent`.

    Raises:
        UsageError: the seconds are no number.
    """
    from IPython.display import display

    from wslearn.kernel.script import run_page
    from wslearn.render.page_run import ConsoleLine, draw_page_run

    server = api.current()
    # The cell's first line is the magic's own: so the page's lines are those of the cell.
    said: list[ConsoleLine] = []
    page = run_page("\n" + cell, server.origin, server.new_client, seconds=_seconds(line), told=said.append)
    try:
        run = the_loop().run(page, "the page")
    except WslearnError:  # Stop was pressed: what it printed so far is not lost
        display(Shown.of(draw_page_run(said, "The page was left before its end.")))  # type: ignore[no-untyped-call]
        raise
    return Shown.of(draw_page_run(run.lines, run.said))


def _seconds(line: str) -> float:
    try:
        return seconds_of(float(line)) if line.strip() else _SECONDS
    except (ValueError, UsageError):
        raise UsageError(f"{line!r} is no number of seconds.", "Write it as: %%browser, or %%browser 20") from None
