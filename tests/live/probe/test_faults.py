"""Nothing is lost or reordered, whatever the project does to its process."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
import venv
from pathlib import Path
from typing import Any

import pytest

from tests.live.raw_socket import RawSocket
from tests.live.recorded import SAMPLE, Collector, of_key, pick, recorded
from wslearn.errors import EnvironmentProblem, ServerNotStarted
from wslearn.server.process import Server, Serving


def commanded(sample: tuple[int, Collector], key: str, command: str) -> list[Any]:
    """The records of a connection that was told one command and answered `done`."""
    port, collector = sample
    with RawSocket(port, "/ws/commands/", key=key) as witness:
        witness.text(command)
        assert witness.frame().payload == b"done"
        witness.close()
        return of_key(collector.wait(lambda records: bool(pick(of_key(records, key), "asgi", "return"))), key)


def test_print_belongs_to_its_connection(sample: tuple[int, Collector], key: str) -> None:
    """Printed lines are records of the connection and the method that printed, also without a line end."""
    records = commanded(sample, key, "print")
    printed = pick(records, "consumer", "print", stream="stdout")
    assert [record.data["text"] for record in printed] == ["one two", "no end"]
    enter = pick(records, "consumer", "enter", method="websocket_receive")[0]
    assert {record.cause for record in printed} == {enter.id}


def test_stderr_is_told_apart(sample: tuple[int, Collector], key: str) -> None:
    """What is printed to stderr says so."""
    records = commanded(sample, key, "stderr")
    assert pick(records, "consumer", "print", stream="stderr", text="oops")


def test_hook_is_named_only_where_channels_calls_it(sample: tuple[int, Collector], key: str) -> None:
    """What a generic consumer calls of the project is named, but not below a method that replaces Channels' own."""
    port, collector = sample
    with RawSocket(port, "/ws/overriding/", key=key) as witness:
        witness.text("1")
        assert witness.frame().payload == b"1"
        witness.close()
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    hooks = {record.data["method"]: record.data.get("hook") for record in pick(records, "consumer", "enter")}
    assert hooks == {
        "websocket_connect": "connect",
        "websocket_receive": "receive_json",
        "websocket_disconnect": None,
    }


def test_breakpoint_does_not_hang(sample: tuple[int, Collector], key: str) -> None:
    """`breakpoint()` is named and passed over."""
    assert pick(commanded(sample, key, "breakpoint"), "consumer", "input", prompt="breakpoint()")


def test_input_is_a_named_record_and_no_hang(sample: tuple[int, Collector], key: str) -> None:
    """`input()` is recorded with its prompt, then fails at once with EOFError."""
    port, collector = sample
    with RawSocket(port, "/ws/commands/", key=key) as witness:
        witness.text("input")
        assert witness.frame().payload == b"\x03\xf3"
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "consumer", "exception"))), key)
    assert pick(records, "consumer", "input", prompt="your name? ")
    assert pick(records, "consumer", "exception")[0].data["class"] == "EOFError"


def test_a_closed_stdout_breaks_nothing() -> None:
    """Closing `sys.stdout` and file descriptor 1 leaves records and prints as they were."""
    with recorded() as (_, ready, collector), RawSocket(ready.port, "/ws/commands/") as witness:
        witness.text("close_stdout")
        assert witness.frame().payload == b"done"
        witness.text("print")
        assert witness.frame().payload == b"done"
        collector.until("consumer", "print", text="still here")
        collector.until("consumer", "print", text="no end")


def test_falsy_and_misspelt_events_write_nothing(sample: tuple[int, Collector], key: str) -> None:
    """An event for which Daphne writes nothing is followed by a `nothing` record that names it."""
    port, collector = sample
    with RawSocket(port, "/ws/commands/", key=key) as witness:
        for command in ("empty", "typo"):
            witness.text(command)
            assert witness.frame().payload == b"done"
    records = of_key(collector.wait(lambda all: len(pick(of_key(all, key), "wire", "nothing")) == 2), key)
    causes = [record.cause for record in pick(records, "wire", "nothing")]
    silent = [record for record in records if record.id in causes]
    assert [record.type for record in silent] == ["websocket.send", "websocket.sned"]
    assert silent[0].data["text"] == ""


def test_conversions_keep_python_types_and_errors(sample: tuple[int, Collector], key: str) -> None:
    """Tuples and int keys are recorded as they were before json.dumps; a failed one has its error."""
    records = commanded(sample, key, "odd_json")
    dumps = pick(records, "json", "dumps")
    assert dumps[0].data["value"] == {"a": (1, 2), 3: None}
    assert dumps[0].data["text"] == '{"a": [1, 2], "3": null}'
    assert dumps[1].data["error"] == {"class": "TypeError", "message": "Object of type set is not JSON serializable"}
    assert dumps[1].data["value"] == {1, 2}


def test_later_changes_do_not_rewrite_history(sample: tuple[int, Collector], key: str) -> None:
    """An event dict that the code changes after sending is recorded as it was sent."""
    port, collector = sample
    with RawSocket(port, "/ws/commands/", key=key) as witness:
        witness.text("mutate")
        assert [witness.frame().payload, witness.frame().payload] == [b"before", b"done"]
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "wire", "lost"))), key)
    assert pick(records, "asgi", "websocket.send", text="before")
    assert not pick(records, "asgi", "websocket.send", text="after")


def test_a_forgotten_await_is_seen(sample: tuple[int, Collector], key: str) -> None:
    """Daphne hides the warning; the trace has it, with the line."""
    port, collector = sample
    with RawSocket(port, "/ws/forgetful/", key=key) as witness:
        witness.text("x")
        assert witness.frame().payload == b"done"
    (warning,) = pick(of_key(collector.until("consumer", "warning"), key), "consumer", "warning")
    assert warning.data["category"] == "RuntimeWarning"
    assert "was never awaited" in warning.data["message"]
    assert warning.data["file"].endswith("misbehaving.py")


def test_a_rejection_is_seen(sample: tuple[int, Collector], key: str) -> None:
    """close(4003) before accept: the event has the code, the wire an HTTP 403."""
    port, collector = sample
    with RawSocket(port, "/ws/rejecting/", key=key) as witness:
        assert witness.status == 403
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "wire", "handshake.response"))), key)
    said = pick(records, "asgi", "websocket.close")[0]
    written = pick(records, "wire", "handshake.response")[0]
    assert said.data["code"] == 4003
    assert (written.data["status"], written.cause) == (403, said.id)


def test_accept_headers_are_seen_as_said_and_as_sent(sample: tuple[int, Collector], key: str) -> None:
    """The accept event has the header, the bytes of the answer have not: both are recorded as they were."""
    port, collector = sample
    with RawSocket(port, "/ws/headers/", key=key) as witness:
        answer = witness.response
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "wire", "handshake.response"))), key)
    assert list(pick(records, "asgi", "websocket.accept")[0].data["headers"]) == [(b"x-lesson", b"3")]
    written = pick(records, "wire", "handshake.response")[0].data
    lines = [f"{name}: {value}" for name, value in written["headers"]]
    assert answer.decode().split("\r\n")[1:] == lines


def test_a_missing_route_is_an_exception_of_the_application(sample: tuple[int, Collector], key: str) -> None:
    """No route: the exception is told at once, and the HTTP 500 a moment later names it as its cause."""
    port, collector = sample
    with RawSocket(port, "/ws/nowhere/", key=key) as witness:
        assert witness.status == 500
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "wire", "handshake.response"))), key)
    (failure,) = pick(records, "consumer", "exception")
    assert failure.data["message"] == "No route found for path 'ws/nowhere/'."
    assert failure.data["source"] == "asgi"
    assert pick(records, "wire", "handshake.response")[0].cause == failure.id


def test_layer_messages_are_told_from_events(sample: tuple[int, Collector], key: str) -> None:
    """A layer message of type websocket.receive is a delivery with its own cause, not an ASGI event."""
    port, collector = sample
    with RawSocket(port, "/ws/spoofed/", key=key) as witness:
        witness.text("spoof")
        assert witness.frame().payload == b"from the layer"
        witness.close()
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    enters = pick(records, "consumer", "enter", method="websocket_receive")
    assert [record.data["source"] for record in enters] == ["asgi", "layer"]
    deliver = pick(records, "layer", "deliver")[0]
    assert enters[1].cause == deliver.id
    assert deliver.cause == pick(records, "layer", "send")[0].id
    assert len(pick(records, "asgi", "websocket.receive")) == 1


def test_a_group_send_is_followed_to_its_frame(sample: tuple[int, Collector], key: str) -> None:
    """group_send → delivery → method → event → frame, each caused by the one before."""
    port, collector = sample
    with RawSocket(port, "/ws/chat/", key=key) as witness:
        witness.text("hi all")
        assert witness.frame().payload == b"hi all"
        witness.close()
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    chain = [pick(records, "wire", "frame", text="hi all")[-1]]
    by_id = {record.id: record for record in records}
    while chain[-1].cause in by_id:
        chain.append(by_id[chain[-1].cause])
    assert [f"{record.lane} {record.type}" for record in reversed(chain)] == [
        "wire frame",
        "asgi websocket.receive",
        "consumer enter",
        "layer group_send",
        "layer send",
        "layer deliver",
        "consumer enter",
        "asgi websocket.send",
        "wire frame",
    ]
    assert pick(records, "layer", "group_add", group="room")
    assert pick(records, "layer", "group_discard", group="room")


def test_messages_lost_by_a_full_channel_are_counted(sample: tuple[int, Collector], key: str) -> None:
    """Capacity 3: of five messages to a channel that nobody reads, two are dropped, and each drop is recorded."""
    port, collector = sample
    with RawSocket(port, "/ws/overfull/", key=key) as witness:
        witness.text("go")
        assert witness.frame().payload == b"done"
    records = of_key(collector.wait(lambda all: len(pick(of_key(all, key), "layer", "drop")) >= 2), key)
    drops = pick(records, "layer", "drop")
    assert [(drop.data["group"], drop.data["why"]) for drop in drops] == [("room-of-one", "capacity")] * 2


def test_pings_and_pongs_are_seen(sample: tuple[int, Collector], key: str) -> None:
    """A ping of the client and Daphne's pong are wire frames; the application sees neither."""
    port, collector = sample
    with RawSocket(port, "/ws/sync/", key=key) as witness:
        witness.send(9, b"are you there")
        assert witness.frame().opcode == 10
        witness.close()
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    assert [r.data["bytes"] for r in pick(records, "wire", "frame", opcode="pong")] == [b"are you there"]
    assert not pick(records, "asgi", "websocket.receive")


def test_fragments_are_frames_and_one_event(sample: tuple[int, Collector], key: str) -> None:
    """Two fragments and a ping between them are three frames and one event, caused by the last fragment."""
    port, collector = sample
    with RawSocket(port, "/ws/sync/", key=key) as witness:
        witness.send(1, b'{"a"', fin=False)
        witness.send(9, b"")
        witness.send(0, b": 1}")
        assert [witness.frame().opcode, witness.frame().opcode] == [10, 1]
        witness.close()
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    (event,) = pick(records, "asgi", "websocket.receive")
    last = next(record for record in records if record.id == event.cause)
    assert (last.data["opcode"], last.data["fin"]) == ("continuation", True)


def test_text_that_is_not_utf8_is_kept(sample: tuple[int, Collector], key: str) -> None:
    """A text frame with invalid UTF-8 has its bytes in the record; Daphne closes with 1007."""
    port, collector = sample
    with RawSocket(port, "/ws/sync/", key=key) as witness:
        witness.send(1, b"\xff\xfe")
        assert witness.ended()
    records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "wire", "lost"))), key)
    assert not pick(records, "asgi", "websocket.receive")
    assert pick(records, "wire", "lost")


def test_a_burst_is_complete_and_in_order(sample: tuple[int, Collector], key: str) -> None:
    """Two thousand messages sent at once: every frame and event is there, in order, with numbers one apart."""
    port, collector = sample
    count = 2000
    with RawSocket(port, "/ws/async/", key=key) as witness:
        for number in range(count):
            witness.text(str(number))
        answers = [witness.frame().payload for _ in range(count)]
        witness.close()
        all_records = collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return")), 60)
    expected = [str(number) for number in range(count)]
    records = of_key(all_records, key)
    assert [payload.decode() for payload in answers] == expected
    assert [r.data["text"] for r in pick(records, "asgi", "websocket.receive")] == expected
    assert [r.data["text"] for r in pick(records, "asgi", "websocket.send")] == expected
    assert len(pick(records, "json", "loads")) == count
    numbers = [record.seq for record in all_records if record.src == "server-1"]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_megabyte_is_kept_whole(sample: tuple[int, Collector], key: str) -> None:
    """A message of one mebibyte, Daphne's limit, is in frame and event to the last byte."""
    port, collector = sample
    payload = os.urandom(1 << 20)
    with RawSocket(port, "/ws/sync/", key=key) as witness:
        witness.send(2, payload)
        assert witness.frame().payload == payload
        witness.close()
        records = of_key(collector.wait(lambda all: bool(pick(of_key(all, key), "asgi", "return"))), key)
    assert pick(records, "wire", "frame", opcode="binary")[0].data["bytes"] == payload
    assert pick(records, "asgi", "websocket.receive")[0].data["bytes"] == payload


def test_a_flood_of_prints_is_complete(sample: tuple[int, Collector], key: str) -> None:
    """Twenty thousand lines printed in a loop are all there, in order."""
    records = commanded(sample, key, "flood")
    printed = [record.data["text"] for record in pick(records, "consumer", "print")]
    assert printed == [str(number) for number in range(20_000)]


def test_json_of_django_itself_is_not_recorded(sample: tuple[int, Collector]) -> None:
    """A JsonResponse is Django's conversion: the lane json holds the project's own only."""
    port, collector = sample
    answer = plain_get(port, "/json/")
    assert '{"made": "by Django"}' in answer
    bodies = collector.wait(
        lambda all: any(r.data["body"] == b'{"made": "by Django"}' for r in pick(all, "asgi", "http.response.body"))
    )
    assert not [r for r in pick(bodies, "json") if r.data["value"] == {"made": "by Django"}]


def plain_get(port: int, path: str) -> str:
    """A plain HTTP GET by hand."""
    import socket

    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


@pytest.mark.parametrize(("command", "code", "killed"), [("exit", 7, False), ("kill", -9, True)])
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_process_that_dies_says_how_much_may_be_missing(command: str, code: int, killed: bool) -> None:
    """After os._exit every record is there; after SIGKILL the trace ends by saying what may be missing."""
    with recorded() as (server, ready, collector), RawSocket(ready.port, "/ws/commands/") as witness:
        witness.text(command)
        assert server.ended.result(10) == code
        records = collector.until("wire", "server.exit")
    exit_record = pick(records, "wire", "server.exit")[0]
    assert (exit_record.data["code"], exit_record.data["killed"]) == (code, killed)
    assert (exit_record.data["lost_ms"] > 0) is killed
    if command == "exit":
        assert pick(records, "consumer", "print", text="last words")


def test_stop_delivers_every_record_first() -> None:
    """Records made right before `stop` are in the sink when it returns."""
    with recorded() as (server, ready, collector), RawSocket(ready.port, "/ws/sync/") as witness:
        witness.text('{"last": true}')
        witness.frame()
        server.stop()
        assert pick(collector.records, "asgi", "websocket.send", text='{"last": true}')
        exit_data = pick(collector.records, "wire", "server.exit")[-1].data
        assert (exit_data["asked"], exit_data["killed"], exit_data["lost_ms"]) == (True, False, 0)


def test_a_polite_stop_ends_connections_and_process() -> None:
    """Stopped politely, Daphne ends its connections, the trace has that, and the exit status is 0."""
    with recorded() as (server, ready, collector), RawSocket(ready.port, "/ws/sync/") as witness:
        witness.text('{"a": 1}')
        witness.frame()
        server.stop(polite=True, timeout=10)
        assert pick(collector.records, "wire", "lost")
        assert server.ended.result(0) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_no_orphan_when_the_parent_is_killed(tmp_path: Path) -> None:
    """SIGKILL of the parent: the server's port is closed within a second."""
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(f"""
        from wslearn.server.process import Server, Serving
        server = Server(lambda records: None)
        server.serve(Serving({str(SAMPLE)!r}, settings="settings"))
        print(server.wait_ready(30).port, server.pid, flush=True)
        import threading
        threading.Event().wait()
        """)
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        port, _ = (int(word) for word in parent.stdout.readline().split())
        with RawSocket(port, "/ws/slow/") as witness:
            witness.text("x")
            parent.send_signal(signal.SIGKILL)
            assert witness.ended(timeout=1.0)


def start(folder: Path, python: str = sys.executable, **serving: Any) -> ServerNotStarted:
    """The error of a project that cannot be served."""
    server = Server(lambda records: None, python=python)
    server.serve(Serving(str(folder), **serving))
    try:
        with pytest.raises(ServerNotStarted) as caught:
            server.wait_ready(30)
        return caught.value
    finally:
        server.stop()


def project(folder: Path, **files: str) -> Path:
    """A copy of the sample project with some files replaced (`asgi="…"` for asgi.py)."""
    for source in SAMPLE.glob("*.py"):
        (folder / source.name).write_text(files.get(source.stem, source.read_text()))
    return folder


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    """A project that does not import: the project's own file and line, and Python's sentence."""
    error = start(project(tmp_path, consumers="import json\ndef broken(:\n"), settings="settings")
    assert "SyntaxError" in error.message
    assert "consumers.py, line 2" in error.hint or "asgi.py" in error.hint
    assert "broken" in error.details


def test_an_import_error_names_the_projects_line(tmp_path: Path) -> None:
    """A misspelt module: the line of the project that imports it, not a line of importlib."""
    error = start(project(tmp_path, consumers="import routring\n"), settings="settings")
    assert "No module named 'routring'" in error.message
    assert error.hint == "Mend consumers.py, line 1."


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    """Settings that fail, that are missing, and that have no ASGI_APPLICATION: each its own sentence."""
    broken = start(project(tmp_path, settings="1/0\n"), settings="settings")
    assert "ZeroDivisionError" in broken.message
    assert broken.hint == "Mend settings.py, line 1."
    assert "No module named 'nowhere'" in start(tmp_path, settings="nowhere").message
    without = project(tmp_path, settings=(SAMPLE / "settings.py").read_text().replace("ASGI_APPLICATION", "OTHER"))
    assert "no ASGI_APPLICATION" in start(without, settings="settings").message


def test_a_wrong_attribute_is_named(tmp_path: Path) -> None:
    """`asgi:app` where there is only `application`."""
    error = start(project(tmp_path), application="asgi:app", settings="settings")
    assert error.message == "The module asgi has no 'app'."


def test_a_busy_port_is_named() -> None:
    """The port is taken: Daphne's sentence and a way out."""
    with recorded() as (_, ready, _collector):
        error = start(SAMPLE, settings="settings", port=ready.port)
    assert "Daphne cannot listen" in error.message
    assert str(ready.port) in error.message
    assert "--port" in error.hint


def test_a_slow_project_is_named(tmp_path: Path) -> None:
    """A project that never finishes importing is given up, not waited for, and the line where it is, is named."""
    project(tmp_path, settings="import threading\nprint('here')\nthreading.Event().wait()\n")
    collector = Collector()
    server = Server(collector)
    server.serve(Serving(str(tmp_path), settings="settings"))
    try:
        collector.wait(lambda records: bool(records), timeout=30)
        with pytest.raises(ServerNotStarted, match=r"within 0.5 seconds: it is at settings\.py, line 3") as told:
            server.wait_ready(0.5)
        assert "settings.py, line 3" in told.value.hint
    finally:
        server.stop()


def test_endless_prints_of_an_import_are_bounded(tmp_path: Path) -> None:
    """The first lines are recorded and no flood of them; the line that prints is named to an event loop, too."""
    project(tmp_path, settings="while True: print('again')\n")
    collector = Collector()
    server = Server(collector)
    server.serve(Serving(str(tmp_path), settings="settings"))
    try:
        collector.wait(lambda records: len(records) >= 100, timeout=30)
        with pytest.raises(ServerNotStarted, match=r"it is at settings\.py, line 1"):
            asyncio.run(server.until_ready(0.5))
    finally:
        server.stop()
    assert [record.data["text"] for record in collector.records] == ["again"] * 100


def test_lines_left_out_of_an_import_are_told(tmp_path: Path) -> None:
    """A project that prints much while it is imported, and then serves: one sentence says what is left out."""
    project(tmp_path, settings=(SAMPLE / "settings.py").read_text() + "\nfor number in range(150): print(number)\n")
    server = Server(lambda records: None)
    server.serve(Serving(str(tmp_path), settings="settings"))
    try:
        missing = server.wait_ready(30.0).missing
    finally:
        server.stop()
    assert missing == ("The project printed 150 lines while it was imported; the first 100 are recorded.",)


def test_an_interpreter_without_daphne_is_named(tmp_path: Path) -> None:
    """The project's interpreter lacks Daphne: the command to type, for that interpreter."""
    venv.create(tmp_path / "bare", symlinks=sys.platform != "win32")
    python = tmp_path / "bare" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    error = start(SAMPLE, str(python), settings="settings")
    assert "has no package daphne" in error.message
    assert "-m pip install 'channels[daphne]'" in error.hint


def test_an_old_daphne_is_named(tmp_path: Path) -> None:
    """Daphne 3 (a stand-in package: the real one needs an old Python): too old, and how to upgrade."""
    (tmp_path / "daphne.py").write_text('__version__ = "3.0.2"\n')
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    code = (
        "import json, sys\nfrom wslearn.server.process import Server, Serving\n"
        "server = Server(lambda records: None)\n"
        f"server.serve(Serving({str(SAMPLE)!r}, settings='settings'))\n"
        "print(json.dumps(str(server.ready.exception(30))))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == "daphne 3.0.2 is too old: wslearn needs 4.0 or newer."


def test_a_missing_interpreter_is_named() -> None:
    """An interpreter that does not exist is an environment problem with a way out."""
    with pytest.raises(EnvironmentProblem, match="cannot be started"):
        Server(lambda records: None, python="no-such-python")


def test_files_beside_manage_py_cannot_shadow_daphnes_imports(tmp_path: Path) -> None:
    """A project file called h2.py, recorder.py or json-like names of the probe breaks nothing."""
    for name in ("h2", "OpenSSL", "recorder", "current", "plain", "twisted"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('imported by mistake')\n")
    with recorded(project(tmp_path)) as (_, ready, _collector), RawSocket(ready.port, "/ws/sync/") as witness:
        witness.text("1")
        assert witness.frame().payload == b"1"
