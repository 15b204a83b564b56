"""A cell's JavaScript with the sample project's Daphne: what a page sees, and what the server sees of it."""

import asyncio
from time import perf_counter_ns
from typing import Any

import pytest

from tests.live.recorded import Collector, pick
from tests.live.wild_server import Behaviour, Peer, wild_server
from wslearn.client import Client, ClientRecorder
from wslearn.kernel.script import PageRun, run_page
from wslearn.kernel.script_page import Ending
from wslearn.trace.record import Record


class Page:
    """The sample's server, for pages."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.records: list[Record] = []
        self._recorder = ClientRecorder(self.records.append)

    def new_client(self, name: str) -> Client:
        return Client(name, self._recorder)

    def run(self, source: str, **options: Any) -> PageRun:
        """The page, from its beginning to its end; a busy machine has time for it."""
        options.setdefault("seconds", 60)
        return asyncio.run(run_page(source, self.origin, self.new_client, **options))

    def printed(self, source: str) -> list[str]:
        """What a page printed that comes to its end by itself, with nothing uncaught."""
        run = self.run(source)
        assert (run.ending, run.uncaught) == (Ending.DONE, None), run
        return [line.text for line in run.lines]

    @property
    def closings(self) -> list[tuple[int | None, str]]:
        """Code and reason of the close frames that its clients sent."""
        frames = pick(self.records, "client", "frame", opcode="close")
        return [(frame.data["code"], frame.data["reason"]) for frame in frames if frame.dir == "receive"]


async def printed_by(source: str, behaviour: Behaviour, page: Page) -> list[str]:
    """What a page prints whose server does this with its connection."""
    async with wild_server(behaviour) as (url, _):
        origin = url.replace("ws:", "http:").removesuffix("/ws/")
        run = await run_page(source, origin, page.new_client)
        return [line.text for line in run.lines]


@pytest.fixture
def page(sample: tuple[int, Collector]) -> Page:
    return Page(sample[0])


def test_an_echo_with_json(page: Page) -> None:
    """Parsed, a value is what it was; readyState and the events say at each step what a browser says."""
    source = """
    const socket = new WebSocket(`ws://${location.host}/ws/json/`);
    const states = [socket.readyState];
    socket.onopen = () => {
      states.push(socket.readyState);
      socket.send(JSON.stringify({ a: [1, "h\\u00e9", null] }));
    };
    socket.onmessage = (event) => {
      const { a } = JSON.parse(event.data);
      console.log(typeof event.data, a[0] + 1, a[1], a[2], event.origin === `ws://${location.host}`);
      socket.close();
      states.push(socket.readyState);
    };
    socket.onclose = (event) => {
      states.push(socket.readyState);
      console.log(event.code, event.wasClean, states);
    };
    """
    assert page.printed(source) == ["string 2 h\u00e9 null true", "1000 true [0, 1, 2, 3]"]
    names = {record.data.get("client") for record in page.records}
    assert names == {"page"}


def test_the_first_page_comes_at_once(page: Page) -> None:
    """Process, handshake, echo and close together are a matter of a moment."""
    source = """
    const socket = new WebSocket("/ws/json/");
    socket.onopen = () => socket.send("1");
    socket.onmessage = () => socket.close();
    """
    page.run(source)  # the first also loads what all others share
    before = perf_counter_ns()
    page.run(source)
    assert perf_counter_ns() - before < 2e9  # 0.06 s on an idle machine


@pytest.mark.parametrize(("says", "close"), [('"close"', "close 4001 true"), ('"boom"', "close 1011 true")])
def test_a_close_of_the_server(page: Page, says: str, close: str) -> None:
    """Its code is the page's; there is no `error` before it."""
    source = f"""
    const socket = new WebSocket("/ws/websocket/");
    socket.onopen = () => socket.send('{says}');
    socket.onerror = () => console.log("error");
    socket.onclose = (event) => console.log("close", event.code, event.wasClean);
    """
    assert page.printed(source) == [close]


def test_a_refused_handshake(page: Page) -> None:
    """The page learns nothing but `error` and 1006; the status is in the records only."""
    source = """
    const socket = new WebSocket("/ws/rejecting/");
    socket.onopen = () => console.log("open");
    socket.onerror = (event) => console.log("error", event.message, socket.readyState);
    socket.onclose = (event) => console.log("close", event.code, event.reason === "", event.wasClean);
    """
    assert page.printed(source) == ["error undefined 3", "close 1006 true false"]
    assert [record.data["status"] for record in pick(page.records, "client", "handshake.response")] == [403]


def test_close_with_a_code_and_reason(page: Page) -> None:
    """They go to the server, whose own code (Daphne's 1000) is the event's; what comes after close() is no message."""
    source = """
    const socket = new WebSocket("/ws/json/");
    socket.onopen = () => {
      socket.send("1");
      socket.close(4321, "gone \\u20ac");
      socket.send("2");
      socket.close(4000);
    };
    socket.onmessage = () => console.log("message");
    socket.onclose = (event) => console.log(event.code, event.wasClean, socket.bufferedAmount);
    """
    assert page.printed(source) == ["1000 true 1"]
    assert page.closings == [(4321, "gone \u20ac")]


def test_binary_messages(page: Page) -> None:
    """A Blob unless the page asks for an ArrayBuffer; both can be sent, and a view of a buffer."""
    source = """
    const socket = new WebSocket("/ws/websocket/");
    socket.onopen = () => {
      socket.send(new Uint8Array([0, 1, 255]).subarray(1));
      socket.send(new Blob(["\\u00e9"]));
    };
    let count = 0;
    socket.onmessage = async ({ data }) => {
      if (++count === 1) {
        console.log(data, [...new Uint8Array(await data.arrayBuffer())]);
        socket.binaryType = "arraybuffer";
      } else {
        console.log(data, [...new Uint8Array(data)]);
        socket.close();
      }
    };
    """
    assert page.printed(source) == ["Blob(2) [1, 255]", "ArrayBuffer(2) [195, 169]"]


def test_what_is_no_text_is_made_one(page: Page) -> None:
    """`send({})` sends `[object Object]`, half a character becomes U+FFFD: as in a browser, without an error."""
    source = """
    const socket = new WebSocket("/ws/slow/");
    socket.onopen = () => { socket.send({}); socket.send("\\ud83d"); socket.send(5) };
    const got = [];
    socket.onmessage = ({ data }) => { got.push(data); if (got.length === 3) { console.log(got); socket.close() } };
    """
    assert page.printed(source) == ['["[object Object]", "\ufffd", "5"]']


def test_two_sockets_of_one_page(page: Page) -> None:
    """Each has a client of its own; both hear what one of them said to the group."""
    source = """
    const sockets = [new WebSocket("/ws/chat/"), new WebSocket("/ws/chat/")];
    let open = 0;
    sockets.forEach((socket, number) => {
      socket.onopen = () => { if (++open === 2) sockets[0].send("to all") };
      socket.onmessage = ({ data }) => { console.log(data); socket.close(4000 + number) };
    });
    """
    assert page.printed(source) == ["to all", "to all"]
    assert {record.data.get("client") for record in page.records} == {"page", "page2"}
    assert sorted(page.closings) == [(4000, ""), (4001, "")]


def test_a_subprotocol_that_is_chosen(page: Page) -> None:
    """It is the socket's `protocol`."""

    async def choose(peer: Peer) -> None:
        await peer.accept(b"Sec-WebSocket-Protocol: two\r\n")
        await peer.read_to_end()

    source = """
    const socket = new WebSocket("/ws/", ["one", "two"]);
    socket.onopen = () => { console.log(socket.protocol); socket.close() };
    """
    assert asyncio.run(printed_by(source, choose, page)) == ["two"]
    request = pick(page.records, "client", "handshake.request")[0]
    assert request.data["subprotocols"] == ["one", "two"]


def test_none_of_the_subprotocols_is_chosen(page: Page) -> None:
    """A browser fails the connection then, though the server has accepted it."""
    source = """
    const socket = new WebSocket("/ws/json/", "one");
    socket.onopen = () => console.log("open");
    socket.onerror = () => console.log("error");
    socket.onclose = (event) => console.log(event.code);
    """
    assert page.printed(source) == ["error", "1006"]
    assert pick(page.records, "client", "handshake.response")[0].data["status"] == 101


def test_messages_wait_while_javascript_runs(page: Page) -> None:
    """An answer that is there before the task is over is heard after it; microtasks come first."""
    source = """
    const socket = new WebSocket("/ws/json/");
    socket.onopen = () => {
      socket.send("1");
      const end = performance.now() + 200;
      while (performance.now() < end);
      Promise.resolve().then(() => console.log("microtask"));
      console.log("task");
    };
    socket.onmessage = () => { console.log("message"); socket.close() };
    """
    assert page.printed(source) == ["task", "microtask", "message"]


def test_a_page_that_only_listens_is_left(page: Page) -> None:
    """Its sockets are closed as a tab's are. The page itself hears nothing of that."""
    source = """
    const socket = new WebSocket("/ws/headers/");
    socket.onopen = () => console.log("open");
    socket.onclose = () => console.log("never");
    """
    run = page.run(source)
    assert run.ending is Ending.QUIET
    assert [line.text for line in run.lines] == ["open"]
    assert page.closings == [(1001, "")]


def test_a_stuck_page_is_left_as_well(page: Page) -> None:
    """Its process is ended, its connection is closed."""
    source = """
    const socket = new WebSocket("/ws/json/");
    socket.onopen = () => {
      while (true) {}
    };
    """
    run = page.run(source)
    assert run.ending is Ending.STUCK
    assert "without an end in the code that begins at line 3, so it was stopped; its open sockets" in run.said
    assert page.closings == [(1001, "")]


def test_stop_closes_the_connections(page: Page) -> None:
    """Cancelled while it waits, the page is left within a moment."""

    async def play() -> None:
        opened = asyncio.Event()
        source = """
        new WebSocket("/ws/json/").onopen = () => console.log("open");
        setInterval(() => {}, 10);
        """
        task = asyncio.create_task(run_page(source, page.origin, page.new_client, told=lambda line: opened.set()))
        await opened.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(play())
    assert page.closings == [(1001, "")]


def test_a_cut_connection(page: Page) -> None:
    """1006 without `error`; where the client gives up because the server broke the rules, `error` comes first."""

    async def cut(peer: Peer) -> None:
        await peer.accept()
        await peer.write(b"\x81\x01a")
        await peer.read(1)
        peer.cut()

    async def lie(peer: Peer) -> None:
        await peer.accept()
        await peer.write(b"\xff\x00")
        await peer.read(8)  # the client's close frame

    source = """
    const socket = new WebSocket("/ws/");
    socket.onmessage = () => socket.send("x");
    socket.onerror = () => console.log("error");
    socket.onclose = (event) => console.log(event.code, event.wasClean);
    """
    assert asyncio.run(printed_by(source, cut, page)) == ["1006 false"]
    assert asyncio.run(printed_by(source, lie, page)) == ["error", "1006 false"]


def test_a_page_that_sends_without_end(page: Page) -> None:
    """What waits is bounded: the socket fails, the page goes on."""

    async def deaf(peer: Peer) -> None:
        await peer.accept()
        await asyncio.Event().wait()

    source = """
    const socket = new WebSocket("/ws/");
    socket.onopen = () => {
      const text = "x".repeat(1e6);
      while (socket.readyState === 1) socket.send(text);
      console.log("full", socket.bufferedAmount);
    };
    socket.onerror = () => console.log("error");
    socket.onclose = (event) => console.log(event.code);
    """
    assert asyncio.run(printed_by(source, deaf, page)) == ["full 17000000", "error", "1006"]
