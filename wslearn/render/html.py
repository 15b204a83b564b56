"""A timeline as one self-contained HTML page: a real table, dark and light, no scripts, nothing fetched.

Every text goes through `html.escape` after it was made visible; the page's own Content-Security-Policy forbids scripts
and anything from a network.
"""

from collections.abc import Iterable, Iterator
from html import escape

from wslearn.render.cells import Cell, cells_of
from wslearn.render.heads import delta, mark_line, number, way, who
from wslearn.render.parts import Line
from wslearn.render.signs import UNICODE
from wslearn.render.timeline import View
from wslearn.trace.row import Row

_COLUMNS = (
    ("Client frame", ("client", "wire")),
    ("ASGI event", ("asgi",)),
    ("Consumer, JSON and layer", ("consumer", "json", "layer")),
)
_FACTS = (
    '<th scope="col">Row</th><th scope="col">Direction</th><th scope="col">Connection</th>'
    '<th scope="col"><abbr title="time since the row before">Δt</abbr></th>'
)

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
tbody th { font-weight: bold; }
.record { font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.record + .record { margin-top: .35rem; }
.lane, .meta { color: var(--soft); font-weight: normal; }
.lane { font: .75rem/1.5 system-ui, sans-serif; }
.strong, .mark { font-weight: bold; }
.bad, .warn { font-weight: bold; color: var(--bad); }
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
<table>
<caption>{title}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def html_page(rows: Iterable[Row], title: str, view: View | None = None) -> str:
    """The page; `receive` and `send` are the application's view, as everywhere."""
    view = view or View()
    columns = [(name, lanes) for name, lanes in _COLUMNS if any(lane in view.lanes for lane in lanes)]
    heads = _FACTS + "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in columns)
    shown = (row for row in rows if view.shows(row))
    body = "\n".join(line for row in shown for line in _row(row, view, [lanes for _, lanes in columns]))
    return _PAGE.format(title=escape(title), style=_STYLE, heads=heads, body=body)


def _row(row: Row, view: View, columns: list[tuple[str, ...]]) -> Iterator[str]:
    """The `tr` of the row, and one for each of its marks."""
    cells = cells_of(row, view.lanes, UNICODE)
    facts = (way(row, UNICODE).text, who(row), delta(row))
    head = f'<th scope="row">{escape(number(row, UNICODE))}</th>' + "".join(
        f"<td>{escape(fact)}</td>" for fact in facts
    )
    shown = {lane for lanes in columns for lane in lanes}
    first, *others = columns
    beside = [_cell(cells, first, shown), *(_cell(cells, lanes) for lanes in others)]
    yield f"<tr>{head}{''.join(beside)}</tr>"
    for mark in row.marks:
        said = f'<div class="record">{_line(mark_line(mark, UNICODE))}</div>'
        yield f'<tr class="differs"><td></td><td colspan="{3 + len(columns)}">{said}</td></tr>'


def _cell(cells: Iterable[Cell], lanes: tuple[str, ...], elsewhere: set[str] | None = None) -> str:
    """The records of these lanes, and, in the first column, of lanes that have no column of their own."""
    mine = [cell for cell in cells if cell.lane in lanes or (elsewhere is not None and cell.lane not in elsewhere)]
    return "<td>" + "".join(_record(cell) for cell in mine) + "</td>"


def _record(cell: Cell) -> str:
    """One record, its lane's word first."""
    lines = "\n".join(_line(line) for line in cell.lines)
    return f'<div class="record"><span class="lane">{cell.lane}</span>\n{lines}</div>'


def _line(line: Line) -> str:
    """The parts, each isolated, so that right-to-left letters of a payload stay where they are."""
    return "".join(_part(text, style) for text, style in line if text)


def _part(text: str, style: str) -> str:
    """One part; only a few styles mean something here."""
    known = style if style in ("strong", "mark", "bad", "warn", "meta") else ""
    attribute = f' class="{known}"' if known else ""
    return f"<bdi{attribute}>{escape(text)}</bdi>"
