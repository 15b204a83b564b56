"""Where the records of consumers and of what they call belong."""

from collections import deque
from typing import Any

from wslearn.trace.group import ENTER, LEAVE, Connection, Group
from wslearn.trace.record import Record
from wslearn.trace.ties import CALL, HOPS, Places, Ties

NOTABLE_NS = 50_000_000
"""A method that took this long is shown to end, in nanoseconds."""

# A method that sends for ever does not fill the memory.
_OPEN = 1000
_ENTER_KEYS = {"websocket.connect": "handshake", "websocket.disconnect": "end"}


class ConsumerRules:
    """The lanes `consumer`, `json` and `layer`: what a method does belongs to its call."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self.places: Places = {
            ("consumer", "enter"): self._enter,
            ("consumer", "leave"): self._leave,
            ("consumer", "exception"): self._exception,
            ("json", "loads"): self._loads,
            ("json", "dumps"): self._dumps,
            ("layer", "new_channel"): self._new_channel,
            ("layer", "group_send"): self._layer_call,
            ("layer", "send"): self._layer_call,
            ("layer", "drop"): self._drop,
            ("layer", "deliver"): self._deliver,
        }

    def _enter(self, connection: Connection, record: Record) -> Group:
        group = self._ties.caused(record) or self._entered(connection, record)
        group.have |= ENTER
        group.have &= ~LEAVE
        connection.open[record.id] = deque(maxlen=_OPEN)
        return self._ties.remember(group, record)

    def _entered(self, connection: Connection, record: Record) -> Group:
        """Where the events are not recorded, methods are counted in their place."""
        event = record.data.get("event")
        if record.data.get("source") == "layer" or not isinstance(event, str):
            return Group("layer", "receive", connection, CALL)
        if event == "websocket.receive":
            key = self._ties.message_key(connection, "consumer", "receive")
            connection.next(("consumer", "receive"))
            return self._ties.keyed(connection, key, "message", "receive", HOPS | CALL, 0)
        if event in _ENTER_KEYS:
            return self._ties.once(connection, _ENTER_KEYS[event], 0)
        return Group("other", "receive", connection, CALL)

    def _leave(self, connection: Connection, record: Record) -> Group:
        """The end of a method: shown with its beginning, else alone when it is worth telling."""
        if record.cause is not None:
            for child in connection.open.pop(record.cause, ()):
                child.have |= LEAVE
            connection.dumped.pop(record.cause, None)
        outcome = record.data.get("outcome")
        if outcome == "exception":
            connection.end_application()
        group = self._ties.caused(record)
        if group is None:
            return self._ties.alone(connection, record)
        group.have |= LEAVE
        told = group.number and not group.records
        if told and (outcome != "return" or _duration(record) >= NOTABLE_NS):
            return self._ties.alone(connection, record)
        return group

    def _exception(self, connection: Connection, record: Record) -> Group:
        if record.data.get("source") == "asgi":
            connection.end_application()
            self._ties.note_end(connection)
        return self._ties.alone(connection, record)

    def _new_channel(self, connection: Connection, record: Record) -> Group:
        """Channels asks for a name right before it hands on the first event of a consumer."""
        if connection.answered:
            return self._ties.alone(connection, record)
        return self._ties.remember(self._ties.once(connection, "handshake", 0), record)

    def _with_method(self, connection: Connection, record: Record, group: Group) -> Group:
        """Let a group end with the method that makes it."""
        if record.cause is not None and record.cause in connection.open:
            connection.open[record.cause].append(group)
        return group

    def _loads(self, connection: Connection, record: Record) -> Group:
        return self._ties.caused(record) or self._ties.alone(connection, record)

    def _dumps(self, connection: Connection, record: Record) -> Group:
        """Collected until something is sent, by the same method: it is what the text was made for."""
        if "error" in record.data:
            return self._ties.alone(connection, record)
        group = connection.dumped.get(record.cause)
        if group is None or group.number:
            group = connection.dumped[record.cause] = self._ties.alone(connection, record, LEAVE)
            self._with_method(connection, record, group)
        return group

    def _layer_call(self, connection: Connection, record: Record) -> Group:
        group = self._ties.caused(record) if "group" in record.data and record.type == "send" else None
        if group is None:
            group = self._ties.take_dumped(connection, record, "layer", LEAVE)
            self._with_method(connection, record, group)
        return self._ties.remember(group, record)

    def _drop(self, connection: Connection, record: Record) -> Group:
        return self._ties.caused(record) or self._ties.alone(connection, record)

    def _deliver(self, connection: Connection, record: Record) -> Group:
        return self._ties.remember(Group("layer", "receive", connection, CALL), record)


def _duration(record: Record) -> Any:
    duration = record.data.get("duration_ns")
    return duration if isinstance(duration, int) else 0
