"""The recording script in a real Chromium: what the page's own code sees is what it sees without it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.traced_pages import PAGES, TracedPages
from tests.live.recorded import recorded
from wslearn import paths

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.firefox import Firefox

# Each is the body of a function that returns something that JSON can hold; `told` is a socket's address.
PROBES = {
    "constructor": """
        return [WebSocket.name, WebSocket.length, WebSocket.toString(), String(WebSocket), typeof WebSocket,
                Object.prototype.toString.call(WebSocket), Object.getOwnPropertyNames(WebSocket).sort(),
                WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED,
                WebSocket.prototype.OPEN, WebSocket === window.WebSocket, 'WebSocket' in window,
                JSON.stringify(Object.getOwnPropertyDescriptor(window, 'WebSocket')),
                Object.getPrototypeOf(WebSocket) === EventTarget, WebSocket.prototype.constructor === WebSocket,
                JSON.stringify(Object.getOwnPropertyDescriptor(WebSocket.prototype, 'constructor')),
                Object.values(Object.getOwnPropertyDescriptor(WebSocket, 'prototype')).slice(1),
                WebSocket.toString === Function.prototype.toString]""",
    "prototype": """
        return [Object.getOwnPropertyNames(WebSocket.prototype).sort(),
                ...['send', 'close'].map(name => [WebSocket.prototype[name].name, WebSocket.prototype[name].length,
                    WebSocket.prototype[name].toString(), 'prototype' in WebSocket.prototype[name],
                    JSON.stringify(Object.getOwnPropertyDescriptor(WebSocket.prototype, name))])]""",
    "json": """
        return [JSON.parse.name, JSON.parse.length, JSON.parse.toString(), JSON.stringify.toString(),
                JSON.stringify.length, String(JSON), Object.getOwnPropertyNames(JSON).sort(),
                JSON.stringify(Object.getOwnPropertyDescriptor(JSON, 'parse')),
                JSON.parse('[1, {"a": 2}]', (key, value) => typeof value === 'number' ? value * 2 : value),
                JSON.stringify({a: 1, toJSON() { return {b: [1, 2]} }}, null, 2), JSON.stringify({a: 1, b: 2}, ['b']),
                String(JSON.stringify(undefined)), JSON.stringify(new Date(0)), JSON.parse(null), JSON.parse(' 1 ')]""",
    "toString of everything": """
        const made = function mine(a) { return a };
        return [Function.prototype.toString.toString(), Function.prototype.toString.name, made.toString(),
                Function.prototype.toString.call(class A {}), Math.max.toString(), console.log.toString(),
                Object.getOwnPropertyNames(Function.prototype.toString)]""",
    "errors of JSON": """
        const thrown = (work) => { try { return work() } catch (e) { return [e.name, e.message, e.constructor.name] } };
        const circle = {}; circle.me = circle;
        const mine = new Error('mine');
        return [thrown(() => JSON.parse('{')), thrown(() => JSON.parse(undefined)),
                thrown(() => JSON.stringify(circle)), thrown(() => JSON.stringify(1n)),
                thrown(() => JSON.parse(Symbol('s'))),
                (() => { try { JSON.stringify({toJSON() { throw mine }}) } catch (e) { return e === mine } })()]""",
    "errors of sockets": """
        const told_of = (e) => [e.name, e.message, e instanceof DOMException, e.code];
        const thrown = (work) => { try { return work() } catch (e) { return told_of(e) } };
        const socket = new WebSocket(told);
        const early = thrown(() => socket.send('early'));
        const closing = [thrown(() => socket.close(1001)), thrown(() => socket.close(1000, 'x'.repeat(124)))];
        socket.close();
        return [early, closing, thrown(() => WebSocket(told)), thrown(() => new WebSocket()),
                thrown(() => new WebSocket('nonsense://x')), thrown(() => new WebSocket('ws://')),
                thrown(() => new WebSocket(told, ['a', 'a'])), thrown(() => new WebSocket(told + '#f').url.slice(-2)),
                thrown(() => WebSocket.prototype.send.call({}, 'x')), thrown(() => WebSocket.prototype.send('x')),
                thrown(() => new WebSocket(told, 'bad protocol'))]""",
    "instances": """
        const socket = new WebSocket(told);
        const shape = [socket instanceof WebSocket, socket.constructor === WebSocket, socket.constructor.name,
                Object.prototype.toString.call(socket), Object.getPrototypeOf(socket) === WebSocket.prototype,
                Object.getOwnPropertyNames(socket), socket.readyState, socket.binaryType, socket.onopen,
                socket.bufferedAmount, socket.protocol, socket.extensions, String(socket.send)];
        socket.close();
        return shape""",
    "subclass": """
        class Chat extends WebSocket {
            constructor(url) { super(url); this.mine = 1 }
            send(text) { super.send('> ' + text) }
            get name() { return new.target }
        }
        const socket = new Chat(told);
        const shape = [socket instanceof Chat, socket instanceof WebSocket, socket.mine, Chat.name, Chat.OPEN,
                Object.getPrototypeOf(Chat) === WebSocket, socket.constructor === Chat];
        const heard = await new Promise((done) => {
            socket.onopen = () => socket.send('sub');
            socket.onmessage = (event) => done(event.data);
        });
        socket.close();
        const other = Reflect.construct(WebSocket, [told], Chat);
        other.close();
        return [shape, heard, other instanceof Chat]""",
    "events": """
        const socket = new WebSocket(told), order = [];
        const note = (how) => (event) => order.push([how, event.type, event.isTrusted, event.constructor.name,
            event.target === socket, event.currentTarget === socket, event.eventPhase, event.cancelable]);
        socket.addEventListener('open', note('first'));
        socket.onopen = note('on');
        socket.addEventListener('open', note('once'), {once: true});
        socket.addEventListener('message', (event) => event.stopImmediatePropagation());
        socket.addEventListener('message', note('never'));
        socket.addEventListener('open', () => { socket.send('x'); socket.send('close') });
        await new Promise((done) => socket.addEventListener('close', (event) => {
            order.push([event.code, event.reason, event.wasClean, socket.readyState]); done() }));
        return order""",
    "binary": """
        const socket = new WebSocket(told), heard = [];
        await new Promise((done) => {
            socket.onopen = () => {
                socket.send(new Uint8Array([1, 2, 3]).subarray(1)); socket.send(new Blob(['blob']));
                socket.binaryType = 'arraybuffer'; socket.send(new Uint8Array([4]).buffer);
                socket.send('bytes');
            };
            socket.onmessage = async ({data}) => {
                const bytes = data instanceof Blob ? await data.arrayBuffer() : data;
                heard.push([Object.prototype.toString.call(data), [...new Uint8Array(bytes)]]);
                if (heard.length === 4) done();
            };
        });
        socket.close();
        return heard.sort()""",
    "what send makes of things": """
        const socket = new WebSocket(told), heard = [], calls = [];
        await new Promise((done) => {
            socket.onopen = () => {
                const own = {toString() { calls.push(1); return 'own' }};
                for (const value of [{a: 1}, [1, 2], null, undefined, 3, true, own]) socket.send(value);
            };
            socket.onmessage = ({data}) => heard.push(data) === 7 && done();
        });
        socket.close();
        return [heard, calls.length]""",
    "getters are called once": """
        const calls = [];
        const value = {get a() { calls.push('a'); return 1 }, toJSON() { calls.push('j'); return {x: this.a} }};
        return [JSON.stringify(value), JSON.stringify([{get b() { calls.push('b'); return 2 }}]), calls]""",
    "console": """
        return [console.log.name, console.log.length, String(console.log('x')), Object.keys(console).sort(),
                console.error.toString()]""",
    "the document": """
        return [document.scripts.length, document.head.innerHTML, Object.keys(window).filter(
            (name) => !['told'].includes(name)).sort(), document.documentElement.outerHTML]""",
}


def probed(page: "Page | Firefox", origin: str, probe: str) -> Any:
    """What the probe gives in a page of that server."""
    page.goto(f"{origin}/page/")
    told = f"ws://{origin.partition('//')[2]}/ws/told/"
    limit = "new Promise((_, fail) => setTimeout(fail, 20000, new Error('too slow')))"
    return page.evaluate(f"(told) => Promise.race([(async () => {{ {PROBES[probe]} }})(), {limit}])", told)


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    """The same pages without the script."""
    with recorded(PAGES) as (_, ready, _collector):
        yield f"http://127.0.0.1:{ready.port}"


@pytest.mark.parametrize("probe", PROBES)
def test_the_page_sees_no_difference(tab: "Page | Firefox", traced: TracedPages, plain: str, probe: str) -> None:
    """The same answers with the script and without, to questions that a page's own code could ask."""
    with_script, without = probed(tab, traced.origin, probe), probed(tab, plain, probe)
    port, other = (origin.rpartition(":")[2] for origin in (traced.origin, plain))
    assert repr(with_script).replace(port, "PORT") == repr(without).replace(other, "PORT")


def test_the_script_is_small() -> None:
    """Every recorded page waits for it: 11 KB at most, comments included."""
    assert paths.page_script().stat().st_size <= 11_000


def test_the_script_leaves_no_trace_in_the_page(page: "Page", traced: TracedPages) -> None:
    """The tag is gone before the page's first own line runs, and the source that was sent holds it."""
    answer = page.goto(f"{traced.origin}/page/")
    assert answer is not None
    assert "page.js" in answer.text()
    assert "page.js" not in page.content()


def test_a_page_lives_without_the_panel(page: "Page", traced: TracedPages) -> None:
    """Where the script's own address does not answer, the page works as always."""
    page.route("**/page.js*", lambda route: route.abort())
    assert probed(page, traced.origin, "binary") == probed(page, traced.origin, "binary")
    page.unroute("**/page.js*")
    page.route_web_socket("**/page?key=*", lambda link: link.close())
    assert probed(page, traced.origin, "subclass")[1] == "> sub"
