"""A recorded server for tests: collects records, waits for the one that matters."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wslearn.server.process import Ready, Server, Serving
from wslearn.trace.record import Record

SAMPLE = Path(__file__).parent / "sample"


class Collector:
    """All records of a server, and a way to wait for some of them."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._changed = threading.Condition()

    def __call__(self, records: list[Record]) -> None:
        with self._changed:
            self.records.extend(records)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[list[Record]], bool], timeout: float = 10.0) -> list[Record]:
        """All records once `wanted` of them is true; fails after `timeout` seconds."""
        with self._changed:
            assert self._changed.wait_for(lambda: wanted(self.records), timeout), summary(self.records)
            return list(self.records)

    def until(self, lane: str, type: str, count: int = 1, **data: Any) -> list[Record]:
        """All records once `count` of this lane, type and data are there."""
        return self.wait(lambda records: len(pick(records, lane, type, **data)) >= count)


def pick(records: list[Record], lane: str, type: str | None = None, **data: Any) -> list[Record]:
    """The records of a lane, of a type, whose data has these values."""
    return [
        record
        for record in records
        if record.lane == lane
        and type in (None, record.type)
        and all(record.data.get(key) == value for key, value in data.items())
    ]


def of_key(records: list[Record], key: str) -> list[Record]:
    """The records of the connection that was opened with this Sec-WebSocket-Key."""
    conns = {
        record.conn
        for record in pick(records, "wire", "handshake.request")
        if ["Sec-WebSocket-Key", key]
        in [[name.title().replace("Websocket", "WebSocket"), v] for name, v in record.data["headers"]]
    }
    return [record for record in records if record.conn in conns]


def summary(records: list[Record]) -> str:
    """A readable list for a failed assertion."""
    return "\n".join(f"{r.seq} {r.conn} {r.lane} {r.dir} {r.type} {str(dict(r.data))[:100]}" for r in records[-60:])


@contextmanager
def recorded(
    folder: Path = SAMPLE, *, page_script: str | None = None, **serving: Any
) -> Iterator[tuple[Server, Ready, Collector]]:
    """A running recorded server of a project, whose pages load a script first when one is given; killed at the end."""
    collector = Collector()
    server = Server(collector)
    serving.setdefault("settings", "settings")
    server.serve(Serving(str(folder), **serving))
    if page_script is not None:
        server.record_pages(page_script)
    try:
        yield server, server.wait_ready(30), collector
    finally:
        server.stop()
