"""The server process ends in time in every state, says how, and leaves nothing behind."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.live.raw_socket import RawSocket
from tests.live.recorded import SAMPLE, Collector, pick, recorded
from wslearn.server.process import Server, Serving

HOSTILE = SAMPLE / "hostile"
# What stop promises, and as much again for a busy machine.
SECONDS = 2.0

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and forks")


def stopped(server: Server) -> float:
    """How long `stop` takes, in seconds; the process is gone then."""
    began = time.perf_counter()
    server.stop()
    took = time.perf_counter() - began
    assert server.ended.done()
    return took


def exit_data(collector: Collector) -> dict[str, object]:
    """The data of the one `server.exit`."""
    (record,) = pick(collector.until("wire", "server.exit"), "wire", "server.exit")
    return dict(record.data)


@pytest.fixture
def server() -> Iterator[Server]:
    """A process that serves nothing yet."""
    server = Server(lambda records: None)
    yield server
    server.stop()


def test_stop_right_after_the_start(server: Server) -> None:
    """Before it was told what to serve."""
    assert stopped(server) < SECONDS


def test_stop_while_the_project_is_imported(server: Server, tmp_path: Path) -> None:
    """Settings that wait for ever, and settings that keep the processor busy for ever."""
    for number, forever in enumerate(("import threading; threading.Event().wait()", "while True: pass")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "settings.py").write_text(f"print('importing', flush=True)\n{forever}\n")
        collector = Collector()
        importing = Server(collector)
        importing.serve(Serving(str(folder), settings="settings"))
        collector.until("consumer", "print", text="importing")
        assert stopped(importing) < SECONDS


@pytest.mark.parametrize("path", ["blocking", "doing"])
def test_stop_while_a_consumer_sleeps(path: str) -> None:
    """The event loop is blocked, or the thread of all SyncConsumers: every record is there all the same."""
    with recorded(HOSTILE) as (server, ready, collector), RawSocket(ready.port, f"/ws/{path}/") as witness:
        witness.text("sleep")
        collector.until("consumer", "print", text="sleeping")
        assert stopped(server) < SECONDS
        data = exit_data(collector)
        assert (data["asked"], data["killed"], data["lost_ms"]) == (True, False, 0)


@posix
def test_stop_when_the_process_does_not_answer() -> None:
    """A process that is halted cannot hand in its records: it is killed, and the trace says what may be missing."""
    with recorded() as (server, _, collector):
        os.kill(server.pid, signal.SIGSTOP)
        os.waitpid(server.pid, os.WUNTRACED)
        assert stopped(server) < SECONDS
        data = exit_data(collector)
        assert (data["asked"], data["killed"], data["code"]) == (True, True, -signal.SIGKILL)


def test_stop_twice_and_from_two_threads() -> None:
    """Stopping what is stopped, or is being stopped, does nothing."""
    with recorded() as (server, _, collector):
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda _: server.stop(), range(4)))
        server.stop()
        assert len(pick(collector.records, "wire", "server.exit")) == 1


@posix
def test_sigterm_ends_it_with_every_record() -> None:
    """Somebody terminates the process: Daphne shuts down, nothing is missing, and nobody asked."""
    with recorded() as (server, ready, collector), RawSocket(ready.port, "/ws/sync/") as witness:
        witness.text('{"a": 1}')
        witness.frame()
        os.kill(server.pid, signal.SIGTERM)
        server.ended.result(10)
        assert pick(collector.records, "wire", "lost")
        data = exit_data(collector)
        assert (data["code"], data["asked"], data["killed"]) == (0, False, False)


@posix
def test_a_crash_of_the_interpreter_is_told() -> None:
    """A null pointer read by C: killed, records may be missing, and the line that did it is on stderr."""
    with recorded(HOSTILE) as (server, ready, collector), RawSocket(ready.port, "/ws/doing/") as witness:
        witness.text("crash")
        assert server.ended.result(10) == -signal.SIGSEGV
        data = exit_data(collector)
        assert (data["killed"], data["asked"]) == (True, False)
        assert data["lost_ms"]
        assert "in do_crash" in server.stderr


@posix
@pytest.mark.parametrize("child", ["daemon", "spawned"])
def test_a_child_of_the_project_does_not_hold_the_pipes(child: str) -> None:
    """A child in a session of its own, forked or started, outlives the server: the server has ended all the same."""
    with recorded(HOSTILE) as (server, ready, collector), RawSocket(ready.port, "/ws/doing/") as witness:
        witness.text(child)
        assert witness.frame().payload == b"done"
        witness.text("exit")
        assert server.ended.result(5) == 3
        assert exit_data(collector)["killed"] is False
        assert pick(collector.records, "consumer", "print", text="leaving a child behind")


def test_syncs_overlap() -> None:
    """Many syncs at once, some done while others are asked for: every one is done."""
    with recorded() as (server, _, _collector), ThreadPoolExecutor(4) as pool:
        futures = list(pool.map(lambda _: server.sync(), range(200)))
        for future in futures:
            future.result(10)
        server.stop()
        server.sync().result(1)


def test_restarts_leave_nothing_behind() -> None:
    """Fifty starts and stops: no thread and no file descriptor more than before."""

    def once() -> None:
        Server(lambda records: None).stop()

    once()
    gc.collect()
    threads, descriptors = threading.active_count(), open_descriptors()
    for _ in range(50):
        once()
    for thread in threading.enumerate():
        if thread.name.startswith("server-1"):
            thread.join(5)
    gc.collect()
    assert threading.active_count() <= threads
    assert open_descriptors() <= descriptors


def open_descriptors() -> int:
    """How many file descriptors this process has; 0 where that cannot be seen."""
    folder = Path("/proc/self/fd") if sys.platform == "linux" else Path("/dev/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def test_a_restart_keeps_numbers_apart() -> None:
    """A second server under another name, right after the first: records tell them apart."""
    collector = Collector()
    for name in ("server-1", "server-2"):
        server = Server(collector, name)
        server.serve(Serving(str(SAMPLE), settings="settings"))
        with RawSocket(server.wait_ready(30).port, "/ws/sync/") as witness:
            witness.text("1")
            assert witness.frame().payload == b"1"
        server.stop()
    seen = {record.src for record in pick(collector.records, "asgi", "websocket.receive")}
    assert seen == {"server-1", "server-2"}
