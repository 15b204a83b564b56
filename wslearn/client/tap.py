"""Stand beside a connection's bytes and record what passes, both ways, as it was on the wire."""

from collections.abc import Callable
from typing import Any

from wslearn.client import trouble
from wslearn.client.frames import FrameReader, Peer, RawFrame, frame_data
from wslearn.client.head import END, ResponseHead, header, pairs, read_request, read_response
from wslearn.client.outcome import By, Closed, Stage
from wslearn.client.recorder import ClientRecorder
from wslearn.trace.record import Direction

KEPT_BODY = 2**20
"""Bytes of a refusal's body that are kept."""

_DIR: dict[Peer, Direction] = {"client": "receive", "server": "send"}


class Tap:
    """One connection's records.

    Attributes:
        head: the head of the server's answer, once it is there.
        body: what followed the head of an answer that is not 101.
        answered: bytes that the server sent before any frame.
        first_close: who sent the first close frame.
        asked: the close frame that comes next was asked for by the user, or is the user's own bytes.
        on_close: called once, at the first close frame of either side.
    """

    def __init__(self, recorder: ClientRecorder, client: str, url: str, conn: str) -> None:
        self.head: ResponseHead | None = None
        self.body = b""
        self.answered = 0
        self.first_close: By | None = None
        self.asked = False
        self.on_close: Callable[[], None] = lambda: None
        self._recorder, self._client, self._url, self._conn = recorder, client, url, conn
        self._requested = False
        self._incoming = b""
        self._close_of_server: bytes | None = None
        self._readers = {"client": FrameReader("client"), "server": FrameReader("server")}

    def sent(self, data: bytes) -> None:
        """Bytes that go onto the TCP connection now."""
        if self._requested:
            self._frames("client", data)
        else:
            self._requested = True
            self._request(data)

    def received(self, data: bytes) -> None:
        """Bytes that came from it just now."""
        if self.head is not None and self.head.status == 101:
            self._frames("server", data)
        else:
            self.answered += len(data)
            self._answer(data)

    def _request(self, data: bytes) -> None:
        head = read_request(data)
        offered = header(head.headers, "Sec-WebSocket-Protocol") or ""
        names = [name.strip() for name in offered.split(",") if name.strip()]
        self._record(
            "receive",
            "handshake.request",
            url=self._url,
            path=head.path,
            headers=pairs(head.headers),
            subprotocols=names,
        )

    def _answer(self, data: bytes) -> None:
        """Collect an answer; python-websockets gives up long before an endless one could hurt."""
        if self.head is not None:
            self.body = (self.body + data)[:KEPT_BODY]
            return
        self._incoming += data
        text, end, rest = self._incoming.partition(END)
        if not end:
            return
        self._incoming = b""
        self.head = read_response(text)
        if self.head is not None and self.head.status == 101:
            self.response(self.head)
            self._frames("server", rest)
        else:
            self.body = rest[:KEPT_BODY]

    def response(self, head: ResponseHead, body: bytes | None = None) -> None:
        """Record the answer; a refusal's waits until its body is complete."""
        more: dict[str, Any] = {} if body is None else {"body": body}
        self._record(
            "send",
            "handshake.response",
            status=head.status,
            reason=head.reason,
            headers=pairs(head.headers),
            subprotocol=header(head.headers, "Sec-WebSocket-Protocol"),
            **more,
        )

    def failed(self, stage: Stage, error: str) -> None:
        """Record what went wrong."""
        self._record(None, "failed", stage=stage, error=error)

    def closed(self, closed: Closed) -> None:
        """Record the end as the page sees it."""
        self._record(None, "closed", code=closed.code, reason=closed.reason, by=closed.by)

    def cut(self) -> None:
        """The TCP connection has ended: show what was begun and not finished."""
        for sender in ("client", "server"):
            if frame := self._readers[sender].rest():
                self._frame(sender, frame)
                self.failed("frame", trouble.cut_frame(sender, len(frame.payload), frame.length))

    def _frames(self, sender: Peer, data: bytes) -> None:
        for frame in self._readers[sender].feed(data):
            self._frame(sender, frame)

    def _frame(self, sender: Peer, frame: RawFrame) -> None:
        data = frame_data(self._client, frame)
        if frame.opcode == 0x8:
            self._closing(sender, frame.payload, data)
        self._recorder.record(self._conn, _DIR[sender], "frame", data)

    def _closing(self, sender: Peer, payload: bytes, data: dict[str, Any]) -> None:
        """A close frame is about to be recorded: what is it?"""
        if sender == "server":
            self._close_of_server = payload
        elif not self.asked and payload != self._close_of_server:
            self._gave_up(data["code"], data["reason"])
        if self.first_close is None:
            self.first_close = sender
            self.on_close()

    def _gave_up(self, code: int | None, reason: str) -> None:
        """The close frame is neither asked for nor an echo: python-websockets cannot go on with what came."""
        incoming = self._readers["server"]
        if begun := incoming.rest():
            self._frame("server", begun)
        self.failed("frame", trouble.frame_trouble(code, reason, incoming.fault))

    def _record(self, dir: Direction | None, type: str, **data: Any) -> None:
        self._recorder.record(self._conn, dir, type, {"client": self._client, **data})
