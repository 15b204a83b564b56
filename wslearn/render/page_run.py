"""What a cell's page printed, as its browser's console would show it, and why the page was left."""

from collections.abc import Sequence
from dataclasses import dataclass

from wslearn.render import markup
from wslearn.render.escape import shown
from wslearn.render.output import Output, framed

_LIMIT = 2_000
# The levels of `console`, and two of our own: nobody caught it; wslearn says it, not the page.
_UNCAUGHT, _NOTE = "uncaught", "note"
_HEADS = '<tr><th scope="col">Level</th><th scope="col">Text</th></tr>'
_LOUD = frozenset({"error", _UNCAUGHT})


@dataclass(frozen=True, slots=True)
class ConsoleLine:
    """One call of `console`, or what is told beside.

    Attributes:
        level: `log` `info` `warn` `error` `debug`; `uncaught` of an exception that no code of the page caught; `note`
            of what wslearn has to say.
        text: as the page made it, not yet made visible; it may have several lines.
        line: of the page's script, from 1; of an exception, when it is known.
    """

    level: str
    text: str
    line: int | None = None


def draw_page_run(lines: Sequence[ConsoleLine], said: str) -> Output:
    """The console, each line beside the word of its level, and below it the sentence why the page was left."""
    ending = f"<p><small>{markup.text(said)}</small></p>" if said else ""
    plain = [*map(_plain, lines), *([said] if said else [])]
    return Output(framed(_table(lines) + ending), "".join(f"{line}\n" for line in plain))


def _table(lines: Sequence[ConsoleLine]) -> str:
    """The console as a table; nothing where nothing was printed."""
    if not lines:
        return ""
    body = "\n".join(map(_row, lines))
    return (
        f"<table>\n<caption>Console of the page</caption>\n<thead>{_HEADS}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(line: ConsoleLine) -> str:
    word = f"<b>{line.level}</b>" if line.level in _LOUD else line.level
    text = "<br>".join(map(markup.text, _seen(line).split("\n")))
    # A note is not code: the sentence is ours.
    said = text if line.level == _NOTE else f"<code>{text}</code>"
    return f"<tr><td>{word}</td><td>{said}{_place(line)}</td></tr>"


def _plain(line: ConsoleLine) -> str:
    text = _seen(line).replace("\n", "\n" + " " * (len(line.level) + 2))
    return f"{line.level}: {text}{_place(line)}"


def _seen(line: ConsoleLine) -> str:
    return shown(line.text, _LIMIT, newline="\n")


def _place(line: ConsoleLine) -> str:
    return f" (line {line.line})" if line.line is not None else ""
