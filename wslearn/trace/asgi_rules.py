"""Where the ASGI events belong."""

from wslearn.trace.group import DONE, EVENT, LOST, NOTHING, WIRE, Connection, Group
from wslearn.trace.record import Record
from wslearn.trace.ties import CALL, HOPS, Places, Ties


class AsgiRules:
    """The lane `asgi`: events, by their causes where there are any, else by their order."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self.places: Places = {
            ("asgi", "scope"): self._scope,
            ("asgi", "websocket.connect"): self._connect,
            ("asgi", "websocket.accept"): self._accept,
            ("asgi", "websocket.receive"): self._receive,
            ("asgi", "websocket.send"): self._send,
            ("asgi", "websocket.close"): self._close,
            ("asgi", "websocket.disconnect"): self._disconnect,
            ("asgi", "http.request"): self._http_request,
            ("asgi", "http.response.start"): self._http_response,
            ("asgi", "http.response.body"): self._http_response,
            ("asgi", "http.disconnect"): self._http_response,
            ("asgi", "return"): self._return,
            ("asgi", "cancel"): self._cancel,
        }

    def _scope(self, connection: Connection, record: Record) -> Group:
        if record.data.get("type") == "http":
            return self._ties.once(connection, "request", 0)
        return self._ties.once(connection, "handshake", 0)

    def _connect(self, connection: Connection, record: Record) -> Group:
        return self._ties.remember(self._ties.once(connection, "handshake", EVENT), record)

    def _accept(self, connection: Connection, record: Record) -> Group:
        connection.answered = True
        return self._ties.remember(self._ties.once(connection, "answer", EVENT), record)

    def _receive(self, connection: Connection, record: Record) -> Group:
        key = self._ties.message_key(connection, "asgi", "receive")
        connection.next(("asgi", "receive"))
        group = self._ties.caused(record)
        if group is None:
            group = self._ties.keyed(connection, key, "message", "receive", HOPS | CALL, 0)
        group.have |= EVENT
        return self._ties.remember(group, record)

    def _send(self, connection: Connection, record: Record) -> Group:
        group = self._ties.take_dumped(connection, record, "message", HOPS)
        group.have |= EVENT
        if connection.settled & LOST:
            group.need |= NOTHING
        if not connection.seen & WIRE and (record.data.get("text") or record.data.get("bytes")):
            # Nobody saw the wire: the n-th event that has something to send is the n-th message.
            key = self._ties.message_key(connection, "asgi", "send")
            connection.next(("asgi", "send"))
            self._ties.tie(group, key)
        return self._ties.remember(group, record)

    def unknown_event(self, connection: Connection, record: Record) -> Group:
        """An event that the application made up."""
        return self._ties.remember(self._ties.alone(connection, record, WIRE), record)

    def _close(self, connection: Connection, record: Record) -> Group:
        connection.closing = True
        if connection.answered:
            return self._ties.remember(self._ties.once(connection, "closing", EVENT), record)
        group = self._ties.once(connection, "answer", EVENT)
        connection.answered = True
        self._ties.refuse(connection, group)
        return self._ties.remember(group, record)

    def _disconnect(self, connection: Connection, record: Record) -> Group:
        return self._ties.remember(self._ties.once(connection, "end", EVENT), record)

    def _return(self, connection: Connection, record: Record) -> Group:
        connection.end_application()
        self._ties.note_end(connection)
        groups = connection.groups
        if "response" in groups:
            return self._ties.once(connection, "response", DONE)
        if "end" in groups or connection.closing:
            return self._ties.once(connection, "end", DONE)
        return self._ties.alone(connection, record)

    def _cancel(self, connection: Connection, record: Record) -> Group:
        connection.end_application()
        self._ties.note_end(connection)
        return self._ties.alone(connection, record)

    def _http_request(self, connection: Connection, record: Record) -> Group:
        return self._ties.once(connection, "request", 0 if record.data.get("more_body") else EVENT)

    def _http_response(self, connection: Connection, record: Record) -> Group:
        last = record.type == "http.response.body" and not record.data.get("more_body")
        return self._ties.once(connection, "response", EVENT if last else 0)
