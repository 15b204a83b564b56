"""A notebook's server lives as long as its kernel: Stop leaves it alone, and no end of the kernel leaves it behind."""

import os
import signal
import sys
from collections.abc import Callable

import pytest

from tests.live.kernel.real_kernel import SECONDS, Kernel, held, is_over, kernel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the ends of a kernel are signals here")

SERVE = "server = await wslearn.serve(3, step=1); print(server.origin)"


def _signal(number: signal.Signals) -> Callable[[Kernel], None]:
    def send(running: Kernel) -> None:
        os.kill(running.manager.provisioner.pid, number)  # type: ignore[union-attr]

    return send


ENDS: dict[str, Callable[[Kernel], None]] = {
    "shutdown": lambda running: running.manager.shutdown_kernel(),
    "restart": lambda running: running.manager.restart_kernel(),
    "restart now": lambda running: running.manager.restart_kernel(now=True),
    "SIGKILL": _signal(signal.SIGKILL),
    "SIGTERM": _signal(signal.SIGTERM),
}


@pytest.mark.parametrize("end", ENDS)
def test_no_end_of_the_kernel_leaves_a_server(end: str) -> None:
    """Whatever ends the kernel ends Daphne's process."""
    with kernel() as running, held(running.run(SERVE).text.strip()) as connection:
        ENDS[end](running)
        assert is_over(connection)


WAITS = {
    "receive": "await socket.receive()",
    "receive_json": "await socket.receive_json()",
    "closed": "await socket.closed()",
    "nothing": "await socket.receive_nothing(9)",
    "wait": 'await server.wait("client closed code=4999")',
    "two": 'await asyncio.gather(socket.receive(), server.wait("client closed code=4999"))',
    "task": "await asyncio.create_task(socket.receive())",
}


def _stopped(running: Kernel, code: str) -> str:
    """The error of a cell that is stopped once it has printed `begun`; it has two seconds for that."""
    request = running.begin(code)
    running.said(request, "begun")
    running.manager.interrupt_kernel()
    return running.finish(request, seconds=2).error


# The loop prints it, in its second round: so the cell is in its `await`, and what it gathers, too.
BEGIN = """import asyncio; soon = asyncio.get_running_loop().call_soon; soon(soon, lambda: print('begun', flush=True))
"""


def test_stop_ends_every_wait_and_leaves_the_server() -> None:
    """Each wait is over within two seconds of Stop, says what it waited for, and the server still answers."""
    with kernel() as running, held(running.run(SERVE).text.strip()):
        running.run('socket = await server.connect("/ws/json/")')
        for name, code in WAITS.items():
            lines = _stopped(running, BEGIN + code).splitlines()
            assert lines[0] == f"Line 2 of this cell: {code}", name
            assert lines[1].startswith("You stopped it while it waited for "), name
        answer = running.run("await socket.send_json([1]); print(await socket.receive_json())")
        assert answer.text == "[1]\n"


def test_stop_ends_a_wait_beside_one_of_an_earlier_cell() -> None:
    """A task that waits on in the background keeps no later cell from being stopped, nor from being told so."""
    with kernel() as running, held(running.run(SERVE).text.strip()):
        running.run('import asyncio\nother = await server.connect("/ws/json/", name="other")')
        running.run('socket = await server.connect("/ws/json/")')
        assert running.run("task = asyncio.create_task(other.receive(60)); await asyncio.sleep(0)").error == ""
        assert "You stopped it while it waited for a message for client." in _stopped(
            running, BEGIN + "await socket.receive(60)"
        )
        assert running.run("print(task.done())").text == "False\n"


def test_stop_ends_a_loop_of_short_waits() -> None:
    """Stop is not lost between two waits, or when one is over at the same moment."""
    loop = "await socket.send_json(1); await socket.receive()\n"
    code = f"{loop}print('begun', flush=True)\nwhile True:\n    {loop}"
    with kernel() as running, held(running.run(SERVE).text.strip()):
        running.run('socket = await server.connect("/ws/json/")')
        for _ in range(5):
            error = _stopped(running, code)
            assert "You stopped it" in error or "CancelledError" in error  # between two waits
            running.run('socket = await server.connect("/ws/json/")')


def test_a_page_that_is_stopped_shows_what_it_printed() -> None:
    """Stop leaves the page; its console so far is shown above the sentence."""
    with kernel() as running:
        running.run("server = await wslearn.serve(3)\nsocket = await server.connect('/ws/json/')")
        running.run("server.live()")
        code = "console.log('a line of the page'); const socket = new WebSocket(`ws://${location.host}/ws/json/`);"
        request = running.begin(f"%%browser 60\n{code}\nsetInterval(() => 1, 1000);")
        while "page" not in str(running.client.get_iopub_msg(timeout=SECONDS)["content"].get("data")):
            pass  # its socket is in the live view
        running.manager.interrupt_kernel()
        out = running.finish(request, seconds=5)
        assert "a line of the page" in out.text
        assert "You stopped it while it waited for the page." in out.error


def test_stop_ends_what_is_not_ours() -> None:
    """Any other `await` hears Stop at once, too, and so does code that computes."""
    with kernel() as running:
        running.run('import asyncio\nserver = await wslearn.serve(3)\nsocket = await server.connect("/ws/json/")')
        running.run("task = asyncio.create_task(socket.receive(60)); await asyncio.sleep(0)")
        assert "CancelledError" in _stopped(running, BEGIN + "await asyncio.sleep(60)")
        assert "KeyboardInterrupt" in _stopped(running, "print('begun', flush=True)\nwhile True: pass")


# Another thread looks on and prints it, as the one that runs the cell is held.
BLOCKED = """
import threading

def look():
    while "waiting for" not in repr(waiting):
        pass
    print("begun", flush=True)

waiting = socket.receive()
threading.Thread(target=look).start()
waiting.result()
"""


def test_stop_ends_a_wait_without_await() -> None:
    """The blocking form is stopped as Python stops anything."""
    with kernel() as running, held(running.run(SERVE).text.strip()):
        running.run('socket = await server.connect("/ws/json/")')
        error = _stopped(running, BLOCKED)
        assert "You stopped it while it waited for a message for client." in error
        assert running.run("print(await socket.send_json(1), await socket.receive_json())").text == "None 1\n"


def test_a_wait_ends_by_itself_and_says_what_it_waited_for() -> None:
    """Without Stop a wait has a limit, and the error is two sentences, not a traceback."""
    with kernel() as running:
        running.run(SERVE + '\nsocket = await server.connect("/ws/json/")')
        error = running.run("await socket.receive(timeout=0.2)").error
        assert error.splitlines() == [
            "Line 1 of this cell: await socket.receive(timeout=0.2)",
            "No message came for client within 0.2 s.",
        ]
