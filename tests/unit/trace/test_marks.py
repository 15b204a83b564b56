"""A mark stands where what was said and what was sent differ, and nowhere else."""

import pytest

from tests.unit.trace.observers import Clock, Server, Talk, fed, rows_of
from wslearn.protocol.differences import DIFFERENCES
from wslearn.trace.marks import marks
from wslearn.trace.record import Record
from wslearn.trace.rows import Rows


def _server() -> Server:
    return Server(Clock())


def _topics(records: list[Record], earlier: tuple[Record, ...] = ()) -> list[str]:
    found = marks(records, earlier)
    assert all(DIFFERENCES[mark.topic].why == mark.why for mark in found)
    assert all(mark.said.isprintable() and mark.sent.isprintable() for mark in found)
    return [mark.topic for mark in found]


def _accept(sent_headers: list[list[str]], **event: object) -> list[Record]:
    server = _server()
    accept = server.event("send", "websocket.accept", None, **event)
    server.wire("send", "handshake.response", accept, status=101, headers=sent_headers)
    return server.records


def test_headers_of_accept() -> None:
    """Daphne drops them; a server that sends them is right."""
    asked = [[b"x-greeting", b"hi"]]
    assert _topics(_accept([["Upgrade", "WebSocket"]], headers=asked)) == ["accept-headers"]
    assert _topics(_accept([["X-Greeting", "hi"]], headers=asked)) == []
    assert _topics(_accept([], headers=[])) == []


@pytest.mark.parametrize("headers", [["x-greeting", "hi"], [b"x-greeting", b"hi"], {"x-greeting": "hi"}, "hi", 3])
def test_malformed_headers_of_accept(headers: object) -> None:
    """They are not sent either, and the mark shows them as they were said."""
    assert _topics(_accept([["Upgrade", "WebSocket"]], headers=headers)) == ["accept-headers"]


def test_subprotocol_of_accept() -> None:
    """One that the answer does not have, or no answer at all."""
    assert _topics(_accept([], subprotocol="chat")) == ["subprotocol-not-offered"]
    assert _topics(_accept([["Sec-WebSocket-Protocol", "chat"]], subprotocol="chat")) == []
    assert _topics(_accept([], subprotocol=None)) == []
    server = _server()
    server.wire("send", "nothing", server.event("send", "websocket.accept", None, subprotocol="chat"))
    assert _topics(server.records) == ["subprotocol-not-offered"]


def test_close_reason() -> None:
    """Dropped by Daphne; kept by others."""
    server = _server()
    event = server.event("send", "websocket.close", None, code=4001, reason="because")
    dropped = [event, server.frame("send", "close", event, code=4001, reason="")]
    assert _topics(dropped) == ["close-reason"]
    assert _topics([event, server.frame("send", "close", event, code=4001, reason="because")]) == []


def test_a_close_code_that_is_not_allowed() -> None:
    """The event raised, and the close frame is Daphne's own: its code is marked, not the reason."""
    server = _server()
    event = server.event("send", "websocket.close", None, code=1001, reason="because")
    raised = server.see("consumer", None, "exception", {"class": "Exception", "message": "invalid close code 1001"})
    (mark,) = marks([event, server.frame("send", "close", raised, code=1011, reason="")])
    assert (mark.topic, mark.said, mark.sent) == ("exception-1011", "code 1001", "close code 1011")


def test_close_before_accept() -> None:
    """A code becomes HTTP 403; without a code nothing is lost."""
    server = _server()
    event = server.event("send", "websocket.close", None, code=4123)
    answer = server.wire("send", "handshake.response", event, status=403)
    (mark,) = marks([event, answer])
    assert (mark.topic, mark.said, mark.sent) == ("close-before-accept", "code 4123", "HTTP 403")
    bare = server.event("send", "websocket.close")
    assert _topics([bare, answer]) == []


@pytest.mark.parametrize("payload", [{"text": ""}, {"text": 0}, {"bytes": b""}, {"text": None}, {}])
def test_a_false_payload_is_not_sent(payload: dict[str, object]) -> None:
    """Daphne wrote nothing, because the payload is false; a server that sends an empty frame is right."""
    server = _server()
    event = server.event("send", "websocket.send", None, **payload)
    assert _topics([event, server.wire("send", "nothing", event)]) == ["falsy-not-sent"]
    assert _topics([event, server.frame("send", cause=event, text="")]) == []


def test_a_send_after_the_end_is_not_sent() -> None:
    """The payload is true and nothing was written: the connection had ended."""
    server = _server()
    event = server.event("send", "websocket.send", None, text="a")
    assert _topics([event, server.wire("send", "nothing", event)]) == ["send-after-close"]


@pytest.mark.parametrize(
    ("type_", "topic"), [("websocket.sned", "unknown-type"), ("websocket.http.response.start", "denial-response")]
)
def test_unknown_events(type_: str, topic: str) -> None:
    """An event that Daphne does not know is ignored."""
    server = _server()
    event = server.event("send", type_)
    assert _topics([event, server.wire("send", "nothing", event)]) == [topic]
    assert _topics([event]) == []


def test_disconnect_without_code_and_reason() -> None:
    """What the frame had and the event has not."""
    server = _server()
    frame = server.frame("receive", "close", code=None, reason="")
    assert _topics([frame, server.event("receive", "websocket.disconnect", frame, code=None)]) == [
        "disconnect-code-none"
    ]
    assert _topics([frame, server.event("receive", "websocket.disconnect", frame, code=1005)]) == []
    frame = server.frame("receive", "close", code=4001, reason="bye")
    assert _topics([frame, server.event("receive", "websocket.disconnect", frame, code=4001)]) == [
        "disconnect-no-reason"
    ]
    assert _topics([frame, server.event("receive", "websocket.disconnect", frame, code=4001, reason="bye")]) == []


def _client_closes(code: int | None, answer: int) -> list[str]:
    talk = Talk()
    talk.open()
    talk.client.frame("receive", "close", code=code, reason="")
    frame = talk.server.frame("receive", "close", code=code, reason="")
    talk.server.frame("send", "close", frame, code=answer, reason="")
    talk.client.frame("send", "close", code=answer, reason="")
    (close,) = [row for row in rows_of(talk.records) if row.kind == "close"]
    return [mark.topic for mark in close.marks]


def test_the_answer_to_the_clients_close_code() -> None:
    """The row of the answer knows what the client had said, though that is in another row."""
    assert _client_closes(4001, 1000) == ["client-close-code"]
    assert _client_closes(4001, 4001) == []
    assert _client_closes(None, 1000) == []


def test_the_clients_own_answer_is_no_question() -> None:
    """When the server closes first, the client's answer does not mark the server's frame."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    event = talk.server.event("send", "websocket.close", enter, code=4001)
    talk.server.frame("send", "close", event, code=4001, reason="")
    talk.client.frame("send", "close", code=4001, reason="")
    talk.client.frame("receive", "close", code=1000, reason="")
    talk.server.frame("receive", "close", code=1000, reason="")
    assert [mark for row in rows_of(talk.records) for mark in row.marks] == []


def test_what_daphne_sends_after_an_exception() -> None:
    """1011 or 500 without any event; not when the client asked for it."""
    talk = Talk()
    talk.open()
    error = talk.server.consumer("exception", talk.hear())
    frame = talk.server.frame("send", "close", error, code=1011, reason="")
    assert _topics([frame]) == ["exception-1011"]
    assert _topics([talk.server.wire("send", "handshake.response", error, status=500)]) == ["exception-500"]
    assert _topics([talk.client.frame("send", "close", code=1011, reason="")]) == []


def test_a_late_row_repeats_no_mark() -> None:
    """A mark is shown once, with the part of the row that completes the difference."""
    talk = Talk()
    talk.open()
    enter = talk.hear()
    event = talk.server.event("send", "websocket.sned", enter)
    live = Rows()
    shown = fed(live, talk.records) + live.flush(None)
    assert [mark for row in shown for mark in row.marks] == []
    late = live.feed(talk.server.wire("send", "nothing", event))
    assert [[mark.topic for mark in row.marks] for row in late] == [["unknown-type"]]
    assert late[0].late


def test_nothing_to_compare() -> None:
    """A conversation in which all went as said has no mark."""
    talk = Talk()
    talk.open()
    talk.echo()
    talk.close()
    assert [mark for row in rows_of(talk.records) for mark in row.marks] == []


def _silence(answered: bool, ended: bool) -> list[str]:
    talk = Talk()
    talk.client.request()
    asked = talk.server.wire("receive", "handshake.request")
    enter = talk.server.enter(talk.server.event("receive", "websocket.connect", asked), "websocket.connect")
    if answered:
        talk.server.event("send", "websocket.close", enter)
    talk.server.leave(enter)
    if ended:
        lost = talk.server.wire(None, "lost", clean=False)
        talk.server.event("receive", "websocket.disconnect", lost, code=1006)
    talk.client.say(None, "failed", stage="handshake", error="no HTTP answer")
    talk.client.closed(1006)
    return [mark.topic for row in rows_of(talk.records) if row.kind == "reject" for mark in row.marks]


def test_a_handshake_that_nobody_answered() -> None:
    """Daphne ended it although the application said nothing; not when it did answer, or when the server was gone."""
    assert _silence(answered=False, ended=True) == ["no-answer"]
    assert _silence(answered=True, ended=True) == []
    assert _silence(answered=False, ended=False) == []
