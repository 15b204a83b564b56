"""A page's reports stand in the rows of their frames, in whatever order they arrive."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.trace.observers import Clock, Observer, Server, contents, rows_of
from wslearn.render.heads import who
from wslearn.trace.exchange import exchanges
from wslearn.trace.jsonl import Trace
from wslearn.trace.mermaid import to_mermaid
from wslearn.trace.record import Header, Record
from wslearn.trace.rows import Rows


class Page(Observer):
    """A tab; the names of its methods are those of its reports."""

    def __init__(self, clock: Clock, conn: str | None = "c1") -> None:
        super().__init__("page", clock)
        self.conn = conn

    def say(self, dir_: Any, type_: str, cause: Record | None = None, **data: Any) -> Record:
        """A report."""
        return self.see("client", dir_, f"page.{type_}", {"client": "page", **data}, self.conn, cause)


def conversation() -> tuple[Page, Server]:
    """Handshake, stringify and send, an answer that is parsed, close() and onclose; in their true times."""
    clock = Clock()
    page, server = Page(clock), Server(clock)
    page.say("receive", "new", url="ws://x/ws/")
    request = server.wire("receive", "handshake.request", path="/ws/", headers=[])
    server.scope()
    connect = server.event("receive", "websocket.connect", request)
    enter = server.enter(connect, "websocket.connect")
    accept = server.event("send", "websocket.accept", enter)
    server.wire("send", "handshake.response", accept, status=101, headers=[])
    server.leave(enter)
    page.say("send", "open", state=1)
    made = page.say("receive", "stringify", value=[1], text="[1]")
    page.say("receive", "send", made, text="[1]", n=0, state=1)
    frame = server.frame("receive", text="[1]")
    heard = server.event("receive", "websocket.receive", frame, text="[1]")
    enter = server.enter(heard)
    said = server.event("send", "websocket.send", enter, text="[2]")
    server.frame("send", cause=said, text="[2]")
    server.leave(enter)
    message = page.say("send", "message", text="[2]", n=0, parses=1)
    page.say("send", "parse", message, text="[2]", value=[2])
    page.say("receive", "closing", before=1, state=2)
    close = server.frame("receive", "close", code=None)
    end = server.event("receive", "websocket.disconnect", close, code=1005)
    server.leave(server.enter(end, "websocket.disconnect"), outcome="stop")
    server.frame("send", "close", close, code=1000)
    server.wire(None, "lost", clean=True)
    server.see("asgi", None, "return", {}, "c1")
    page.say(None, "close", code=1005, reason="", wasClean=True)
    return page, server


EXPECTED = {
    ("handshake", "receive"): {"page.new", "handshake.request", "scope", "websocket.connect"},
    ("accept", "send"): {"page.open", "handshake.response", "websocket.accept"},
    ("message", "receive"): {"page.stringify", "page.send", "frame", "websocket.receive"},
    ("message", "send"): {"page.message", "page.parse", "frame", "websocket.send"},
    ("disconnect", "receive"): {"page.closing", "page.close", "frame", "websocket.disconnect", "lost", "return"},
    ("close", "send"): {"frame"},
}


@settings(deadline=None)
@given(st.data())
def test_the_order_of_arrival_does_not_matter(data: st.DataObject) -> None:
    """Page and server are two observers; however their records interleave, the rows are the same, and none is late."""
    page, server = conversation()
    waiting = [list(page.records), list(server.records)]
    rows, found = Rows(), []
    while any(waiting):
        source = data.draw(st.sampled_from([records for records in waiting if records]))
        found += rows.feed(source.pop(0))
    found += rows.flush(None)
    kinds = {(row.kind, row.dir): {record.type for record in row.records} - {"enter", "leave"} for row in found}
    assert kinds == EXPECTED
    assert [row.number for row in found] == [1, 2, 3, 4, 5, 6]
    assert {(row.client, row.late) for row in found} == {("page", False)}


def test_what_never_went_out_stands_alone() -> None:
    """A send() that threw, or came after the end, has no frame; the next one still finds its own."""
    page, server = Page(Clock()), Server(Clock())
    page.say("receive", "new", url="ws://x/ws/")
    page.say("receive", "send", text="early", state=0, error={"class": "InvalidStateError", "message": "m"})
    page.say("receive", "send", text="x", n=0, state=1)
    server.frame("receive", text="x")
    rows = rows_of(page.records + server.records)
    assert ["client.page.send"] in map(contents, rows)
    assert any({"client.page.send", "wire.frame"} <= set(contents(row)) for row in rows)


def test_a_lost_report_shifts_nothing() -> None:
    """Messages carry their number: where a report is missing, the others keep their rows."""
    page, server = Page(Clock()), Server(Clock())
    page.say("receive", "new", url="ws://x/ws/")
    page.say("send", "message", text="third", n=2)
    for text in ("first", "second", "third"):
        server.frame("send", text=text)
    rows = rows_of(page.records + server.records)
    (row,) = [row for row in rows if "client.page.message" in contents(row)]
    assert {record.data["text"] for record in row.records} == {"third"}


def test_a_refusal_is_one_row() -> None:
    """403, onerror and onclose 1006 are the answer to the handshake."""
    clock = Clock()
    page, server = Page(clock), Server(clock)
    page.say("receive", "new", url="ws://x/ws/")
    request = server.wire("receive", "handshake.request", path="/ws/", headers=[])
    connect = server.event("receive", "websocket.connect", request)
    close = server.event("send", "websocket.close", server.enter(connect, "websocket.connect"))
    server.wire("send", "handshake.response", close, status=403, headers=[])
    server.wire(None, "lost", clean=False)
    page.say(None, "error", state=3)
    page.say(None, "close", code=1006, reason="", wasClean=False, state=3)
    refusal = next(row for row in rows_of(page.records + server.records) if row.kind == "reject")
    assert {"client.page.error", "client.page.close", "wire.handshake.response"} <= set(contents(refusal))


def test_the_console_is_its_pages() -> None:
    """What a page prints has its name; what the server does afterwards has not."""
    clock = Clock()
    page, server = Page(clock, conn=None), Server(clock)
    page.say(None, "print", level="log", text="x")
    server.see("wire", None, "server.exit", {"code": 0}, None)
    printed, ended = rows_of(page.records + server.records)
    assert (printed.kind, printed.client, who(printed)) == ("output", "page", "page")
    assert (ended.client, who(ended)) == (None, "server")


def test_other_formats_go_by_the_wire() -> None:
    """A page sees neither headers nor frames: HAR and the diagram take Daphne's view, with onclose beside it."""
    page, server = conversation()
    records = sorted(page.records + server.records, key=lambda record: record.t_ns)
    (exchange,) = exchanges(records)
    assert {record.lane for record in exchange.records} == {"wire"}
    diagram = to_mermaid(Trace(Header({}, "", 0), tuple(records)))
    assert "client1->>D: TEXT" in diagram
    assert "onclose" in diagram
