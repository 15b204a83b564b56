"""A page's message is taken only in the form that page.js sends."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.pages.reports import BadReport, read_batch
from wslearn.trace.record import Repr


def batch(*reports: dict[str, Any], **fields: Any) -> str:
    """A message with these reports."""
    return json.dumps({"now": 1.5e12, "lost": 0, "reports": reports, **fields})


def report(type_: str = "page.message", **fields: Any) -> dict[str, Any]:
    """One report; `d` is its data."""
    return {"i": 1, "e": type_, "t": 1.5e12, "s": 1, "c": None, "d": {}, **fields}


def test_values_come_as_a_saved_trace_has_them() -> None:
    """Bytes, what JSON cannot hold, and keys with a dollar sign are what the page had."""
    data = {"value": {"u": {"$repr": "undefined"}, "$$key": [1, 2.5]}, "text": "x"}
    sent = {"bytes": {"$bytes": "AQL/"}, "object": "Blob", "length": 3}
    read = read_batch(batch(report("page.stringify", d=data, s=None), report(d=sent, c=1)))
    assert read.reports[0].data == {"value": {"u": Repr("undefined"), "$key": [1, 2.5]}, "text": "x"}
    assert read.reports[1].data["bytes"] == b"\x01\x02\xff"
    assert (read.reports[0].socket, read.reports[1].socket, read.reports[1].cause) == (None, 1, 1)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        b"\xff\xfe",
        "[" * 100_000,
        batch(now="x"),
        batch(now=float("nan")),
        batch(now=1e300),
        batch(lost=-1),
        batch(lost=True),
        json.dumps({"now": 1, "lost": 0, "reports": {}, "more": 1})[:-1],
        json.dumps({"now": 1, "lost": 0, "reports": 5}),
        batch(*[report()] * 10_001),
        batch(report(e="page.gap")),
        batch(report(e="handshake.request")),
        batch(report(e=["page.open"])),
        batch(report(i=2**60)),
        batch(report(s="1")),
        batch(report(t=None)),
        batch(report(d=[])),
        batch(report(d={"client": "teacher"})),
        batch(report(d={"text": 5})),
        batch(report(d={"bytes": "text"})),
        batch(report(d={"bytes": {"$bytes": "???"}})),
        batch(report(d={"n": -1})),
        batch(report(d={"state": 4})),
        batch(report(d={"error": "x"})),
        batch(report("page.close", d={"code": "1000"})),
    ],
)
def test_anything_else_is_refused(message: str | bytes) -> None:
    """A sentence that fits into a close reason, whatever came."""
    with pytest.raises(BadReport) as refused:
        read_batch(message)
    assert len(str(refused.value).encode()) <= 123


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["now", "lost", "reports", *"ietscd"]), inner)
        ),
    )
)
def test_nothing_raises_anything_else(value: Any) -> None:
    """Any JSON is either reports or refused."""
    for message in (json.dumps(value), batch(report(d=value)), batch(report("page.parse", d={"value": value}))):
        try:
            read_batch(message)
        except BadReport:
            continue
