"""Whatever the project does, it behaves as it would without the recorder, and the trace says what happened."""

import socket
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.live.raw_socket import RawSocket
from tests.live.recorded import SAMPLE, Collector, of_key, pick, recorded
from wslearn.server.process import Server
from wslearn.trace.record import Record, Repr

Project = tuple[Server, int, Collector]
Done = Callable[..., list[Record]]


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """The hostile project's server."""
    with recorded(SAMPLE / "hostile") as (server, ready, collector):
        yield server, ready.port, collector
        assert "wslearn could not record" not in server.stderr


@pytest.fixture
def done(project: Project, key: str) -> Done:
    """Sends one text, expects these answers, closes; returns the connection's records."""

    def play(text: str, *answers: str, path: str = "doing") -> list[Record]:
        _, port, collector = project
        with RawSocket(port, f"/ws/{path}/", key=key) as witness:
            witness.text(text)
            assert [witness.frame().payload.decode() for _ in answers] == list(answers)
            witness.close()
            return of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)

    return play


def test_a_str_with_operators_of_its_own(done: Done) -> None:
    """Django's SafeString and its like are text in every lane, and none of their own code runs."""
    records = done("safe", "<b>", "done")
    assert pick(records, "consumer", "print", text="safe line")
    assert pick(records, "asgi", "websocket.send", text="<b>")
    assert pick(records, "json", "dumps")[0].data["value"] == {"a": "x"}


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ("circular", "ValueError"),
        ("rude", "TypeError"),
        ("rude_default", "Rude"),
        ("rude_log", "done"),
        ("rude_warning", "done"),
        ("rude_prompt", "EOFError"),
        ("huge", "ValueError"),
        ("not_a_dict", "TypeError"),
        ("strange_event", "done"),
    ],
)
def test_the_project_gets_its_own_exception(done: Done, what: str, answer: str) -> None:
    """Values that contain themselves, whose repr fails, that are too long: Python's own outcome, at once."""
    done(what, answer)


def test_values_that_could_not_be_converted_are_shown(done: Done) -> None:
    """The value of a failed conversion is there as far as it can be told, with the error."""
    (failed,) = pick(done("rude", "TypeError"), "json", "dumps")
    assert failed.data["value"] == {"rude": Repr("<Rude: repr failed with RuntimeError>")}
    assert failed.data["error"] == {"class": "TypeError", "message": "Object of type Rude is not JSON serializable"}


def test_events_that_are_none_are_recorded(done: Done) -> None:
    """What is sent but is no dict, or has no textual type, is recorded as what it is."""
    assert pick(done("not_a_dict", "TypeError"), "asgi", "?", event=["websocket.send", "x"])


def test_json_through_map_and_in_a_comprehension(done: Done) -> None:
    """Calls that no line of the project makes by itself are still its conversions."""
    records = done("generator", "done")
    assert [record.data["text"] for record in pick(records, "json")] == ["1", "2", "1", "2"]


def test_json_by_keyword(done: Done) -> None:
    """`json.dumps(obj=…)` and `json.loads(s=…)` work and are recorded."""
    assert [record.type for record in pick(done("keyword", "done"), "json")] == ["dumps", "loads"]


def test_json_900_levels_deep(done: Done) -> None:
    """A text as deep as Python's parser takes is recorded with its value."""
    loads, dumps = pick(done("deep", "done"), "json")
    assert loads.data["text"] == dumps.data["text"] == "[" * 900 + "]" * 900


def test_the_log_survives_the_projects_settings(done: Done) -> None:
    """LOGGING replaces the root's handlers and has a logger that does not propagate: warnings and errors are there,
    once, exceptions with their traceback, and lines below WARNING as what they are on the terminal."""
    records = done("log", "done")
    logged = pick(records, "consumer", "log")
    assert [(r.data["logger"], r.data["level"]) for r in logged] == [
        ("loner", "ERROR"),
        ("made.later", "WARNING"),
        ("loner", "CRITICAL"),
        ("loner", "ERROR"),
    ]
    assert "ZeroDivisionError: division by zero" in logged[-1].data["message"]
    assert [record.data["text"] for record in pick(records, "consumer", "print")] == ["quiet", "a handler saw CRITICAL"]


def test_print_by_the_front_door(done: Done) -> None:
    """`sys.__stdout__` is seen as well."""
    assert pick(done("dunder", "done"), "consumer", "print", text="by the front door")


def test_output_below_python_goes_to_the_parents_stderr() -> None:
    """`os.write(1, …)` and a child's stdout do not break the records, and are kept."""
    with recorded(SAMPLE / "hostile") as (server, ready, _), RawSocket(ready.port, "/ws/doing/") as witness:
        witness.text("below")
        assert witness.frame().payload == b"done"
        server.stop()  # what was written is read to its end
        assert "below Python" in server.stderr
        assert "below the shell" in server.stderr


def test_threads_of_the_project(done: Done, project: Project) -> None:
    """What a thread prints belongs to no connection; what it does is recorded."""
    done("thread", "done")
    printed = project[2].until("consumer", "print", text="from a thread")
    assert pick(printed, "consumer", "print", text="from a thread")[0].conn is None
    assert pick(project[2].records, "layer", "send", channel="specific.nobody!x")


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_a_forked_child_leaves_the_records_alone(done: Done, project: Project) -> None:
    """A child that prints, converts and ends with os._exit: its print goes to stderr, its records nowhere."""
    records = done("fork", "done")
    assert not pick(records, "json")
    assert "from the child" in project[0].stderr
    numbers = [record.seq for record in project[2].records if record.src == "server-1"]
    assert numbers == sorted(set(numbers))


def test_server_push_names_its_connection(project: Project, key: str) -> None:
    """A task started in connect: what it sends later is caused by connect, and converted there."""
    _, port, collector = project
    with RawSocket(port, "/ws/pushing/", key=key) as witness:
        assert witness.frame().payload == b'"pushed"'
        witness.send(8, b"\x03\xe8")
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    connect = pick(records, "consumer", "enter", method="websocket_connect")[0]
    sent, dumps = pick(records, "asgi", "websocket.send")[0], pick(records, "json", "dumps")[0]
    assert sent.cause == dumps.cause == connect.id
    assert dumps.data["function"] == "push"


def test_a_background_exception_and_a_database_thread(project: Project, key: str) -> None:
    """A task that fails has its traceback in the log; a print in the database's thread belongs to its method."""
    _, port, collector = project
    with RawSocket(port, "/ws/pushing/", key=key) as witness:
        witness.text("fail")
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "consumer", "print"))), key)
        enter = pick(records, "consumer", "enter", method="websocket_receive")[0]
        assert pick(records, "consumer", "print", text="in the database thread")[0].cause == enter.id
        witness.send(8, b"\x03\xe8")
    logged = pick(collector.until("consumer", "log", logger="asyncio"), "consumer", "log", logger="asyncio")[0]
    assert "LookupError: in the background" in logged.data["message"]


def test_middleware_that_remakes_everything(done: Done) -> None:
    """New event dicts and callables between Daphne and the consumer: events are still events, with their causes."""
    records = done("nothing", "done", path="remade")
    enter = pick(records, "consumer", "enter", method="websocket_receive")[0]
    assert enter.data["source"] == "asgi"
    assert enter.cause == pick(records, "asgi", "websocket.receive")[0].id


def test_a_dispatch_of_its_own(done: Done) -> None:
    """A consumer that overrides dispatch is recorded like any other."""
    records = done("x", "x", path="dispatching")
    assert pick(records, "consumer", "print", text="own dispatch websocket.receive")
    assert pick(records, "consumer", "leave", method="websocket_receive", outcome="return")


def test_a_call_of_its_own(project: Project, key: str) -> None:
    """A consumer that hands in a dispatch of nobody's works; its events and frames are there."""
    _, port, collector = project
    with RawSocket(port, "/ws/calling/", key=key) as witness:
        witness.text("x")
        assert witness.frame().payload == b"x"
        witness.close()
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "cancel"))), key)
    assert pick(records, "asgi", "websocket.send", text="x")


def test_an_application_without_consumers(done: Done) -> None:
    """A plain ASGI function: its prints and conversions belong to the connection."""
    records = done("[1]", "[1]", path="plain")
    assert pick(records, "consumer", "print", text="no consumer")
    assert [record.type for record in pick(records, "json")] == ["loads", "dumps"]


def test_messages_that_expire_are_drops(key: str) -> None:
    """What an in-memory layer throws away when it expires is a drop, caused by its send."""
    with recorded(SAMPLE / "hostile", environment={"EXPIRY": "0"}) as (_, ready, collector):
        with RawSocket(ready.port, "/ws/expiring/", key=key) as witness:
            witness.text("x")
            assert witness.frame().payload == b"done"
        records = collector.until("layer", "drop", channel="specific.nobody!y")
    late = pick(records, "layer", "send", channel="specific.nobody!y")[0]
    drop = pick(records, "layer", "drop", channel="specific.nobody!y")[0]
    assert (drop.data["why"], drop.cause) == ("expiry", late.id)
    assert drop.data["message"] == {"type": "too.late"}


def test_events_and_layer_messages_at_the_same_time(project: Project, key: str) -> None:
    """Fifty texts at once, each sent again through the layer: every frame leads back to its own message."""
    _, port, collector = project
    texts = [f"text {number}" for number in range(50)]
    with RawSocket(port, "/ws/both/", key=key) as witness:
        for text in texts:
            witness.text(text)
        heard = {witness.frame().payload.decode() for _ in range(100)}
        witness.close()
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    assert heard == {*texts, *(f"{text} again" for text in texts)}
    by_id = {record.id: record for record in records}
    for sent in pick(records, "asgi", "websocket.send"):
        assert sent.cause is not None
        enter = by_id[sent.cause]
        assert enter.cause is not None
        source = by_id[enter.cause]
        again = sent.data["text"].endswith(" again")
        assert (enter.data["source"], source.type) == (("layer", "deliver") if again else ("asgi", "websocket.receive"))
        assert (source.data["message"] if again else source.data)["text"] == sent.data["text"]


def test_an_http_consumer_and_static_files(project: Project) -> None:
    """An AsyncHttpConsumer behind Django's static files wrapper: its method and its events are there."""
    _, port, collector = project
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET /http/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.endswith(b"by a consumer")
    records = collector.until("consumer", "leave", method="http_request")
    leave = pick(records, "consumer", "leave", method="http_request")[0]
    assert (leave.data["outcome"], leave.data["class"]) == ("stop", "Http")
    assert pick(records, "consumer", "print", text="in an HTTP consumer")[0].conn == leave.conn
