"""What stands at the head of a row: number, direction, connection, Δt; and its marks below."""

from wslearn.render.escape import shown
from wslearn.render.parts import Line, Part, duration
from wslearn.render.signs import Signs
from wslearn.trace.row import Mark, Row


def number(row: Row, signs: Signs) -> str:
    """`12`, or `↳ 12` where it continues a row shown before."""
    return f"{signs.more} {row.number}" if row.late else str(row.number or "")


def way(row: Row, signs: Signs) -> Part:
    """`→ receive` or `← send`, as the application sees it; elsewhere the kind of row."""
    if row.dir is None:
        return Part(row.kind, "warn" if row.kind in ("exception", "warning") else "strong")
    sign = signs.receive if row.dir == "receive" else signs.send
    return Part(row.dir if signs.words else f"{sign} {row.dir}", row.dir)


def short_way(row: Row, signs: Signs) -> Part:
    """The arrow alone, for a narrow terminal."""
    return way(row, signs) if row.dir is None else Part(getattr(signs, row.dir), row.dir)


def who(row: Row) -> str:
    """`c1 alice`; the name of an only client goes without saying, and `server` where nobody else is concerned."""
    name = "" if row.client in (None, "client") else shown(str(row.client), 20)
    return " ".join(filter(None, (row.conn, name))) or "server"


def delta(row: Row) -> str:
    """Time since the row before: `+1.2 ms`."""
    return f"+{duration(row.delta_ns)}"


def mark_line(mark: Mark, signs: Signs) -> Line:
    """`≠ said … · sent … (why) — wslearn explain TOPIC`."""
    newline, ellipsis = signs.newline, signs.ellipsis
    said, sent = (shown(text, 200, newline, ellipsis) for text in (mark.said, mark.sent))
    why = shown(mark.why, 300).rstrip(".")
    return (
        Part(f"{signs.differs} said", "mark"),
        Part(f" {said}{signs.dot}"),
        Part("sent", "mark"),
        Part(f" {sent}"),
        Part(f" ({why}){signs.dot}"),
        Part(f"wslearn explain {shown(mark.topic, 60)}", "command"),
    )
