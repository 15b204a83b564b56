"""A timeline as a real HTML table: as one self-contained page, or as a notebook's output with plain text beside it.

No scripts, nothing fetched. Every text goes through `html.escape` after it was made visible; the page's own
Content-Security-Policy forbids scripts and anything from a network.
"""

from collections.abc import Iterable, Iterator
from html import escape

from wslearn.render import markup
from wslearn.render.calls import without_durations
from wslearn.render.cells import Cell, cells_of
from wslearn.render.escape import visible
from wslearn.render.heads import delta, mark_line, number, way, who
from wslearn.render.output import framed
from wslearn.render.reading import reading
from wslearn.render.signs import PLAIN, UNICODE
from wslearn.render.timeline import View
from wslearn.trace.row import Row

_COLUMNS = (
    ("Client frame", ("client", "wire")),
    ("ASGI event", ("asgi",)),
    ("Consumer, JSON and layer", ("consumer", "json", "layer")),
)
_FACTS = ("Row", "Direction", "Connection")
_DELTA = '<abbr title="time since the row before">Δt</abbr>'

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --soft: #555; --edge: #bbb; --mark: #fff3bf;
  --bad: #a40000; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eaeaea; --paper: #141414; --soft: #b0b0b0; --edge: #555; --mark: #453a00; --bad: #ff9b9b; }
}
body { margin: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; font-size: 1.25rem; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid var(--edge); }
thead th { border-top: 0; border-bottom: 2px solid var(--edge); }
.wide { width: 26%; }
td div + div { margin-top: .35rem; }
code { font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
small { color: var(--soft); font-size: inherit; }
td div > small { font: .75rem/1.5 system-ui, sans-serif; }
.bad { color: var(--bad); }
.differs td { background: var(--mark); border-top: 0; }
bdi { unicode-bidi: isolate; direction: ltr; }
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<div class="scroll" tabindex="0" role="region" aria-label="{title}">
{table}
</div>
</main>
</body>
</html>
"""


def html_page(rows: Iterable[Row], title: str, view: View | None = None) -> str:
    """The page; `receive` and `send` are the application's view, as everywhere."""
    name = escape(title)
    return _PAGE.format(title=name, style=_STYLE, table=_table(rows, name, view or View(), times=True))


def html_table(rows: Iterable[Row], caption: str, view: View, *, times: bool = True) -> str:
    """The table alone, for a notebook: in the colours of the page that it stands in, and readable without any style.

    Without `times` there is nothing in it that a clock measured.
    """
    return framed(_table(rows, markup.text(visible(caption)), view, times=times))


def plain_table(rows: Iterable[Row], view: View, *, times: bool = True) -> str:
    """The rows for a screen reader, one line a record, ending in a newline; without `times` the same in every run."""
    lines = (line for row in rows if view.shows(row) for line in reading(row, view.lanes, PLAIN, times=times))
    return "".join("".join(part.text for part in line) + "\n" for line in lines)


def _table(rows: Iterable[Row], caption: str, view: View, *, times: bool) -> str:
    """The `table`; `caption` is HTML."""
    columns = [(name, lanes) for name, lanes in _COLUMNS if any(lane in view.lanes for lane in lanes)]
    titles = (*_FACTS, *((_DELTA,) if times else ()), *(name for name, _ in columns))
    shown = (row for row in rows if view.shows(row))
    body = (line for row in shown for line in _row(row, view, [lanes for _, lanes in columns], times=times))
    return markup.table(caption, titles, body, wide=len(columns))


def _row(row: Row, view: View, columns: list[tuple[str, ...]], *, times: bool) -> Iterator[str]:
    """The `tr` of the row, and one for each of its marks."""
    cells = cells_of(row if times else without_durations(row), view.lanes, UNICODE)
    facts = (way(row, UNICODE).text, who(row), *((delta(row),) if times else ()))
    head = f'<th scope="row">{number(row, UNICODE)}</th>' + "".join(f"<td>{markup.text(fact)}</td>" for fact in facts)
    shown = {lane for lanes in columns for lane in lanes}
    first, *others = columns
    beside = [_cell(cells, first, shown), *(_cell(cells, lanes) for lanes in others)]
    yield f"<tr>{head}{''.join(beside)}</tr>"
    for mark in row.marks:
        said = markup.line(mark_line(mark, UNICODE))
        yield f'<tr class="differs"><td></td><td colspan="{len(facts) + len(columns)}">{said}</td></tr>'


def _cell(cells: Iterable[Cell], lanes: tuple[str, ...], elsewhere: set[str] | None = None) -> str:
    """The records of these lanes, and, in the first column, of lanes that have no column of their own."""
    mine = [cell for cell in cells if cell.lane in lanes or (elsewhere is not None and cell.lane not in elsewhere)]
    # JupyterLab keeps this of a notebook that it does not trust yet, and nothing of our style sheet.
    return '<td style="text-align:left">' + "".join(_record(cell) for cell in mine) + "</td>"


def _record(cell: Cell) -> str:
    """One record, its lane's word first."""
    lines = "<br>".join(markup.line(line, markup.narrow) for line in cell.lines)
    return f"<div><small>{cell.lane}</small><br><code>{lines}</code></div>"
