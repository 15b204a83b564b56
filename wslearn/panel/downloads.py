"""What a page can save: the trace itself, and the exported page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wslearn.render.escape import visible
from wslearn.render.html import html_page
from wslearn.render.timeline import View
from wslearn.trace.jsonl import Trace, dump_line
from wslearn.trace.playback import play_back
from wslearn.trace.record import LANES
from wslearn.trace.row import Row


@dataclass(frozen=True, slots=True)
class Download:
    """One form of the trace: its name and type, and what makes it of a trace and a title."""

    filename: str
    content_type: str
    make: Callable[[Trace, str], bytes]


def _lines(trace: Trace, title: str) -> bytes:
    return "".join(f"{dump_line(entry)}\n" for entry in (trace.header, *trace.entries)).encode("ascii")


def _page(trace: Trace, title: str) -> bytes:
    rows = (item for item in play_back(trace) if isinstance(item, Row))
    return html_page(rows, visible(title), View(LANES)).encode("utf-8", "backslashreplace")


DOWNLOADS: Mapping[str, Download] = MappingProxyType(
    {
        "/trace.jsonl": Download("trace.jsonl", "application/jsonl; charset=utf-8", _lines),
        "/trace.html": Download("trace.html", "text/html; charset=utf-8", _page),
    }
)
"""Path → what is there."""
