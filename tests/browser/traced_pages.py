"""A traced server whose pages report, and everything that was recorded of both."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from tests.live.recorded import SAMPLE, Collector, recorded
from wslearn.pages.server import Pages
from wslearn.server.process import Server
from wslearn.trace.merge import Merger
from wslearn.trace.record import Record
from wslearn.trace.row import Row
from wslearn.trace.rows import Rows

PAGES = SAMPLE / "pages"

_T = TypeVar("_T")


class TracedPages:
    """The pages of the sample project.

    Attributes:
        origin: of the traced server.
        pages: what takes the reports.
        collector: the records of pages and server.
    """

    def __init__(self, origin: str, pages: Pages, collector: Collector, server: Server) -> None:
        self.origin = origin
        self.pages = pages
        self.collector = collector
        self._server = server

    def settled(self) -> list[Record]:
        """All records, those included that the server has made and not handed over yet."""
        self._server.sync().result(10)
        return list(self.collector.records)

    @property
    def socket(self) -> str:
        """The address of the consumer that does as it is told."""
        return self.origin.replace("http", "ws") + "/ws/told/"


def rows_of(records: list[Record]) -> dict[str, list[Row]]:
    """The rows of each connection that a page made, in the order of their constructor calls."""
    merger, rows = Merger(), Rows()
    made = [row for record in records for row in rows.feed(merger.feed(record))] + rows.flush(None)
    conns = [record.conn for row in made for record in row.records if record.type == "page.new"]
    return {conn: [row for row in made if row.conn == conn] for conn in conns if conn is not None}


@contextmanager
def in_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop in a thread: Playwright has this one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def run(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, _T]) -> _T:
    """The result of a coroutine in that loop."""
    return asyncio.run_coroutine_threadsafe(work, loop).result(10)


@contextmanager
def traced_pages() -> Iterator[TracedPages]:
    """A running one."""
    pages = Pages()
    with in_loop() as loop:
        collected: list[Collector] = []
        run(loop, pages.start(lambda record: collected[0]([record])))
        try:
            with recorded(PAGES) as (server, ready, collector):
                collected.append(collector)
                server.record_pages(pages.script_url)
                server.sync().result(10)
                origin = f"http://127.0.0.1:{ready.port}"
                pages.allow(origin)
                yield TracedPages(origin, pages, collector, server)
        finally:
            run(loop, pages.stop())
