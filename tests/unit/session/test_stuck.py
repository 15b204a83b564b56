"""Why nothing came, told from records as a server makes them."""

import pytest

from tests.unit.trace.observers import Clock, Server
from wslearn.session.stuck import explained
from wslearn.trace.record import Finding

NOTHING_CAME = Finding(False, "client receives a message", "No message came for client within 3.0 s.")
WITH_HINT = Finding(False, "x", "it was there, but with 7", "Look again.")


def _began() -> Server:
    server = Server(Clock())
    server.leave(server.enter(None, "websocket.connect"))
    server.enter(server.event("receive", "websocket.receive", None, text="1"))
    return server


def test_a_method_that_does_not_end_is_named() -> None:
    """A loop or a wait: the method's name and what to look for, after what was seen."""
    found = explained(NOTHING_CAME, _began().records)
    assert found.did == "No message came for client within 3.0 s. Echo.websocket_receive began and did not end."
    assert "loop" in found.hint


def test_endless_prints_are_counted() -> None:
    """A flood of printed lines is said with its number; also when the method's beginning is no longer kept."""
    server = _began()
    for _ in range(1200):
        server.consumer("print", text="again", stream="stdout")
    said = "did not end, and printed 1,200 lines or more."
    assert f"Echo.websocket_receive began and {said}" in explained(NOTHING_CAME, server.records).did
    assert f"Your code {said}" in explained(NOTHING_CAME, server.records[-1200:]).did


def test_a_process_that_ended_is_told_whatever_was_expected() -> None:
    """os._exit: the exit status, and in which method; also where something else was found to try."""
    server = _began()
    server.wire(None, "server.exit", code=3, asked=False)
    for finding in (NOTHING_CAME, WITH_HINT):
        found = explained(finding, server.records)
        assert found.did.endswith("Your server process ended in Echo.websocket_receive, with exit status 3.")
        assert "os._exit" in found.hint


def test_a_method_that_sends_nothing_is_named() -> None:
    """It ended, and there was no send event after it began."""
    server = _began()
    server.leave(server.records[-1])
    found = explained(NOTHING_CAME, server.records)
    assert found.did.endswith("Echo.websocket_receive ended and sent nothing.")
    assert "every way" in found.hint


@pytest.mark.parametrize("then", ["sends", "raises", "asked to stop", "was disconnected"])
def test_what_is_not_stuck_is_left_as_it_was(then: str) -> None:
    """An answer, an exception, our own stop, the end of the connection: nothing is added."""
    server = _began()
    enter = server.records[-1]
    if then == "sends":
        server.event("send", "websocket.send", enter, text="1")
    elif then == "raises":
        server.consumer("exception", enter, "ValueError", message="no")
    server.leave(enter)
    if then == "asked to stop":
        server.event("send", "websocket.send", enter, text="1")
        server.wire(None, "server.exit", code=0, asked=True)
    elif then == "was disconnected":
        server.leave(server.enter(None, "websocket.disconnect"))
    assert explained(NOTHING_CAME, server.records) == NOTHING_CAME


def test_what_has_something_to_try_keeps_it() -> None:
    """A method that is still running is no reason for a value that is wrong."""
    assert explained(WITH_HINT, _began().records) == WITH_HINT
