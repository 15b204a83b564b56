"""Where the records of the network belong."""

from wslearn.trace.group import CLIENT, CLOSED, EVENT, LOST, NOTHING, SERVER, WIRE, Connection, Group
from wslearn.trace.record import Record
from wslearn.trace.ties import CALL, HOPS, Places, Ties

_MESSAGE_OPCODES = {"text", "binary", "continuation"}
_LANE_PART = {"client": CLIENT, "wire": WIRE}


class NetworkRules:
    """The lanes `client` and `wire`: handshakes, frames and ends, as each side saw them."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self.places: Places = {
            ("client", "handshake.request"): self._handshake_request,
            ("client", "handshake.response"): self._handshake_response,
            ("client", "frame"): self._frame,
            ("client", "closed"): self._closed,
            ("client", "failed"): self._failed,
            ("client", "http.request"): self._http_request,
            ("client", "http.response"): self._http_response,
            ("wire", "handshake.request"): self._handshake_request,
            ("wire", "handshake.response"): self._handshake_response,
            ("wire", "frame"): self._frame,
            ("wire", "nothing"): self._nothing,
            ("wire", "lost"): self._lost,
            ("wire", "gap"): self._gap,
            ("wire", "server.exit"): self._server_exit,
        }

    def _handshake_request(self, connection: Connection, record: Record) -> Group:
        return self._ties.once(connection, "handshake", _LANE_PART[record.lane])

    def _handshake_response(self, connection: Connection, record: Record) -> Group:
        """The answer; a refusal ends the TCP connection, which belongs to it too."""
        group = self._ties.once(connection, "answer", _LANE_PART[record.lane])
        refused = record.data.get("status") != 101
        group.kind = "reject" if refused else "accept"
        if record.lane == "client":
            self._end_with_answer(connection, group, refused)
            return group
        group.have |= EVENT
        connection.answered = True
        if refused:
            self._ties.refuse(connection, group)
        return group

    def _end_with_answer(self, connection: Connection, group: Group, refused: bool) -> None:
        """The page's close event after a refusal belongs to the refusal."""
        connection.never_opened = refused
        if refused:
            group.need |= CLOSED

    def _failed(self, connection: Connection, record: Record) -> Group:
        if record.data.get("stage") not in ("tcp", "handshake"):
            return self._ties.alone(connection, record)
        group = self._ties.once(connection, "answer", CLIENT)
        group.kind = "reject"
        if record.data.get("stage") == "tcp":
            group.dir = None  # nobody answered
        self._end_with_answer(connection, group, True)
        self._ties.note_end(connection)
        return group

    def _frame(self, connection: Connection, record: Record) -> Group:
        opcode, part = str(record.data.get("opcode")), _LANE_PART[record.lane]
        if opcode in _MESSAGE_OPCODES:
            return self._message_frame(connection, record, part)
        if opcode == "close":
            return self._close_frame(connection, record, part)
        if opcode in ("ping", "pong"):
            side = record.lane if connection.torn else ""
            key = (opcode, record.dir, side, connection.next((opcode, record.dir, record.lane)))
            return self._ties.keyed(connection, key, opcode, record.dir, CLIENT | WIRE, part)
        return self._ties.alone(connection, record)

    def _message_frame(self, connection: Connection, record: Record, part: int) -> Group:
        """One of a message's frames; the part is there with the last of them."""
        key = self._ties.message_key(connection, record.lane, record.dir)
        last = bool(record.data.get("fin", True))
        if last:
            connection.next((record.lane, record.dir))
        have = part if last else 0
        if record.dir == "receive":
            group = self._ties.keyed(connection, key, "message", "receive", HOPS | CALL, have)
            return self._ties.remember(group, record) if last and part == WIRE else group
        cause = self._ties.caused(record)
        if cause is not None:
            self._ties.tie(cause, key)
        return self._ties.keyed(connection, key, "message", "send", HOPS, have | (EVENT if have == WIRE else 0))

    def _close_frame(self, connection: Connection, record: Record, part: int) -> Group:
        if record.dir == "send":
            return self._ties.once(connection, "closing", part | (EVENT if part == WIRE else 0))
        if part == WIRE or not connection.seen & WIRE:
            connection.client_close = connection.client_close or record
        return self._ties.once(connection, "end", 0)

    def _nothing(self, connection: Connection, record: Record) -> Group:
        group = self._ties.caused(record)
        if group is None:
            return self._ties.alone(connection, record)
        group.have |= WIRE | CLIENT | NOTHING
        return group

    def _lost(self, connection: Connection, record: Record) -> Group:
        connection.settled |= LOST | WIRE
        self._ties.note_end(connection)
        return self._ties.once(connection, "answer" if connection.refused else "end", LOST)

    def _closed(self, connection: Connection, record: Record) -> Group:
        connection.settled |= CLOSED | CLIENT
        self._ties.note_end(connection)
        return self._ties.once(connection, "answer" if connection.never_opened else "end", CLOSED)

    def _server_exit(self, connection: Connection, record: Record) -> Group:
        """Nothing more comes from the server side of any of its connections."""
        for other in self._of_server(record.src.removesuffix("-process")):
            other.settled |= SERVER
            self._ties.note_end(other)
        return self._ties.alone(connection, record)

    def _gap(self, connection: Connection, record: Record) -> Group:
        """Records are missing: the client's and the server's messages no longer count alike."""
        for other in self._of_server(record.src):
            other.torn = True
        return self._ties.alone(connection, record)

    def _of_server(self, name: str) -> list[Connection]:
        return [connection for connection in self._ties.connections.values() if connection.server == name]

    def _http_request(self, connection: Connection, record: Record) -> Group:
        return self._ties.once(connection, "request", CLIENT)

    def _http_response(self, connection: Connection, record: Record) -> Group:
        self._ties.note_end(connection)
        return self._ties.once(connection, "response", CLIENT)
