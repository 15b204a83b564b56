"""The arrows that a row draws in the sequence diagram: client, Daphne, application, channel layer."""

from collections.abc import Iterator

from wslearn.panel.states import network_view
from wslearn.render.escape import shown
from wslearn.trace.labels import event_label, layer_label, mishap_label, network_label
from wslearn.trace.record import Record
from wslearn.trace.row import Row

Arrow = tuple[str, str, str]
"""From, to, what. Where from and to are the same it is a note."""

SERVER = "Daphne"
LAYER = "channel layer"


class Lifelines:
    """Knows which consumer answers on a connection, once it has been seen."""

    def __init__(self) -> None:
        self._consumers: dict[str | None, str] = {}

    def arrows(self, row: Row) -> list[Arrow]:
        """The row's arrows in time order; a late row draws no frame again."""
        for record in row.records:
            if record.lane == "consumer" and record.type == "enter":
                self._consumers[row.conn] = self._named(str(record.data.get("class")), row)
        view = "nobody" if row.late else network_view(row.records)
        return [arrow for record in row.records for arrow in self._drawn(record, row, view)]

    def _named(self, name: str, row: Row) -> str:
        return shown(f"{name} ({row.conn})" if row.conn else name, 60)

    def _drawn(self, record: Record, row: Row, view: str) -> Iterator[Arrow]:
        application = self._consumers.get(row.conn) or self._named("application", row)
        client = shown(f"{row.client or 'client'} ({row.conn})", 60)
        if record.lane == view or record.type == "nothing":
            yield from _between(client, SERVER, network_label(record), record)
        elif record.lane == "asgi":
            yield from _between(SERVER, application, event_label(record), record)
        elif record.lane == "consumer":
            yield from _note(application, mishap_label(record))
        elif record.lane == "layer":
            yield from _layer(record, application)


def _between(left: str, right: str, label: str | None, record: Record) -> Iterator[Arrow]:
    if label is None:
        return
    if record.dir is None or record.type == "nothing":
        yield from _note(right if record.type == "nothing" else left, label)
    else:
        ends = (left, right) if record.dir == "receive" else (right, left)
        yield (*ends, shown(label))


def _note(at: str, label: str | None) -> Iterator[Arrow]:
    if label is not None:
        yield (at, at, shown(label))


def _layer(record: Record, application: str) -> Iterator[Arrow]:
    label = layer_label(record)
    if record.type == "drop":
        yield from _note(LAYER, label)
    elif label is not None:
        yield (LAYER, application, shown(label)) if record.type == "deliver" else (application, LAYER, shown(label))
