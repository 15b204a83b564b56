"""A page's JavaScript without a server: the language, console, timers, errors, and the rules of WebSocket's own."""

import asyncio
import socket
from asyncio.subprocess import Process
from collections.abc import Iterator
from typing import Any

import pytest

from wslearn.client import Client, ClientRecorder
from wslearn.errors import UsageError
from wslearn.kernel.script import PageRun, run_page
from wslearn.kernel.script_page import Ending
from wslearn.render.page_run import ConsoleLine


@pytest.fixture(scope="module")
def nowhere() -> Iterator[str]:
    """The origin of a server that takes no connections."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def new_client(name: str) -> Client:
    return Client(name, ClientRecorder(lambda record: None))


def run(source: str, origin: str = "http://127.0.0.1:8000", **options: Any) -> PageRun:
    """The page, from its beginning to its end; a busy machine has time for it."""
    options.setdefault("seconds", 60)
    return asyncio.run(run_page(source, origin, new_client, **options))


def printed(source: str, origin: str = "http://127.0.0.1:8000") -> list[str]:
    """What a page printed that comes to its end by itself, and has no uncaught exception."""
    done = run(source, origin)
    assert (done.ending, done.uncaught) == (Ending.DONE, None), done
    return [line.text for line in done.lines]


def thrown(source: str, origin: str = "http://127.0.0.1:8000") -> str:
    """The exception of a page, as JavaScript's `name: message`."""
    uncaught = run(source, origin).uncaught
    assert uncaught is not None
    return uncaught.text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("'text', 1, true, null, undefined", "text 1 true null undefined"),
        ("{a: [1, 'x'], 'b c': {d: -0}}", '{a: [1, "x"], "b c": {d: -0}}'),
        ("""['{"a": 1}']""", """['{"a": 1}']"""),
        ("new Map([[1, 'a']]), new Set([2])", 'Map {1 => "a"} Set {2}'),
        (
            "new Uint8Array([0, 255]), new ArrayBuffer(3), new Blob(['h\u00e9'])",
            "Uint8Array [0, 255] ArrayBuffer(3) Blob(3)",
        ),
        ("new TypeError('no'), 10n, Symbol('s'), function f() {}", "TypeError: no 10n Symbol(s) function f"),
        ("'\\u0000 \\ud83d \u00e9'", "\0 \ud83d \u00e9"),
    ],
)
def test_console_shows_values_as_a_browser_does(value: str, text: str) -> None:
    """Texts as they are, everything else as JavaScript would write it; half characters and NUL arrive as they are."""
    assert printed(f"console.log({value})") == [text]


def test_each_level_is_told_with_its_word() -> None:
    """Also while the page runs, in order."""
    told: list[ConsoleLine] = []
    done = run("for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level](level)", told=told.append)

    assert [(line.level, line.text) for line in done.lines] == [
        (w, w) for w in ("log", "info", "warn", "error", "debug")
    ]
    assert told == list(done.lines)


def test_values_without_an_end_are_printed() -> None:
    """A circle ends where it began, a tree where it is large, and what throws when it is looked at does no harm."""
    assert printed("const a = {}; a.a = a; console.log(a)") == ["{a: [circular]}"]
    assert "{…}" in printed("let a = [1]; for (let i = 0; i < 9; i++) a = Array(99).fill(a); console.log(a)")[0]
    assert printed("console.log({get a() { throw 1 }})") == ["a value that cannot be shown"]


def test_what_belongs_to_the_language_can_be_changed(nowhere: str) -> None:
    """Methods that are replaced are the page's own trouble: it is told, and lives on."""
    source = """
    Object.prototype.toJSON = Array.prototype.toJSON = () => "changed";
    new WebSocket("/ws/", ["a"]).onclose = (event) => console.log(JSON.stringify({}), event.code);
    const spoil = () => { Array.prototype.splice = Array.prototype.join = Array.prototype.push = null };
    setTimeout(() => { spoil(); console.log(1) }, 500);
    """
    assert [line.text for line in run(source, nowhere).lines] == ['"changed" 1006', "TypeError: not a function"]


def test_names_of_wslearn_can_be_given_anew(nowhere: str) -> None:
    """A page's own `Event` or `location` breaks nothing."""
    source = """
    var Event = 1, CloseEvent = 1, location = "x", Blob = 1, Promise = 1, Error = 1, Map = 1, Array = 1, JSON = 1;
    function print() {}
    new WebSocket("/ws/").onclose = (event) => console.log([event.code]);
    """
    assert printed(source, nowhere) == ["[1006]"]


@pytest.mark.parametrize(
    ("source", "text", "line"),
    [
        ("\n\nnull.foo", "TypeError: cannot read property 'foo' of null", 3),
        ("function f() {\n  throw new RangeError('r')\n}\nf()", "RangeError: r", 2),
        ("\nlet x = ;", "SyntaxError: unexpected token in expression: ';'", 2),
        (
            "\nJSON.parse('{a}')",
            "SyntaxError: Expected property name or '}' in JSON at position 1 (line 1 column 2)",
            2,
        ),
        (
            "\nnew WebSocket('foo:bar')",
            'SyntaxError: The URL "foo:bar" begins with "foo:" where "ws:" or "wss:" belongs.',
            2,
        ),
        ("setTimeout(() => {\n missing() }, 1)", "ReferenceError: missing is not defined", 2),
        ("queueMicrotask(() => {\n missing() })", "ReferenceError: missing is not defined", 2),
        ("async function main() {\n await 1\n missing() }\nmain()", "ReferenceError: missing is not defined", 3),
        ("setTimeout(async () => {\n await 1; missing() }, 1)", "ReferenceError: missing is not defined", 2),
        ("throw {code: 5}", "{code: 5}", None),
    ],
)
def test_an_uncaught_exception_has_the_line_of_the_page(source: str, text: str, line: int | None) -> None:
    """Wherever it was thrown: at once, in a timer, after `await`, in a function of wslearn's that the page called."""
    assert run(source).uncaught == ConsoleLine("uncaught", text, line)


def test_after_an_exception_the_page_lives_on() -> None:
    """Timers that were set still run, as in a browser; what comes after in the same task does not."""
    done = run("setTimeout(() => console.log('later'), 1); throw 'no'; console.log('never')")

    assert [(line.level, line.text) for line in done.lines] == [("uncaught", "no"), ("log", "later")]


def test_timers_run_in_the_order_of_their_times() -> None:
    """Microtasks come before all of them; what was cleared does not run; arguments are handed on."""
    source = """
    setTimeout((word) => console.log(word), 30, "late");
    setTimeout(() => console.log("soon"));
    clearTimeout(setTimeout(() => console.log("never"), 1));
    let count = 0;
    const interval = setInterval(() => { console.log(++count); if (count === 3) clearInterval(interval) }, 5);
    Promise.resolve().then(() => console.log("microtask"));
    console.log("first");
    """
    assert printed(source) == ["first", "microtask", "soon", "1", "2", "3", "late"]


def test_a_page_without_an_end_is_left_when_its_time_is_up() -> None:
    """What was printed until then is there."""
    done = run("let n = 0; setInterval(() => console.log(++n), 5)", seconds=2)

    assert done.ending is Ending.TIME
    assert "after 2 s" in done.said
    assert done.lines[0].text == "1"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("console.log('before')\nfor (;;) {}", 1),
        ("console.log('before')\nsetTimeout(() => {\n try { for (;;) {} } catch {} })", 2),
        ("console.log('before')\nnew Promise(() => { for (;;) {} })", None),
        ("console.log('before')\nconst again = () => { Promise.resolve().then(again) }; again()", None),
    ],
)
def test_an_endless_loop_is_stopped_and_told(source: str, line: int | None) -> None:
    """One sentence with what is known of its place; what was printed before is not lost."""
    done = run(source)

    assert done.ending is Ending.STUCK
    where = "" if line is None else f" in the code that begins at line {line}"
    assert done.said == f"The page was busy for 1 s without an end{where}, so it was stopped."
    assert done.lines[0] == ConsoleLine("log", "before")


def test_what_the_engine_cannot_interrupt_is_killed() -> None:
    """A built-in function that never comes back ends with the page's time."""
    assert run("new Array(2 ** 32 - 1).join('')", seconds=1.0).ending is Ending.TIME


def test_memory_is_bounded() -> None:
    """A page that fills it gets an exception, and what was there before still runs."""
    done = run("setTimeout(() => console.log('alive'), 1); const all = []; for (;;) all.push('x'.repeat(1000))")

    assert done.uncaught is not None
    assert "memory" in done.uncaught.text
    assert done.lines[-1].text == "alive"


def test_a_full_page_can_still_tell() -> None:
    """What fills the memory for good keeps nobody from being told what was printed, and how it ended."""
    fill = "var all = []; try { for (;;) all.push('x'.repeat(1000)) } catch {}"
    done = run(f"console.log('before'); {fill}; setTimeout(() => console.log('after'), 1)")

    assert done.ending is Ending.DONE
    assert done.lines[0].text == "before"


def test_what_is_printed_is_bounded() -> None:
    """Long lines are cut, and after many lines one sentence says that there were more."""
    done = run("console.log('x'.repeat(1e5)); for (let i = 0; i < 5000; i++) console.log(i)")

    assert len(done.lines) == 1001
    assert len(done.lines[0].text) == 2001
    assert done.lines[-1] == ConsoleLine("note", "The page printed more than 1000 lines; the rest is left out.")


def test_cancelling_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop leaves nothing behind, also while the JavaScript is busy."""
    processes: list[Process] = []
    start = asyncio.create_subprocess_exec

    async def spy(*args: Any, **options: Any) -> Process:
        processes.append(await start(*args, **options))
        return processes[-1]

    async def play() -> None:
        alive = asyncio.Event()
        page = "console.log('alive'); setTimeout(() => { for (;;) {} }, 1)"
        task = asyncio.create_task(run_page(page, "http://a", new_client, told=lambda line: alive.set()))
        await alive.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert processes[0].returncode is not None

    monkeypatch.setattr(asyncio, "create_subprocess_exec", spy)
    asyncio.run(play())


def test_a_source_without_measure_is_refused() -> None:
    """As one sentence, before anything is started."""
    with pytest.raises(UsageError, match="longer than 1000000"):
        run("x" * 1_000_001)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("`ws://${location.host}/ws/a/`", "ws://127.0.0.1:8000/ws/a/"),
        ("'/ws/a/?q=1'", "ws://127.0.0.1:8000/ws/a/?q=1"),
        ("'./ws/../a'", "ws://127.0.0.1:8000/a"),
        ("'ws/a?b=\"c\"'", "ws://127.0.0.1:8000/ws/a?b=%22c%22"),
        ("'http://LOCALHOST:8000/\u00e9 x'", "ws://localhost:8000/%C3%A9%20x"),
        ("'wss://a:443'", "wss://a/"),
        ("'ws://[::1]:0080/'", "ws://[::1]/"),
        ("'ws://http://127.0.0.1:8000/ws/'", "ws://http//127.0.0.1:8000/ws/"),
    ],
)
def test_a_url_is_completed_as_a_browser_does(given: str, url: str) -> None:
    """With the page's own host, `ws` for `http`, and what is no ASCII escaped."""
    assert printed(f"console.log(new WebSocket({given}).url)")[-1] == url


@pytest.mark.parametrize(
    "call",
    [
        "new WebSocket('localhost:8000/ws/')",
        "new WebSocket('ftp://a/')",
        "new WebSocket('ws://a/#b')",
        "new WebSocket('ws://')",
        "new WebSocket('ws://a b/')",
        "new WebSocket('ws://a:99999/')",
        "new WebSocket('/', 'a b')",
        "new WebSocket('/', ['a', 'a'])",
        "new WebSocket('/').close(1000, 'x'.repeat(124))",
        "new WebSocket('/').close(1000, '\u20ac'.repeat(42))",
    ],
)
def test_a_syntax_error_where_a_browser_has_one(call: str, nowhere: str) -> None:
    """A DOMException of that name, thrown at once."""
    source = f"try {{ {call} }} catch (e) {{ console.log(e.name, e instanceof DOMException) }}"
    assert "SyntaxError true" in [line.text for line in run(source, nowhere).lines]


@pytest.mark.parametrize("code", ["0", "999", "1001", "1005", "2999", "5000", "65536 + 1000", "NaN", "2999.6"])
def test_close_takes_1000_and_3000_to_4999_only(code: str, nowhere: str) -> None:
    """Everything else is an InvalidAccessError and changes nothing; numbers are clamped, never taken modulo."""
    source = (
        f"const s = new WebSocket('/'); try {{ s.close({code}) }} catch (e) {{ console.log(e.name, s.readyState) }}"
    )
    assert printed(source, nowhere)[0] == "InvalidAccessError 0"


def test_send_before_open_is_an_error(nowhere: str) -> None:
    """InvalidStateError with its code of old, 11."""
    source = "try { new WebSocket('/').send('x') } catch (e) { console.log(e.name, e.code) }"
    assert printed(source, nowhere)[0] == "InvalidStateError 11"


_WATCHED = """
const say = (event) => console.log(event.type, socket.readyState, event.code, event.wasClean);
for (const type of ["open", "message", "error", "close"]) socket.addEventListener(type, say);
"""


@pytest.mark.parametrize("then", ["", "socket.close()", "socket.close(4000, 'x')"])
def test_what_cannot_be_opened_fails(then: str, nowhere: str) -> None:
    """First `error`, then `close` with 1006; the same where the page closes while it is CONNECTING."""
    source = f"const socket = new WebSocket('/ws/'); {_WATCHED} {then}\nconsole.log(socket.readyState)"
    state = "2" if then else "0"
    assert printed(source, nowhere) == [state, "error 3 undefined undefined", "close 3 1006 false"]


@pytest.mark.parametrize("url", ["ws://192.0.2.1/", "ws://127.0.0.1:1/", "wss://127.0.0.1:8000/"])
def test_other_servers_are_refused(url: str) -> None:
    """Without a try; the page sees what it sees of a server that is not there, the person reads why."""
    lines = printed(f"const socket = new WebSocket('{url}'); {_WATCHED}")
    assert lines[0].startswith("A page in a cell reaches its own server only, at http://127.0.0.1:8000; ")
    assert lines[1:] == ["error 3 undefined undefined", "close 3 1006 false"]


def test_sockets_are_counted() -> None:
    """A page that opens them for ever gets no more than fifty."""
    source = "for (let i = 0; i < 51; i++) new WebSocket('ws://192.0.2.1/')"
    assert printed(source)[-1] == "A page in a cell has at most 50 sockets; this one is not opened."


def test_handlers_and_listeners(nowhere: str) -> None:
    """In the order in which they were first set, each alone in its exceptions, `this` the socket, `once` once."""
    source = """
    const socket = new WebSocket("/");
    socket.addEventListener("error", () => { throw new Error("alone") });
    socket.onerror = () => console.log("replaced");
    socket.addEventListener("error", function () { console.log("listener", this === socket) });
    socket.addEventListener("error", { handleEvent(event) { console.log("object", event.target === socket) } });
    socket.onerror = function () { console.log("handler", this === socket) };
    const gone = () => console.log("never");
    socket.addEventListener("error", gone);
    socket.removeEventListener("error", gone);
    socket.onclose = gone;
    socket.onclose = null;
    console.log(socket.onclose, typeof socket.onerror);
    """
    done = run(source, nowhere)
    assert [line.text for line in done.lines] == [
        "null function",
        "Error: alone",
        "handler true",
        "listener true",
        "object true",
    ]


def test_constants_and_defaults(nowhere: str) -> None:
    """On the class and on its objects."""
    source = """
    const socket = new WebSocket("/");
    console.log(WebSocket.CONNECTING, socket.OPEN, WebSocket.CLOSING, socket.CLOSED);
    socket.binaryType = "nonsense";
    console.log(socket.binaryType, socket.protocol === "", socket.extensions === "", socket.bufferedAmount);
    """
    assert printed(source, nowhere) == ["0 1 2 3", "blob true true 0"]


def test_text_and_bytes() -> None:
    """UTF-8 as a browser does it: half characters and wrong bytes become U+FFFD."""
    source = r"""
    const bytes = new TextEncoder().encode("h\u00e9\ud83d\udc0d\ud83d");
    console.log(bytes.length, new TextDecoder().decode(bytes));
    console.log(new TextDecoder().decode(new Uint8Array([0x61, 0xff, 0xc3, 0x62])));
    new Blob(["a", new Uint8Array([98])]).text().then((text) => console.log(text));
    """
    assert printed(source) == ["10 h\u00e9\U0001f40d\ufffd", "a\ufffd\ufffdb", "ab"]


def test_what_a_cell_has_not_got_is_told() -> None:
    """Who writes a page's code expects a document."""
    lines = run("document.querySelector('p')").lines
    assert [line.level for line in lines] == ["uncaught", "note"]
    assert "has no document" in lines[1].text
