"""Which records belong together.

Records of one server process are tied by their causes and by their order, a connection's client and server by the
order in each direction: the n-th message of the client is the n-th on the wire and the n-th event. Never by content: a
channel layer's message may call itself `websocket.receive` too.
"""

from wslearn.trace.asgi_rules import AsgiRules
from wslearn.trace.consumer_rules import ConsumerRules
from wslearn.trace.group import Group
from wslearn.trace.network_rules import NetworkRules
from wslearn.trace.page_rules import PageRules
from wslearn.trace.record import Record
from wslearn.trace.ties import Ties


class Grouping:
    """Finds the group of each record. Feed each observer's records in their order."""

    def __init__(self) -> None:
        self.ties = Ties()
        self._asgi = AsgiRules(self.ties)
        self._places = {
            **NetworkRules(self.ties).places,
            **PageRules(self.ties).places,
            **self._asgi.places,
            **ConsumerRules(self.ties).places,
        }

    def place(self, record: Record) -> Group:
        """The group that a record belongs to; a new one if there is none. The caller adds the record to it."""
        connection = self.ties.connection(record)
        place = self._places.get((record.lane, record.type))
        if place is not None:
            return place(connection, record)
        if record.lane == "asgi" and record.dir == "send":
            return self._asgi.unknown_event(connection, record)
        return self.ties.alone(connection, record)

    def forget(self, group: Group) -> None:
        """Drop all ways to a group: nothing more belongs to it."""
        self.ties.forget(group)
