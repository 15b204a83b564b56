"""`wslearn export`: a saved trace as a picture, a page, or a file for other tools."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wslearn.render.timeline import View
    from wslearn.trace.jsonl import Trace

SUFFIXES = {"svg": ".svg", "html": ".html", "har": ".har", "mermaid": ".mmd"}


def export(
    file: Annotated[Path, typer.Argument(help="A trace made with --save.")],
    svg: Annotated[bool, typer.Option("--svg", help="A picture of the timeline.")] = False,
    html: Annotated[bool, typer.Option("--html", help="One self-contained page.")] = False,
    har: Annotated[bool, typer.Option("--har", help="An HTTP archive, as browsers' network panels read it.")] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="A sequence diagram for Markdown.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to; - is standard output. Default: beside FILE.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    lanes: Annotated[str, typer.Option("--lanes", help="For --svg and --html: which lanes, with commas.")] = "",
    hide: Annotated[str, typer.Option("--hide", help="For --svg and --html: what to leave out: ping.")] = "",
    rows: Annotated[str, typer.Option("--rows", help="For --svg and --html: only these rows: 5-7,13.")] = "",
    width: Annotated[int, typer.Option("--width", min=20, max=400, help="For --svg: columns.")] = 120,
) -> int:
    """Turn a saved trace into SVG, HTML, HAR or Mermaid.

    A damaged trace is exported as far as it can be read; the exit code is 1 then.
    """
    from wslearn.cli.damage import tell_damage
    from wslearn.cli.view import lanes_of, make_view, row_numbers
    from wslearn.trace.jsonl import read

    form = _form({"svg": svg, "html": html, "har": har, "mermaid": mermaid})
    trace = read(file)
    view = make_view(lanes, hide, lanes_of(trace))
    numbers = row_numbers(rows)
    target = output or file.with_suffix(SUFFIXES[form])
    _check_free(target, force)
    if form in ("svg", "html"):
        text = _drawn(form, trace, file, view, width, numbers)
    else:
        text = _har(trace) if form == "har" else _mermaid(trace)
    _write(target, text)
    return tell_damage(trace)


def _form(asked: dict[str, bool]) -> str:
    """The one form that was asked for."""
    from wslearn.errors import UsageError

    forms = [form for form, wanted in asked.items() if wanted]
    if len(forms) != 1:
        message = "Two forms were asked for." if forms else "No form was asked for."
        raise UsageError(message, "Say one of --svg, --html, --har or --mermaid.")
    return forms[0]


def _check_free(target: Path, force: bool) -> None:
    from wslearn.errors import UsageError

    if target != Path("-") and not force and target.exists():
        raise UsageError(f"{target} is there already.", "Replace it with --force, or name another file with -o.")


def _har(trace: "Trace") -> str:
    from json import dumps

    from wslearn.trace.har import to_har

    # `default` is for values of a damaged trace: no export fails for one of them.
    return dumps(to_har(trace), indent=1, default=repr) + "\n"


def _mermaid(trace: "Trace") -> str:
    from wslearn.trace.mermaid import to_mermaid

    return to_mermaid(trace)


def _drawn(form: str, trace: "Trace", file: Path, view: "View", width: int, numbers: Callable[[int], bool]) -> str:
    """The timeline as SVG or HTML, titled by the lesson or else by the file."""
    from wslearn.render.escape import visible
    from wslearn.render.html import html_page
    from wslearn.render.svg import svg_image
    from wslearn.trace.playback import play_back
    from wslearn.trace.row import Row

    rows = (item for item in play_back(trace) if isinstance(item, Row) and numbers(item.number))
    title = visible(f"wslearn lesson {trace.header.lesson}" if trace.header.lesson else file.name)
    return svg_image(rows, title, view, width) if form == "svg" else html_page(rows, title, view)


def _write(target: Path, text: str) -> None:
    """Write UTF-8 with plain newlines, whatever the platform's own; a surrogate is written as its escape."""
    from wslearn.errors import EnvironmentProblem

    content = text.encode("utf-8", "backslashreplace")
    if target == Path("-"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        target.write_bytes(content)
    except OSError as error:
        raise EnvironmentProblem(
            f"{target} cannot be written: {error.strerror}.", "Name another file with -o."
        ) from error
