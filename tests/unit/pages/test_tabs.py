"""Reports become records with a name, a time on the one clock, and bounds."""

import json
from typing import Any

import pytest

from wslearn.pages.reports import BadReport
from wslearn.pages.tabs import MOST_TABS, Tab, Tabs
from wslearn.trace.record import Record

SECOND = 1_000_000_000
# What the browser's clock says at the records' time 0.
EPOCH_MS = 1_700_000_000_000


class Session:
    """Tabs with a clock that stands still unless it is moved."""

    def __init__(self) -> None:
        self.now_ns = 100 * SECOND
        self.records: list[Record] = []
        self.tabs = Tabs(self.records.append, lambda: self.now_ns, lambda: EPOCH_MS * 1_000_000 + self.now_ns)

    def epoch(self, seconds_ago: float = 0.0) -> float:
        """The browser's clock, so long ago."""
        return EPOCH_MS + self.now_ns / 1e6 - seconds_ago * 1000

    def send(self, tab: Tab, *types: str, now: float | None = None, lost: int = 0, **fields: Any) -> None:
        """One message with reports of these types."""
        at = self.epoch() if now is None else now
        made = [
            {"i": n, "e": type_, "t": at, "s": 1, "c": None, "d": {}, **fields}
            for n, type_ in enumerate(types, start=1)
        ]
        tab.take(json.dumps({"now": at, "lost": lost, "reports": made}))


def test_a_record_says_when_it_was_in_the_page() -> None:
    """The page's own time, of the same machine, is the time of the record; never later than its arrival."""
    session = Session()
    tab = session.tabs.open()
    session.send(tab, "page.open", t=session.epoch(0.01))
    session.send(tab, "page.open", t=session.epoch(-5))
    session.send(tab, "page.open", t=0)
    times = [record.t_ns for record in session.records]
    assert abs(times[0] - (100 * SECOND - 10_000_000)) < 1000
    assert times[1:] == [100 * SECOND, 40 * SECOND]


def test_another_machines_clock_is_set_right() -> None:
    """A phone whose clock is an hour off: only differences of its times count."""
    session = Session()
    tab = session.tabs.open(here=False)
    late = session.epoch(3600)
    session.send(tab, "page.open", now=late, t=late - 20)
    assert abs(session.records[0].t_ns - (100 * SECOND - 20_000_000)) < 1000


def test_a_busy_machine_has_one_clock_all_the_same() -> None:
    """Reports of a browser on this machine that come seconds late keep their times, so they stand in order."""
    session = Session()
    session.send(session.tabs.open(), "page.open", now=session.epoch(3), t=session.epoch(3))
    session.send(session.tabs.open(here=False), "page.open", now=session.epoch(3), t=session.epoch(3))
    times = [record.t_ns for record in session.records]
    assert abs(times[0] - 97 * SECOND) < 1000
    assert abs(times[1] - 100 * SECOND) < 1000


def test_names_are_free_again() -> None:
    """Two pages at once are page and page2; a page that is loaded anew has its old name."""
    session = Session()
    first, second = session.tabs.open(), session.tabs.open()
    session.send(first, "page.open")
    session.send(second, "page.open")
    first.close()
    third = session.tabs.open()
    session.send(third, "page.open")
    assert [record.data["client"] for record in session.records] == ["page", "page2", "page"]
    assert len({record.conn for record in session.records}) == 3
    assert len({record.id for record in session.records}) == 3


def test_an_expected_page_has_its_name() -> None:
    """A lesson that opens a page for alice finds her records under her name."""
    session = Session()
    session.tabs.expect("alice")
    tab = session.tabs.open()
    session.send(tab, "page.open")
    assert session.records[0].data["client"] == "alice"


def test_causes_stay_within_the_page() -> None:
    """A report's cause is a record of the same page, or none."""
    session = Session()
    tab, other = session.tabs.open(), session.tabs.open()
    session.send(tab, "page.message", "page.parse", c=1)
    assert session.records[1].cause == session.records[0].id
    session.send(other, "page.parse", i=7, c=1)
    assert session.records[2].cause is None


def test_a_flood_is_heard_in_part() -> None:
    """20,000 at once and 5,000 a second are kept; the rest is one record with its count."""
    session = Session()
    tab = session.tabs.open()
    for _ in range(5):
        session.send(tab, *["page.open"] * 9000)
    kept = [record for record in session.records if record.type == "page.open"]
    lost = [record.data["count"] for record in session.records if record.type == "page.gap"]
    assert len(kept) == 20_000
    assert sum(lost) == 25_000
    session.now_ns += SECOND
    session.send(tab, *["page.open"] * 6000)
    assert len([record for record in session.records if record.type == "page.open"]) == 25_000


def test_what_the_script_dropped_is_told() -> None:
    """Reports that the page itself could not keep are a gap, too."""
    session = Session()
    session.send(session.tabs.open(), lost=3)
    assert [(record.type, record.data["count"]) for record in session.records] == [("page.gap", 3)]


def test_only_so_many_pages() -> None:
    """A page that opens connections without end is refused, and makes room when it goes."""
    tabs = Session().tabs
    opened = [tabs.open() for _ in range(MOST_TABS)]
    with pytest.raises(BadReport):
        tabs.open()
    opened[0].close()
    tabs.open()
