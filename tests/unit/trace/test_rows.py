"""What belongs together is one row, whoever recorded it and in whatever order it arrives."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.trace.observers import MS, Client, Clock, Server, Talk, contents, fed, rows_of
from wslearn.trace.record import Record
from wslearn.trace.row import Row
from wslearn.trace.rows import HOLD_NS, Rows


def _kinds(rows: list[Row]) -> list[str]:
    return [row.kind for row in rows]


def test_a_whole_conversation() -> None:
    """Handshake, accept, message in, message out, disconnect and the closing answer: six rows, numbered, with Δt."""
    talk = Talk()
    talk.open()
    talk.echo()
    talk.close()
    rows = rows_of(talk.records)
    assert _kinds(rows) == ["handshake", "accept", "message", "message", "disconnect", "close"]
    assert [row.dir for row in rows] == ["receive", "send", "receive", "send", "receive", "send"]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert {(row.conn, row.client, row.late) for row in rows} == {("c1", "alice", False)}
    assert [row.delta_ns for row in rows] == [
        0,
        *(after.t_ns - row.t_ns for row, after in pairwise(rows)),
    ]


def test_the_rows_of_a_conversation_hold_what_belongs_to_them() -> None:
    """Frame, event, method and conversion stand in one row, in time order."""
    talk = Talk()
    talk.open()
    talk.echo()
    talk.close()
    handshake, accept, heard, said, disconnect, close = map(contents, rows_of(talk.records))
    assert handshake == [
        "client.handshake.request",
        "wire.handshake.request",
        "asgi.scope",
        "asgi.websocket.connect",
        "consumer.enter",
        "consumer.leave",
    ]
    assert accept == ["asgi.websocket.accept", "wire.handshake.response", "client.handshake.response"]
    assert heard == [
        "client.frame",
        "wire.frame",
        "asgi.websocket.receive",
        "consumer.enter",
        "json.loads",
        "consumer.leave",
    ]
    assert said == ["json.dumps", "asgi.websocket.send", "wire.frame", "client.frame"]
    assert disconnect[:4] == ["client.frame", "wire.frame", "wire.lost", "client.closed"]
    assert disconnect[4:] == ["asgi.websocket.disconnect", "consumer.enter", "consumer.leave", "asgi.return"]
    assert close == ["wire.frame", "client.frame"]


def test_complete_rows_come_without_a_flush() -> None:
    """Nothing of a quick exchange waits for the hold time."""
    talk = Talk()
    talk.open()
    talk.echo()
    rows = Rows()
    assert _kinds(fed(rows, talk.records)) == ["handshake", "accept", "message", "message"]
    assert not rows.held


def test_the_clients_records_may_come_first() -> None:
    """The server's records arrive 25 ms later; the client's wait for them."""
    talk = Talk()
    talk.open()
    talk.echo()
    rows = Rows()
    assert fed(rows, talk.client.records) == []
    assert _kinds(fed(rows, talk.server.records)) == ["handshake", "accept", "message", "message"]


def test_fragments_are_one_message() -> None:
    """Three frames of the client, three on the wire and one event are one row; so is the next message another."""
    talk = Talk()
    talk.open()
    talk.server.leave(talk.hear(parts=3))
    talk.server.leave(talk.hear())
    _, _, fragments, whole = rows_of(talk.records)
    assert contents(fragments).count("client.frame") == contents(fragments).count("wire.frame") == 3
    assert contents(fragments).count("asgi.websocket.receive") == 1
    assert contents(whole)[:2] == ["client.frame", "wire.frame"]


def test_ties_are_made_by_order_not_by_content() -> None:
    """Messages of equal text stay apart, and one that Daphne drops does not shift those after it."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    dropped = talk.server.event("send", "websocket.send", enter, text="")
    talk.server.wire("send", "nothing", dropped)
    talk.say(enter)
    talk.say(enter)
    talk.server.leave(enter)
    rows = rows_of(talk.records)[3:]
    assert list(map(contents, rows)) == [
        ["asgi.websocket.send", "wire.nothing"],
        ["asgi.websocket.send", "wire.frame", "client.frame"],
        ["asgi.websocket.send", "wire.frame", "client.frame"],
    ]
    assert [rows[1].records[0].cause, rows[2].records[1].cause] == [enter.id, rows[2].records[0].id]


def test_what_is_sent_after_the_end_is_one_row_with_its_mark() -> None:
    """A loop that outlives its connection: each send event and the nothing that Daphne writes for it are one row."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    talk.server.wire(None, "lost", clean=True)
    talk.client.closed()
    for text in "12":
        event = talk.server.event("send", "websocket.send", enter, text=text)
        talk.server.wire("send", "nothing", event)
    rows = [row for row in rows_of(talk.records) if row.dir == "send"][1:]
    assert list(map(contents, rows)) == [["asgi.websocket.send", "wire.nothing"]] * 2
    assert [mark.said for row in rows for mark in row.marks] == ["websocket.send"] * 2


def test_a_layer_message_that_calls_itself_receive_is_not_the_clients() -> None:
    """Its method's call belongs to its delivery, not to a frame of the client."""
    talk = Talk()
    talk.open()
    message = {"type": "websocket.receive", "text": "1"}
    delivered = talk.server.layer("receive", "deliver", channel="x", message=message)
    talk.server.leave(talk.server.enter(delivered, "websocket.receive", "layer"))
    talk.server.leave(talk.hear())
    layer, message_row = rows_of(talk.records)[2:]
    assert (layer.kind, contents(layer)) == ("layer", ["layer.deliver", "consumer.enter", "consumer.leave"])
    assert contents(message_row)[:3] == ["client.frame", "wire.frame", "asgi.websocket.receive"]


def test_group_send_and_its_deliveries_are_one_row() -> None:
    """With the conversion before it and the drop of a full channel."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    talk.server.json("dumps", enter)
    sent = talk.server.layer("send", "group_send", enter, group="g", message={})
    talk.server.layer("send", "send", sent, group="g", channel="a", message={})
    full = talk.server.layer("send", "send", sent, group="g", channel="b", message={})
    talk.server.layer(None, "drop", full, group="g", channel="b", message={}, why="capacity")
    talk.server.leave(enter)
    group = rows_of(talk.records)[-1]
    assert contents(group) == ["json.dumps", "layer.group_send", "layer.send", "layer.send", "layer.drop"]
    assert (group.kind, group.dir) == ("layer", "send")


def test_a_conversion_without_a_send_is_a_row_of_its_own() -> None:
    """`json.dumps` whose text is not sent ends with its method."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    talk.server.json("dumps", enter)
    talk.server.leave(enter)
    rows = fed(Rows(), talk.records)
    assert (rows[-1].kind, contents(rows[-1])) == ("json", ["json.dumps"])


def test_what_code_prints_and_raises_are_rows() -> None:
    """Each where it happened, between the row it was caused by and what followed."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    talk.server.consumer("print", enter, stream="stdout", text="x")
    talk.server.consumer("warning", enter, message="w")
    talk.server.consumer("exception", enter, source="consumer")
    talk.server.leave(enter, outcome="exception")
    rows = fed(Rows(), talk.records)
    assert _kinds(rows) == ["handshake", "accept", "message", "output", "warning", "exception"]
    assert "consumer.leave" in contents(rows[2])


def test_rejection() -> None:
    """websocket.close before accept, the 403 and the end of the TCP connection are one row."""
    talk = Talk()
    client, server = talk.client, talk.server
    client.request()
    asked = server.wire("receive", "handshake.request")
    server.scope()
    enter = server.enter(server.event("receive", "websocket.connect", asked), "websocket.connect")
    server.wire("send", "handshake.response", server.event("send", "websocket.close", enter), status=403)
    lost = server.wire(None, "lost", clean=False)
    server.leave(enter)
    client.response(403)
    client.closed(1006)
    end = server.enter(server.event("receive", "websocket.disconnect", lost, code=1006), "websocket.disconnect")
    server.leave(end, outcome="stop")
    server.returned()
    rows = fed(Rows(), talk.records)
    assert _kinds(rows) == ["handshake", "reject", "disconnect"]
    assert contents(rows[1])[:3] == ["asgi.websocket.close", "wire.handshake.response", "wire.lost"]
    assert contents(rows[1])[3:] == ["client.handshake.response", "client.closed"]


def test_an_exception_before_accept() -> None:
    """The exception is told at once, the HTTP 500 when Daphne gets to it; the handshake waits for neither."""
    talk = Talk()
    talk.client.request()
    talk.server.wire("receive", "handshake.request")
    talk.server.scope()
    error = talk.server.consumer("exception", source="asgi")
    rows = Rows()
    assert _kinds(fed(rows, talk.records)) == ["handshake", "exception"]
    before = len(talk.records)
    talk.server.wire("send", "handshake.response", error, status=500)
    talk.client.response(500)
    talk.client.closed(1006)
    talk.server.wire(None, "lost", clean=False)
    assert _kinds(fed(rows, talk.records[before:])) == ["reject"]


def test_close_by_the_server() -> None:
    """The close event with its frame is one row, the client's answer with the disconnect event the next."""
    talk = Talk()
    talk.open()
    client, server = talk.client, talk.server
    enter = talk.hear()
    server.frame("send", "close", server.event("send", "websocket.close", enter, code=4001), code=4001, reason="")
    client.frame("send", "close", code=4001, reason="")
    server.leave(enter)
    client.frame("receive", "close", code=4001, reason="")
    answer = server.frame("receive", "close", code=4001, reason="")
    server.wire(None, "lost", answer, clean=True)
    client.closed(4001)
    end = server.enter(server.event("receive", "websocket.disconnect", answer, code=4001), "websocket.disconnect")
    server.leave(end, outcome="stop")
    server.returned()
    rows = fed(Rows(), talk.records)
    assert _kinds(rows)[3:] == ["close", "disconnect"]
    assert contents(rows[3]) == ["asgi.websocket.close", "wire.frame", "client.frame"]
    assert rows[4].records[0].lane == "client"


@pytest.mark.parametrize("opcode", ["ping", "pong"])
def test_pings_and_pongs_are_rows(opcode: str) -> None:
    """The n-th of the client is the n-th on the wire, per direction."""
    talk = Talk()
    talk.open()
    for dir_ in ("receive", "send", "receive"):
        talk.client.frame(dir_, opcode)
        talk.server.frame(dir_, opcode)
    rows = fed(Rows(), talk.records)[2:]
    assert [(row.kind, row.dir, contents(row)) for row in rows] == [
        (opcode, dir_, ["client.frame", "wire.frame"]) for dir_ in ("receive", "send", "receive")
    ]


def test_plain_http() -> None:
    """A request and its response are two rows."""
    clock = Clock()
    client, server = Client(clock, "h1"), Server(clock, "h1")
    client.say("receive", "http.request", method="GET", path="/")
    server.scope("http")
    server.event("receive", "http.request", body=b"", more_body=False)
    server.event("send", "http.response.start", status=200)
    server.event("send", "http.response.body", body=b"a", more_body=True)
    server.event("send", "http.response.body", body=b"b")
    server.returned()
    client.say("send", "http.response", status=200)
    rows = fed(Rows(), [*client.records, *server.records])
    assert [(row.kind, row.dir) for row in rows] == [("http", "receive"), ("http", "send")]
    assert contents(rows[1])[-1] == "client.http.response"


def test_a_busy_consumer_makes_a_late_row() -> None:
    """The frame is shown when it is on the wire; event and method, 400 ms later, continue that row."""
    talk = Talk()
    talk.open()
    rows = Rows()
    fed(rows, talk.records)
    talk.client.frame("receive")
    frame = talk.server.frame("receive")
    held = len(talk.records) - 2
    assert fed(rows, talk.records[held:]) == []
    clock = talk.server.clock
    assert rows.flush(clock.now_ns + MS) == []
    shown = rows.flush(clock.now_ns + HOLD_NS)
    assert list(map(contents, shown)) == [["client.frame", "wire.frame"]]
    clock.tick(400)
    enter = talk.server.enter(talk.server.event("receive", "websocket.receive", frame, text="1"))
    talk.server.leave(enter)
    late = fed(rows, talk.server.records[-3:])
    assert [(row.number, row.kind, row.late) for row in late] == [(shown[0].number, "message", True)]
    assert contents(late[0]) == ["asgi.websocket.receive", "consumer.enter", "consumer.leave"]
    assert late[0].delta_ns > 400 * MS


def test_the_end_of_a_slow_method_is_a_row() -> None:
    """Its row was shown long ago; that it took 2 s is worth a row of its own."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    rows = Rows()
    fed(rows, talk.records)
    rows.flush(talk.server.clock.now_ns + HOLD_NS)
    talk.server.clock.tick(2000)
    talk.server.leave(enter, 2000)
    (row,) = fed(rows, talk.server.records[-1:])
    assert (row.kind, row.late, contents(row)) == ("leave", False, ["consumer.leave"])


def test_lanes_that_are_not_recorded_are_waited_for_once() -> None:
    """`wslearn connect` to a foreign server: the first rows wait for a server's records, later ones do not."""
    client = Client(Clock())
    client.request()
    client.response()
    rows = Rows()
    assert fed(rows, client.records) == []
    assert _kinds(rows.flush(client.clock.now_ns + HOLD_NS)) == ["handshake", "accept"]
    client.frame("receive")
    client.frame("send")
    assert _kinds(fed(rows, client.records[2:])) == ["message", "message"]


def test_a_page_is_a_client_without_records() -> None:
    """An own project and a browser: no client lane, and no row waits for it longer than once."""
    talk = Talk()
    talk.open()
    rows = Rows()
    fed(rows, talk.server.records)
    assert _kinds(rows.flush(talk.server.clock.now_ns + HOLD_NS)) == ["handshake", "accept"]
    known = len(talk.server.records)
    talk.echo()
    found = fed(rows, talk.server.records[known:])
    assert _kinds(found) == ["message", "message"]
    assert found[0].client is None


@pytest.mark.parametrize("lanes", [("asgi",), ("client", "asgi"), ("asgi", "consumer", "json"), ("consumer",)])
def test_any_lanes_will_do(lanes: tuple[str, ...]) -> None:
    """With fewer lanes the same rows hold fewer records; nothing is tied to the wrong message."""
    talk = Talk()
    talk.open()
    talk.echo()
    talk.echo()
    records = [record for record in talk.records if record.lane in lanes]
    rows = rows_of(records)
    assert sum(len(row.records) for row in rows) == len(records)
    assert not any(row.late for row in rows)
    heard = [row for row in rows if row.kind == "message" and row.dir == "receive"]
    assert [{record.lane for record in row.records} for row in heard] == [set(lanes)] * 2


def test_after_a_gap_the_client_is_not_tied_by_counting() -> None:
    """Where the server's records are missing, a wrong tie would be worse than none."""
    talk = Talk()
    talk.open()
    talk.server.see("wire", None, "gap", {"count": 7}, None)
    talk.client.frame("receive")
    talk.server.frame("receive")
    rows = rows_of(talk.records)
    assert _kinds(rows) == ["handshake", "accept", "server", "message", "message"]


def test_the_end_of_one_server_is_not_that_of_another() -> None:
    """Rows of a killed server wait for nothing; those of the other server still do."""
    clock = Clock()
    talks = [Talk(clock, "c1", "1"), Talk(clock, "c2", "2")]
    rows = Rows()
    for talk in talks:
        talk.open()
        fed(rows, talk.records)
    for talk in talks:
        talk.hear()
        assert fed(rows, talk.records[-4:]) == []
    exit_ = Record("server-2-process", 99, clock.tick(), "wire", None, "server.exit", {"code": -9})
    assert rows.feed(exit_) == []
    talks[0].server.leave(talks[0].server.records[-1])
    shown = rows.feed(talks[0].server.records[-1])
    assert [(row.kind, row.conn) for row in shown] == [("message", "c1"), ("message", "c2"), ("server", None)]


def test_memory_is_bounded() -> None:
    """Many messages that no consumer ever takes, and many connections: old ones are forgotten."""
    clock = Clock()
    rows = Rows()
    for number in range(1500):
        talk = Talk(clock, f"c{number}", str(number))
        talk.open()
        talk.client.frame("receive")
        talk.server.frame("receive")
        talk.client.closed(1006)
        talk.server.wire(None, "lost", clean=False)
        fed(rows, talk.records)
    rows.flush(None)
    assert len(rows._grouping.ties.connections) <= 1002
    assert not rows.held


def test_a_method_that_sends_for_ever_does_not_fill_the_memory() -> None:
    """What it sent is forgotten once it is shown."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    rows = Rows()
    for _ in range(3000):
        talk.server.json("dumps", enter)
        talk.say(enter)
    fed(rows, talk.records)
    rows.flush(talk.server.clock.now_ns + HOLD_NS)
    (connection,) = [one for one in rows._grouping.ties.connections.values() if one.name]
    assert sum(map(len, connection.open.values())) <= 1000
    assert len(rows._grouping.ties._ids) < 10


def test_no_more_than_so_many_rows_are_held() -> None:
    """Without any flush a row that waits for ever does not keep all after it from being shown."""
    client = Client(Clock())
    shown = 0
    rows = Rows()
    for _ in range(6000):
        shown += len(rows.feed(client.frame("receive")))
    assert shown >= 900


@st.composite
def _interleaved(draw: st.DrawFn) -> tuple[list[Record], list[Record]]:
    """Two conversations, and one merge of the four observers' records that keeps the order of each."""
    clock = Clock()
    talks = [Talk(clock, "c1", "1"), Talk(clock, "c2", "2")]
    for talk in talks:
        talk.open()
    for turn in draw(st.lists(st.sampled_from([0, 1, 2, 3]), max_size=8)):
        talk = talks[turn % 2]
        if turn < 2:
            talk.echo()
        else:
            talk.server.leave(talk.hear(parts=2))
    for talk in talks:
        talk.close()
    streams = [list(observer.records) for talk in talks for observer in (talk.client, talk.server)]
    records = [record for stream in streams for record in stream]
    order = draw(st.permutations([number for number, stream in enumerate(streams) for _ in stream]))
    return sorted(records, key=lambda record: record.t_ns), [streams[number].pop(0) for number in order]


def _content(rows: list[Row]) -> list[tuple[Any, ...]]:
    return sorted((row.t_ns, row.kind, row.conn, row.client, row.dir, row.records, row.marks) for row in rows)


@settings(deadline=None, max_examples=60)
@given(_interleaved())
def test_any_interleaving_gives_the_same_rows(streams: tuple[list[Record], list[Record]]) -> None:
    """However the pipes deliver, the rows are those of the records in time order; none is late."""
    in_time, interleaved = streams
    rows = Rows()
    found = fed(rows, interleaved) + rows.flush(None)
    assert _content(found) == _content(rows_of(in_time))
    assert not any(row.late for row in found)


@settings(deadline=None, max_examples=60)
@given(_interleaved(), st.lists(st.integers(0, 300), max_size=10))
def test_no_record_is_ever_lost(streams: tuple[list[Record], list[Record]], ticks: list[int]) -> None:
    """Every record is in exactly one row or in one late continuation, whenever rows are flushed."""
    in_time, interleaved = streams
    rows = Rows(hold_ns=MS)
    found: list[Row] = []
    for number, record in enumerate(interleaved):
        found += rows.feed(record)
        if number in ticks:
            found += rows.flush(record.t_ns + number * MS // 10)
    found += rows.flush(None)
    assert sorted(record.id for row in found for record in row.records) == sorted(record.id for record in in_time)
    first = [row.number for row in found if not row.late]
    assert first == list(range(1, len(first) + 1))
    assert {row.number for row in found if row.late} <= set(first)
