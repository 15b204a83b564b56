"""What cells show, in a real kernel: a timeline, a file of the project, predictions, checks, pictures."""

import re
from collections.abc import Iterator

import pytest

from tests.live.kernel.real_kernel import SECONDS, Kernel, kernel
from wslearn import paths

COURSE = paths.lessons() / "03_json"
# The course's own file, but for one word.
MINE = "%%consumer 3\n" + (COURSE / "project/01_text/live/json_consumers.py").read_text("utf-8").replace(
    "Python holds", "My code holds"
)


@pytest.fixture(scope="module")
def running() -> Iterator[Kernel]:
    """One kernel for tests that do not end it."""
    with kernel() as started:
        yield started


@pytest.fixture
def served(running: Kernel) -> Kernel:
    """A kernel that serves the first step of lesson 3."""
    assert running.run("server = await wslearn.serve(3, step=1)").error == ""
    return running


def test_a_message_is_a_row_of_a_real_table(served: Kernel) -> None:
    """The timeline is a table with a caption and headers, and the same as text beside it."""
    served.run('socket = await server.connect("/ws/json/")\nawait socket.send_json({"a": 1})')
    out = served.run("print(await socket.receive_json())\nserver.timeline")
    html, plain = out.data[-1]["text/html"], out.data[-1]["text/plain"]
    assert out.text.startswith("{'a': 1}\n")
    assert "<caption>" in html
    assert '<th scope="col"' in html
    for words in ('{"a":1}', "websocket.receive", "json.loads"):
        assert words in plain
    assert "websocket.receive" in html


def test_a_cell_shows_its_own_rows(served: Kernel) -> None:
    """`recent` has the rows of the cell; in one that makes none, those of the last that did."""
    served.run('socket = await server.connect("/ws/json/")')
    here = served.run('await socket.send_text("[1]"); await socket.receive()\nserver.recent').text
    assert "[1]" in here
    assert "handshake" not in here.lower()
    assert served.run("server.recent").text == here


def test_serving_again_replaces_the_server(served: Kernel) -> None:
    """The cell can be run again: the old server is gone, the new one answers, rows count from 1."""
    before = served.run("print(server.pid)").text
    assert served.run("server = await wslearn.serve(3, step=1)").error == ""
    assert served.run("print(server.pid)").text != before
    assert served.run("print(len(server.timeline))").text == "1\n"


def test_a_cell_becomes_the_consumers_file(served: Kernel) -> None:
    """%%consumer writes the file, shows what changed, and the next message meets the new code."""
    shown = served.run(MINE)
    assert "live/json_consumers.py" in shown.text
    assert "My code holds" in shown.text
    served.run('socket = await server.connect("/ws/json/")\nawait socket.send_json(7); await socket.receive()')
    assert "My code holds a int" in served.run("server.timeline").text


def test_a_syntax_error_names_the_line_of_the_cell(served: Kernel) -> None:
    """Nothing is written, and the server runs on."""
    error = served.run("%%consumer 3\nimport json\n\nclass Broken(:\n    pass\n").error
    assert error.splitlines()[0] == "Line 4 of this cell is no Python: invalid syntax."
    assert "class Broken(:" in error
    assert served.run('print((await server.connect("/ws/json/")).handshake)').text == "accepted with 101\n"


def test_a_server_that_has_ended_says_so(served: Kernel) -> None:
    """Nothing of it is started again; its rows can still be looked at."""
    served.run('old, socket = server, await server.connect("/ws/json/")')
    assert served.run("server = await wslearn.serve(3, step=1)").error == ""
    for cell in ('await old.connect("/ws/json/")', "await old.restart()", "old.pid", 'await old.get("/json/")'):
        assert "This server of lesson 3 has ended: another one was served after it." in served.run(cell).error
    assert "was closed with 1006" in served.run("await socket.receive()").error
    assert "websocket.accept" in served.run("old.timeline").text


def test_a_server_that_was_stopped_stays_stopped(served: Kernel) -> None:
    """A page in a cell does not start it behind the learner's back."""
    served.run("await server.stop()")
    assert "The server is stopped, so nobody listens." in served.run("%%browser\n1").error
    assert served.run("await server.start()\nprint(server.origin[:4])").text == "http\n"


def test_a_live_view_ends_with_the_last_rows(served: Kernel) -> None:
    """It moves to where it was asked for last; what it shows in the end has what ended the server, too."""
    out = served.run(
        "server.live(); first = server._view._thread\nserver.live(); second = server._view._thread\nfirst.join()\n"
        'socket = await server.connect("/ws/json/")\nserver = await wslearn.serve(3, step=1)\nsecond.join()'
    )
    assert out.error == ""
    before, moved = (output["text/plain"] for output in out.data)
    assert "websocket.accept" not in before
    assert "websocket.accept" in moved
    assert "closed 1006" in moved


def test_a_live_view_changes_while_a_cell_blocks(served: Kernel) -> None:
    """Code that waits without `await` holds up neither the messages nor their picture."""
    request = served.begin("server.live(); server.connect('/ws/json/').result()\ninput('')")
    shown = [served.client.get_iopub_msg(timeout=SECONDS)]
    while "websocket.accept" not in str(shown[-1]["content"].get("data")):
        shown.append(served.client.get_iopub_msg(timeout=SECONDS))
    assert shown[-1]["msg_type"] == "update_display_data"
    served.client.input("")
    assert served.finish(request).error == ""


def test_a_forgotten_await_does_nothing_and_is_told(served: Kernel) -> None:
    """It says so as a result and in the middle of a cell; no message is taken away, and what is missing has a name."""
    served.run('socket = await server.connect("/ws/json/")\nawait socket.send_json(5)')
    assert "nothing was done yet; write await before it" in served.run("socket.receive()").text
    told = served.run("import sys; sys.stderr = sys.stdout\nsocket.receive()\nprint(await socket.receive())").text
    assert "a message for client was not awaited" in told
    assert told.endswith("5\n")
    error = served.run("later = wslearn.serve(3)\nlater.connect").error
    assert "nobody has waited for the server" in error
    assert "Traceback" not in error


def test_waits_are_what_asyncio_takes(served: Kernel) -> None:
    """A task, a time limit and a cancelled wait leave the socket as it was: the next message is there."""
    served.run('import asyncio\nsocket = await server.connect("/ws/json/")')
    late = "try:\n    async with asyncio.timeout(0.1): await socket.receive()\nexcept TimeoutError: print('late')\n"
    assert served.run(late).text == "late\n"
    task = "task = asyncio.create_task(socket.receive())\nawait asyncio.sleep(0.1); task.cancel()\n"
    answer = "await socket.send_json(6); print(await asyncio.create_task(socket.receive()))"
    assert served.run(task + answer).text == "6\n"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("%%consumer\nx = 1", "%%consumer needs the number of a lesson."),
        ("%%consumer 3 ../evil.py\nx = 1", "The project has no file '../evil.py'."),
        ("%%consumer 99\nx = 1", "There is no lesson '99'."),
        ("await wslearn.serve(3, step=99)", "Lesson 3 has no step 99."),
        ('await server.connect("ws/json/")', "The path 'ws/json/' does not begin with a slash."),
        ('server.expect("nonsense")', "expect:1: "),
        ('wslearn.predict(3, 1, answer="z")', "The answer 'z' cannot be: the choices are a to c."),
        ("wslearn.predict(3, 9)", "Step 9 of lesson 3 has no prediction."),
        ('wslearn.predict(3, 1, number="1")', "Step 1 of lesson 3 has 2 predictions."),
        ("wslearn.predict(3, 1, answer=2)", "The answer 2 cannot be: the choices are a to c."),
        ('%%consumer 3 "abc\nx = 1', "The project has no file '\"abc'."),
        ("%%consumer 3 C:\\evil.py\nx = 1", "The project has no file 'C:/evil.py'."),
        ("%%browser nan\n1", "'nan' is no number of seconds."),
        ('server.timeline.lanes("zzz")', "There is no lane 'zzz'."),
        ("server.expect(7)", "expect needs a str, and this is a int: 7."),
        ('wslearn.convert(1, "perl")', "There is no language 'perl' here."),
    ],
)
def test_bad_input_is_told_in_sentences(served: Kernel, cell: str, said: str) -> None:
    """No traceback: what is wrong, and what to do."""
    error = served.run(cell).error
    assert said in error
    assert "Traceback" not in error


def test_a_project_that_does_not_start_is_told_with_its_line(served: Kernel) -> None:
    """Python that is valid and raises when it is loaded: the sentence names file and line; the next cell mends it."""
    error = served.run("%%consumer 3\nimport json\n\nraise RuntimeError('not yet')\n").error
    assert "not yet" in error
    assert "json_consumers.py" in error
    assert served.run(MINE).error == ""


def test_a_prediction_is_decided_by_the_trace(served: Kernel) -> None:
    """The answer is laid beside what happened."""
    asked = served.run('guess = wslearn.predict(3, 1, number=1, answer="a", confidence=3)\nguess').text
    assert "The 7 is an int" in asked
    served.run(
        'seven = await server.connect("/ws/json/number/", name="seven")\n'
        'await seven.send_text("7")\nawait seven.closed()\nserver.expect("seven: client closed code=1011")'
    )
    told = served.run("guess.reveal(server)").text
    assert "The connection is closed with 1011" in told
    assert "an int has no such method" in told


def test_nothing_decides_a_prediction_before_it_was_run(served: Kernel) -> None:
    """An empty trace is no answer, and neither is that of another lesson."""
    assert "Nothing was run yet" in served.run('wslearn.predict(3, 1, answer="a").reveal(server)').error
    served.run('await server.connect("/ws/json/"); server.expect("client handshake.response")')
    assert "Nothing was run yet" in served.run('wslearn.predict(2, 2, answer="a").reveal(server)').error


def test_expectations_are_judged_with_their_rows(served: Kernel) -> None:
    """Held and not held, each with the numbers of its rows; running the cell again judges the same rows."""
    served.run('socket = await server.connect("/ws/json/")\nawait socket.send_json(1)\nawait socket.receive()')
    cell = 'server.expect("""json loads value=1\nclient closed""")'
    told = served.run(cell).text
    assert re.search("json.loads with value = 1", told)
    assert "the end of the connection at the client" in told
    assert served.run(cell).text == told


def test_an_exercise_is_checked_as_in_the_terminal(running: Kernel) -> None:
    """The untouched starter fails with its finding; the solution, written by a cell, passes."""
    assert "your code" in running.run("wslearn.check(3)").text.lower()
    solution = (COURSE / "solution/live/json_exercise.py").read_text("utf-8")
    assert running.run(f"%%consumer 3 live/json_exercise.py\n{solution}").error == ""
    told = running.run("wslearn.check(3)").text
    assert told.startswith("held: your answer to lesson 3")


def test_a_live_view_follows_later_cells(served: Kernel) -> None:
    """It is displayed once and updated by its id; the last picture has the last row."""
    served.run('socket = await server.connect("/ws/json/")')
    first = served.run('server.live()\nawait socket.send_json("one"); x = await socket.receive()')
    assert len(first.data) == 1
    assert '"one"' in first.data[0]["text/plain"]
    later = served.run('await socket.send_json("two"); x = await socket.receive()')
    assert '"two"' in later.data[-1]["text/plain"]


def test_a_sequence_is_a_picture_with_words(served: Kernel) -> None:
    """SVG with a title, and below it numbered lines for who cannot see it."""
    served.run('socket = await server.connect("/ws/json/")\nawait socket.close()')
    picture, words = served.run("wslearn.sequence(server)").data
    assert picture["image/svg+xml"].startswith("<svg")
    assert "<title" in picture["image/svg+xml"]
    assert "→ Daphne" in words["text/plain"]
    assert "<summary>The same in words</summary>" in words["text/html"]


def test_a_page_runs_in_a_cell(served: Kernel) -> None:
    """%%browser: the script's WebSocket is a real one, and its rows are in the timeline."""
    out = served.run(
        "%%browser\n"
        "const socket = new WebSocket(`ws://${location.host}/ws/json/`);\n"
        'socket.onopen = () => socket.send(JSON.stringify({from: "page"}));\n'
        "socket.onmessage = (event) => { console.log(JSON.parse(event.data).from); socket.close(1000); };\n"
    )
    assert out.error == ""
    assert "page" in out.text
    assert '{"from":"page"}' in served.run("server.recent").text


def test_the_kernel_loads_nothing_of_the_server(running: Kernel) -> None:
    """Django, Channels, Daphne and Twisted are the child's (debugpy alone imports django.utils in every kernel)."""
    names = ("django.apps", "django.conf", "django.core", "channels", "daphne", "twisted", "autobahn")
    code = f"import sys; print({set(names)} & sys.modules.keys())"
    assert running.run(code).text == "set()\n"
