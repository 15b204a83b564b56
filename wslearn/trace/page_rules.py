"""Where the reports of pages belong: beside the frame, the event and the method that they are the other end of."""

from wslearn.trace.group import CLIENT, CLOSED, PARSED, Connection, Group
from wslearn.trace.record import Record
from wslearn.trace.ties import CALL, HOPS, Places, Ties

_OPEN = 1


class PageRules:
    """The types `page.*` of the lane `client`. Messages carry their number: a page tells, where others are counted."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self.places: Places = {
            ("client", "page.new"): self._new,
            ("client", "page.open"): self._opened,
            ("client", "page.send"): self._send,
            ("client", "page.message"): self._message,
            ("client", "page.error"): self._error,
            ("client", "page.close"): self._close,
            ("client", "page.closing"): self._closing,
            ("client", "page.parse"): self._parse,
            ("client", "page.stringify"): self._stringify,
        }

    def _new(self, connection: Connection, record: Record) -> Group:
        if "error" in record.data:
            return self._ties.alone(connection, record)
        connection.never_opened = True
        return self._ties.once(connection, "handshake", CLIENT)

    def _opened(self, connection: Connection, record: Record) -> Group:
        connection.never_opened = False
        return self._ties.once(connection, "answer", CLIENT)

    def _send(self, connection: Connection, record: Record) -> Group:
        """With the JSON.stringify that made the text; what never went out stands alone."""
        made, number = self._ties.caused(record), record.data.get("n")
        if made is None and number is None:
            return self._ties.alone(connection, record)
        if made is None:
            return self._ties.keyed(
                connection, self._key(connection, record), "message", "receive", HOPS | CALL, CLIENT
            )
        made.have |= CLIENT
        if number is not None:
            made.kind, made.dir, made.need = "message", "receive", HOPS | CALL
            self._ties.tie(made, self._key(connection, record))
        return made

    def _message(self, connection: Connection, record: Record) -> Group:
        group = self._ties.keyed(connection, self._key(connection, record), "message", "send", HOPS, CLIENT)
        if record.data.get("parses"):
            group.need |= PARSED
        return self._ties.remember(group, record)

    def _key(self, connection: Connection, record: Record) -> tuple[str | None, str, object]:
        return (record.dir, "client" if connection.torn else "", record.data.get("n"))

    def _parse(self, connection: Connection, record: Record) -> Group:
        """With the message whose text it was given."""
        group = self._ties.caused(record)
        if group is None:
            return self._ties.alone(connection, record)
        group.have |= PARSED
        return group

    def _stringify(self, connection: Connection, record: Record) -> Group:
        """Waits for the send() that it was made for, where the page told of one."""
        need = CLIENT if record.conn is not None else 0
        return self._ties.remember(self._ties.alone(connection, record, need), record)

    def _error(self, connection: Connection, record: Record) -> Group:
        return self._ties.once(connection, "answer" if connection.never_opened else "end", 0)

    def _closing(self, connection: Connection, record: Record) -> Group:
        """A call of close(): the page's close frame follows, unless there is nothing to close."""
        if record.data.get("before") != _OPEN or "error" in record.data:
            return self._ties.alone(connection, record)
        return self._ties.once(connection, "end", 0)

    def _close(self, connection: Connection, record: Record) -> Group:
        connection.settled |= CLOSED | CLIENT
        self._ties.note_end(connection)
        if not connection.never_opened:
            return self._ties.once(connection, "end", CLOSED)
        group = self._ties.once(connection, "answer", CLOSED)
        group.kind = "reject"
        return group
