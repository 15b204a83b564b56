"""Rows, and what stands between them, as the JSON objects that a page draws.

Every text of a payload was made visible by `render`, as in the terminal; the page shows texts and nothing else.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wslearn.panel.arrows import Lifelines
from wslearn.panel.states import Ribbons
from wslearn.render.cells import always, cells_of
from wslearn.render.escape import shown
from wslearn.render.signs import UNICODE
from wslearn.trace.record import LANES, Finding, Record, StepMark
from wslearn.trace.row import Mark, Row

_LONG = 2000


@dataclass(frozen=True, slots=True)
class ServerState:
    """What the traced server does now.

    Attributes:
        state: `starting`, `ready`, `blocked` (its event loop runs nothing), `answers` (it does again) or `ended`.
        text: one sentence.
        page: the address of the project's page; None where it is not known.
    """

    state: Literal["starting", "ready", "blocked", "answers", "ended"]
    text: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence of wslearn's own."""

    text: str


Kept = Row | StepMark | Finding | ServerState | Notice
Item = dict[str, Any]


class Items:
    """Makes items of what is kept; call it in order, as an arrow may need what an earlier row said.

    Args:
        t0_ns: the `perf_counter_ns` that times count from.
    """

    def __init__(self, t0_ns: int = 0) -> None:
        self.t0_ns = t0_ns
        self._lifelines = Lifelines()
        self._ribbons = Ribbons()

    def encode(self, index: int, kept: Kept) -> str:
        """The item as JSON text, ASCII only: any character and any lone surrogate gets through."""
        if isinstance(kept, Row):
            return as_text({"kind": "row", "i": index, **self._row(kept)})
        item = _MAKE[type(kept)](kept)
        return as_text({"kind": item.pop("kind"), "i": index, **item})

    def _row(self, row: Row) -> Item:
        fan = next((record.id for record in row.records if record.type == "group_send"), None)
        return {
            "number": row.number,
            "row": row.kind,
            "t": row.t_ns - self.t0_ns,
            "delta": row.delta_ns,
            "conn": row.conn,
            "client": None if row.client is None else shown(str(row.client), 40),
            "dir": row.dir,
            "late": row.late,
            "always": any(always(record) for record in row.records),
            "cells": [[cell.lane, cell.lines] for cell in cells_of(row, LANES, UNICODE)],
            "marks": [_mark(mark) for mark in row.marks],
            "types": _types(row.records),
            "states": self._ribbons.changes(row),
            "arrows": self._lifelines.arrows(row),
            **({"fans": fan} if fan else {}),
        }


def as_text(item: object) -> str:
    """One item as compact JSON, ASCII only."""
    return _dumps(item)


_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False, default=str).encode


def _mark(mark: Mark) -> Item:
    texts = {"said": mark.said, "sent": mark.sent, "why": mark.why, "topic": mark.topic}
    return {key: shown(text, 300) for key, text in texts.items()}


def _types(records: Sequence[Record]) -> list[str]:
    """The types of the records, each once, in their order."""
    return [shown(type_, 80) for type_ in dict.fromkeys(str(record.type) for record in records)]


def _step(step: StepMark) -> Item:
    return {"kind": "step", "number": step.number, "title": shown(step.title, 300)}


def _finding(finding: Finding) -> Item:
    texts = {"expected": finding.expected, "did": finding.did, "hint": finding.hint}
    return {"kind": "finding", "passed": finding.passed, **{key: shown(text, _LONG) for key, text in texts.items()}}


def _server(server: ServerState) -> Item:
    return {"kind": "server", "state": server.state, "text": shown(server.text, _LONG), "page": server.page}


def _notice(notice: Notice) -> Item:
    return {"kind": "notice", "text": shown(notice.text, _LONG)}


_MAKE: Mapping[type[Any], Callable[[Any], Item]] = {
    StepMark: _step,
    Finding: _finding,
    ServerState: _server,
    Notice: _notice,
}
