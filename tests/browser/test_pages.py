"""What a real page does stands beside what the server saw of it."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.traced_pages import TracedPages, rows_of
from tests.live.recorded import pick
from wslearn.trace.record import Record, Repr

if TYPE_CHECKING:
    from playwright.sync_api import Page

TALK = """async (path) => {
    const socket = new WebSocket(`ws://${location.host}${path}`, []);
    const closed = new Promise((done) => socket.addEventListener('close', done));
    socket.onopen = () => socket.send(JSON.stringify({n: 1, u: undefined, d: new Date(0), f: [NaN, -0]}));
    socket.onmessage = (event) => { JSON.parse(event.data); socket.close(1000, 'done') };
    await closed;
}"""


# A page that waits for what never comes fails within its time.
WITHIN = """([script, argument]) => Promise.race([
    eval(script)(argument), new Promise((_, fail) => setTimeout(fail, 20000, new Error('too slow')))])"""


def play(page: "Page", traced: TracedPages, script: str, argument: Any = None) -> list[Record]:
    """Run a function in a fresh page; the page's records and those of its connections, once the last one is there."""
    before = len(traced.settled())
    page.goto(f"{traced.origin}/page/")
    page.evaluate(WITHIN, [script, argument])
    page.evaluate("console.debug('the end')")
    traced.collector.wait(lambda records: bool(pick(records[before:], "client", "page.print", text="the end")))
    return traced.settled()[before:]


def told(records: list[Record]) -> list[tuple[str, dict[str, Any]]]:
    """Type and data of what the page told, without what every record has, and the console."""
    common = {"client", "agent", "state", "n"}
    return [
        (record.type, {key: value for key, value in record.data.items() if key not in common})
        for record in records
        if record.lane == "client" and record.type != "page.print"
    ]


def test_a_conversation(page: "Page", traced: TracedPages) -> None:
    """Constructor, events, calls and JSON, each with its values, in the order in which they happened."""
    records = play(page, traced, TALK, argument="/ws/told/")
    text = '{"n":1,"d":"1970-01-01T00:00:00.000Z","f":[null,0]}'
    value = {"n": 1, "d": "1970-01-01T00:00:00.000Z", "f": [None, 0]}
    given = {"n": 1, "u": Repr("undefined"), "d": Repr("[object Date]"), "f": [Repr("NaN"), Repr("-0")]}
    assert told(records) == [
        ("page.new", {"url": traced.socket, "protocols": []}),
        ("page.open", {}),
        ("page.stringify", {"value": given, "text": text}),
        ("page.send", {"text": text}),
        ("page.message", {"text": text, "parses": 1}),
        ("page.parse", {"text": text, "value": value}),
        ("page.closing", {"code": 1000, "reason": "done", "before": 1}),
        ("page.close", {"code": 1000, "reason": "", "wasClean": True}),
    ]
    states = [record.data["state"] for record in pick(records, "client") if "state" in record.data]
    assert states == [0, 1, 1, 1, 2, 3]


def test_rows_hold_both_ends(page: "Page", traced: TracedPages) -> None:
    """A page's call or event stands in the row of its frame, its event and its method; the tab has a name."""
    (rows,) = rows_of(play(page, traced, TALK, argument="/ws/told/")).values()
    found = {(row.kind, row.dir): [f"{record.lane}.{record.type}" for record in row.records] for row in rows}
    assert {"client.page.new", "wire.handshake.request", "asgi.scope"} <= set(found["handshake", "receive"])
    assert {"client.page.open", "wire.handshake.response"} <= set(found["accept", "send"])
    assert {
        "client.page.stringify",
        "client.page.send",
        "wire.frame",
        "asgi.websocket.receive",
        "consumer.enter",
    } <= set(found["message", "receive"])
    assert {"asgi.websocket.send", "wire.frame", "client.page.message", "client.page.parse"} == set(
        found["message", "send"]
    )
    assert {"client.page.closing", "client.page.close", "wire.frame"} <= set(found["disconnect", "receive"])
    assert {row.client for row in rows} == {"page"}
    assert not any(row.late for row in rows)


def test_what_a_page_cannot_send(page: "Page", traced: TracedPages) -> None:
    """[object Object], an early send, a late send and a bad address each say what became of them."""
    script = """async () => {
        const socket = new WebSocket(`ws://${location.host}/ws/told/`);
        try { socket.send('early') } catch {}
        await new Promise((done) => socket.onopen = done);
        socket.send({a: 1});
        socket.send(new Uint8Array([1, 255]));
        await new Promise((done) => { socket.onclose = done; socket.close() });
        socket.send('late');
        try { new WebSocket('nonsense://host') } catch {}
    }"""
    records = play(page, traced, script)
    sends = [data for type_, data in told(records) if type_ == "page.send"]
    assert sends[0]["error"]["class"] == "InvalidStateError"
    assert sends[1:] == [
        {"object": "Object", "other": "[object Object]"},
        {"object": "Uint8Array", "bytes": b"\x01\xff", "length": 2},
        {"text": "late"},
    ]
    assert [record.data.get("n") for record in pick(records, "client", "page.send")] == [None, 0, 1, None]
    assert pick(records, "client", "page.send")[-1].data["state"] == 3
    bad = pick(records, "client", "page.new")[-1].data
    assert (bad["url"], bad["error"]["class"]) == ("nonsense://host", "SyntaxError")
    frames = [
        record.data["text"] for record in pick(records, "wire", "frame", opcode="text") if record.dir == "receive"
    ]
    assert frames == ["[object Object]"]


def test_a_refusal_and_nobody_there(page: "Page", traced: TracedPages) -> None:
    """The page learns 1006 and no more; a refusal is one row, an address without a server its own connection."""
    script = """async () => {
        for (const url of [`ws://${location.host}/ws/refused/`, 'ws://127.0.0.1:9/ws/']) {
            const socket = new WebSocket(url);
            await new Promise((done) => socket.onclose = done);
        }
    }"""
    records = play(page, traced, script)
    assert [type_ for type_, _ in told(records)] == ["page.new", "page.error", "page.close"] * 2
    assert {data["code"] for type_, data in told(records) if type_ == "page.close"} == {1006}
    refused, nowhere = rows_of(records).values()
    refusal = next(row for row in refused if row.kind == "reject")
    assert {"page.error", "page.close", "websocket.close", "handshake.response"} <= {r.type for r in refusal.records}
    assert {record.lane for row in nowhere for record in row.records} == {"client"}


def test_two_sockets_of_one_path_are_kept_apart(page: "Page", traced: TracedPages) -> None:
    """Each constructor call has its own handshake, first come first served, and a message of its own."""
    script = """async () => {
        const sockets = ['one', 'two'].map((name) => {
            const socket = new WebSocket(`ws://${location.host}/ws/told/`);
            return new Promise((done) => {
                socket.onopen = () => socket.send(name);
                socket.onmessage = () => { socket.close(); done() };
            });
        });
        await Promise.all(sockets);
    }"""
    connections = rows_of(play(page, traced, script))
    assert len(connections) == 2
    for name, rows in zip(("one", "two"), connections.values(), strict=True):
        heard, said = [row for row in rows if row.kind == "message"]
        assert {"page.send", "websocket.receive"} <= {record.type for record in heard.records}
        assert {"page.message", "websocket.send"} <= {record.type for record in said.records}
        assert {r.data["text"] for r in (*heard.records, *said.records) if "text" in r.data} == {name}


def test_console_and_uncaught_errors(page: "Page", traced: TracedPages) -> None:
    """What goes to the browser's console, and what no code caught, with its line."""
    script = """async () => {
        console.log('a', {b: [1]}, new TypeError('t'));
        console.error(3);
        await new Promise((done) => {
            window.addEventListener('error', (event) => event.preventDefault() || done());
            setTimeout(() => new Websocket('ws://x'), 0);
        });
        Promise.reject(new RangeError('r'));
        await new Promise((done) => window.addEventListener('unhandledrejection', done));
    }"""
    records = play(page, traced, script)
    printed = [(r.data["level"], r.data["text"]) for r in pick(records, "client", "page.print")]
    assert printed == [("log", 'a {"b":[1]} TypeError: t'), ("error", "3"), ("debug", "the end")]
    errors = [(r.data["class"], r.data["message"]) for r in pick(records, "client", "page.exception")]
    assert errors == [("ReferenceError", "Websocket is not defined"), ("RangeError", "r")]


def test_an_error_of_a_recorded_call_is_the_pages_own(page: "Page", traced: TracedPages) -> None:
    """What a recorded call raises reaches the page and the trace with its message, and not as of wslearn's script."""
    script = """async () => {
        const heard = new Promise((done) => window.addEventListener('error', done));
        setTimeout(() => new WebSocket('ws://x/#y'), 0);
        console.log((await heard).error.name);
    }"""
    records = play(page, traced, script)
    assert "SyntaxError" in [r.data["text"] for r in pick(records, "client", "page.print")]
    (raised,) = pick(records, "client", "page.exception")
    assert (raised.data["class"], "page.js" in raised.data["file"]) == ("SyntaxError", False)


def test_much_is_cut_and_says_so(page: "Page", traced: TracedPages) -> None:
    """A text of 300,000 characters keeps its beginning and its length; huge values are named, not copied."""
    script = """async () => {
        const socket = new WebSocket(`ws://${location.host}/ws/told/`);
        await new Promise((done) => socket.onopen = done);
        const big = JSON.stringify({text: 'é'.repeat(3e5), many: Array(1e4).fill(1)});
        socket.send(big);
        await new Promise((done) => socket.onmessage = done);
        socket.close();
        let deep = []; for (let i = 0; i < 5000; i++) deep = [deep];
        JSON.stringify(deep);
    }"""
    records = play(page, traced, script)
    sent = pick(records, "client", "page.send")[0].data
    assert len(sent["text"]) == 16_000
    assert sent["cut"] == 320_020
    made = pick(records, "client", "page.stringify")[0].data["value"]
    assert made["text"] == Repr("text of 300000 characters")
    assert isinstance(made["many"], Repr)


@pytest.mark.parametrize("path", ["/policy/?policy=default-src%20'self'", "/compressed/"])
def test_a_page_that_cannot_be_recorded_works(page: "Page", traced: TracedPages, path: str) -> None:
    """Its own script runs as ever, and the reason is in the trace."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(traced.origin + path)
    assert page.title() == "t"
    assert errors == []
    traced.collector.until("wire", "unseen", path=path.partition("?")[0])
