"""The plays of each lesson, driven through the lesson's own page: the server sees what it sees of the bundled client.

A play's lines are run as the JavaScript that `wslearn.course.said` gives a learner for them, in the page as Daphne
serves it, in Chromium and in Firefox. Conversations in which a line has no JavaScript are left out on both sides:
`said` names the verbs and why (headers of one's own, raw bytes, fragments, a TCP connection that is cut). So are
pings; what a user does who has logged in, which takes a page of its own; lesson 4, whose answers tell who was at work
at that moment; and lesson 7, which plays in its pages anyway.

By nature these differ, and are not compared: the headers of the request (a browser sends more), masking keys and ports;
and what the client's own lane holds, as a page sees events and the bundled client frames.
"""

import asyncio
import json
import re
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from tests.browser.traced_pages import in_loop
from wslearn.course.load import load_course
from wslearn.course.model import Lesson, Play, Scaffold
from wslearn.course.payloads import Payloads
from wslearn.course.project import write_project
from wslearn.course.said import PAGE_CANNOT, as_javascript, variable
from wslearn.course.stages import Stage, stages, superseded
from wslearn.course.verb import DEFAULT_CLIENT, Verb
from wslearn.course.verbs import parse_verb
from wslearn.pages.server import Pages
from wslearn.server.process import Server
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.player import Player
from wslearn.trace.golden import difference, normalised
from wslearn.trace.patterns import matches
from wslearn.trace.record import Entry, Record

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.firefox import Firefox

COURSE = load_course(payloads=Payloads(1))
LESSONS = ("handshake", "events", "json", "frames", "routing", "generic", "json-consumers")
PATIENCE = 30.0
# Verbs of a client; of the others `wait` is done on both sides, and the rest on neither.
CLIENTS = (
    "connect",
    "send",
    "send-json",
    "send-bytes",
    "send-fragments",
    "send-raw",
    "ping",
    "close",
    "drop",
    "freeze",
)
EXPECT = ("expect", "expect-json", "expect-bytes", "expect-message", "expect-close")
_REQUESTS = ("handshake.request", "scope")
# What nobody but the test does: keep what a socket says until a line of the play asks for it.
KEEPER = """() => {
    window.kept = {};
    window.wrong = [];
    console.assert = (holds) => holds || window.wrong.push(window.line, window.heard.code ?? String(window.heard.data));
    window.keep = (name, socket) => {
        const one = window.kept[name] = {socket, messages: [], ends: [], wake: () => {}};
        socket.binaryType = 'arraybuffer';
        const note = (list) => (event) => { list.push(event); one.wake(); };
        socket.addEventListener('message', note(one.messages));
        socket.addEventListener('close', note(one.ends));
        return new Promise((done) => ['open', 'close'].forEach((type) => socket.addEventListener(type, done)));
    };
    window.next = async (name, list) => {
        const one = window.kept[name];
        while (!one[list].length) await new Promise((done) => { one.wake = done; });
        return one[list].shift();
    };
}"""

# Autobahn cuts the connection of a browser that takes over a second to answer a close frame, as on a busy machine.
PATIENT = """
from autobahn.websocket.protocol import WebSocketServerFactory

_hasty = WebSocketServerFactory.resetProtocolOptions


def _patient(self):
    _hasty(self)
    self.closeHandshakeTimeout = 30


WebSocketServerFactory.resetProtocolOptions = _patient
"""
# What lesson 4 says of who works at the same time is a matter of milliseconds.
_AT_WORK = re.compile(r'"length": \d+, "text": "at work: [^"]*"|"at work: [^"]*"')

_T = TypeVar("_T")


@dataclass
class Run:
    """A served project and all that is recorded of it.

    Attributes:
        records: in the order in which they came.
        do: gives the result of a coroutine in the loop of the server's side.
    """

    records: list[Record]
    live: Live
    host: Host
    player: Player
    pages: Pages
    do: Callable[[Coroutine[Any, Any, Any]], Any]

    def entry(self, entry: Entry) -> None:
        """Keep records."""
        if isinstance(entry, Record):
            self.records.append(entry)

    def rows(self, rows: Sequence[object]) -> None:
        """They are made of records."""

    def until(self, done: Callable[[], bool], what: str) -> None:
        """Wait until the trace says so."""
        assert self.do(self.live.until(done, PATIENCE)), what

    def settle(self, conns: Callable[[], list[str]], count: int) -> None:
        """Wait until so many connections have come, and ended on the wire and in the application."""

        def ended() -> bool:
            lost = {record.conn for record in self.records if record.lane == "wire" and record.type == "lost"}
            left = {record.conn for record in self.records if record.type in ("return", "cancel", "exception")}
            called = {record.conn for record in self.records if record.lane == "asgi" and record.type == "scope"}
            ours = set(conns())
            return len(ours) == count and ours <= lost and ours & called <= left

        self.until(ended, "a connection did not end")
        self.do(self.host.settled())


@contextmanager
def served(lesson: Lesson, stage: Stage, folder: Path) -> Iterator[Run]:
    """The project at a stage."""
    write_project(folder, COURSE, stage)
    with (folder / "mysite/asgi.py").open("a", encoding="utf-8") as asgi:
        asgi.write(PATIENT)
    with in_loop() as loop:

        def do(work: Coroutine[Any, Any, _T]) -> _T:
            return asyncio.run_coroutine_threadsafe(work, loop).result(2 * PATIENCE)

        run = do(_start(lesson, folder))
        run.do = do
        try:
            yield run
        finally:
            do(_stop(run))


async def _start(lesson: Lesson, folder: Path) -> Run:
    live = Live([])
    host = Host(folder, lesson.server, live, lambda name: Server(live.take_from_thread, name))
    pages = Pages()
    run = Run([], live, host, Player(host, live, SilentFace()), pages, lambda work: None)
    live.listen(run)
    await pages.start(live.take)
    host.record_pages(pages.script_url)
    await host.serving()
    return run


async def _stop(run: Run) -> None:
    await run.player.close()
    run.host.stop()
    await run.pages.stop()


def playable(lesson: Lesson) -> tuple[Stage, list[Verb]]:
    """The lesson's last stage, and the verbs of its plays that a page can do, from steps that hold on that stage."""
    own = {stage.scaffold.name: stage for stage in stages(COURSE) if stage.lesson == lesson}
    last, at = list(own.values())[-1], next(iter(own.values())).before
    verbs: list[Verb] = []
    for step in lesson.steps:
        for block in step.blocks:
            if isinstance(block, Scaffold):
                at = own[block.name]
            if isinstance(block, Play) and not block.exercise and not step.needs and at and not superseded(at, last):
                verbs += [one for verb in block.verbs for one in verb.each()]
    return last, list(_doable(verbs))


def _doable(verbs: Sequence[Verb]) -> Iterator[Verb]:
    """Without conversations of which a page cannot do a verb, and without what is about those."""
    talks: dict[str, list[Verb]] = {}
    talk_of: list[list[Verb]] = []
    for verb in verbs:
        if verb.name == "connect":
            talks[verb.client] = []
        talk = talks.setdefault(_subject(verb), [])
        talk.append(verb)
        talk_of.append(talk)
    for verb, talk in zip(verbs, talk_of, strict=True):
        played = verb.name in (*CLIENTS, *EXPECT, "wait") and verb.name != "ping"
        if played and talk[0].name == "connect" and all(map(_can, talk)):
            yield verb


def _subject(verb: Verb) -> str:
    """Whose conversation a verb belongs to: a pattern may name its client itself."""
    return verb.arguments["pattern"].client or DEFAULT_CLIENT if verb.name == "wait" else verb.client


def _can(verb: Verb) -> bool:
    if verb.name == "ping":  # left out alone: nobody's reply depends on it
        return True
    return verb.name not in CLIENTS or not (PAGE_CANNOT in as_javascript(verb) or verb.arguments.get("as"))


def by_client(run: Run, verbs: Sequence[Verb]) -> list[str]:
    """Play them with the bundled client; the connections in order."""

    def conns() -> list[str]:
        asked = [r for r in run.records if r.lane == "client" and r.type == "handshake.request"]
        return [str(record.conn) for record in asked]

    for verb in verbs:
        finding = run.do(run.player.run(verb))
        assert finding is None or finding.passed, finding
    for name in run.player.names:
        run.do(run.player.run(parse_verb(f"{name}: close 1000", "here")))
    run.settle(conns, sum(verb.name == "connect" for verb in verbs))
    return conns()


def by_page(run: Run, verbs: Sequence[Verb], page: "Page | Firefox", path: str) -> list[str]:
    """Play them in the lesson's page; the connections in order."""
    origin = run.do(_origin(run))
    page.goto(f"{origin}{path}")
    page.evaluate(KEEPER)
    names: list[str] = []
    for waits, some in groupby(verbs, lambda verb: verb.name == "wait"):
        if waits:
            for verb in some:
                _wait(run, verb, names)
        else:
            script = "".join(f"{{ {_script(verb, names)} }}" for verb in some)
            assert page.evaluate(f"async () => {{ {script} return window.wrong; }}") == []
    page.evaluate("() => { for (const {socket} of Object.values(window.kept)) socket.close(1000); }")
    run.settle(lambda: _conns(run.records), len(names))
    return _conns(run.records)


async def _origin(run: Run) -> str:
    ready = await run.host.serving()
    origin = f"http://{ready.host}:{ready.port}"
    run.pages.allow(origin)
    return origin


def _script(verb: Verb, names: list[str]) -> str:
    """A line of the play in JavaScript, and around it what waits for its turn; who connects is added to the names."""
    line = as_javascript(verb)
    socket = variable(verb)
    name = json.dumps(verb.client)
    if verb.name == "connect":
        names.append(verb.client)
        return f"console.debug('conversation {len(names)}'); {line} await window.keep({name}, {socket});"
    begin = f"const {socket} = window.kept[{name}].socket; "
    if verb.name not in EXPECT:
        return begin + line
    handler, kept = ("onclose", "ends") if verb.name == "expect-close" else ("onmessage", "messages")
    take = f"const event = window.heard = await window.next({name}, '{kept}'); window.line = {json.dumps(verb.line)};"
    return f"{begin} {take} {line} {socket}.{handler}(event); {socket}.{handler} = null;"


def _conns(records: Sequence[Record]) -> list[str]:
    """Those that the test opened, not the page by itself: a line on the console stands before each."""
    told = [record for record in records if record.type in ("page.print", "page.new")]
    pairs = pairwise(told)
    return [str(new.conn) for said, new in pairs if str(said.data.get("text")).startswith("conversation ")]


def _wait(run: Run, verb: Verb, names: Sequence[str]) -> None:
    """`wait PATTERN`; what the client saw is not asked for, as a page sees other things."""
    pattern = verb.arguments["pattern"]
    if pattern.lane == "client":
        return

    def client_of(conn: str | None) -> str | None:
        return dict(zip(_conns(run.records), names, strict=False)).get(conn or "")

    run.until(lambda: any(matches(pattern, record, client_of) for record in run.records), verb.line)


def seen(records: Sequence[Record], conns: Sequence[str]) -> tuple[str, ...]:
    """What the server's lanes hold of these connections; the two directions of the wire run side by side."""
    kept = [_alike(record) for record in records if record.lane != "client" and record.conn in conns]
    streams = [
        [record for record in kept if record.lane != "wire"],
        [record for record in kept if record.lane == "wire" and record.dir == "receive"],
        [record for record in kept if record.lane == "wire" and record.dir != "receive"],
    ]
    return tuple(
        _AT_WORK.sub("at work", line)
        for stream in streams
        for line in normalised(stream, lambda conn: f"{conns.index(str(conn)) + 1}")
    )


def _alike(record: Record) -> Record:
    """Without the request's headers, and without the names of tasks and connections in what Daphne logs."""
    data = {key: value for key, value in record.data.items() if key != "headers" or record.type not in _REQUESTS}
    if record.type == "log":
        data["message"] = re.sub("<.*>", "<…>", data["message"])
    return record._replace(data=data)


@pytest.mark.parametrize("name", LESSONS)
def test_a_page_plays_as_the_client_does(tab: "Page | Firefox", tmp_path: Path, name: str) -> None:
    """Line for line the wire, ASGI, consumer, JSON and layer lanes are those of the bundled client's run."""
    lesson = COURSE.lesson(name)
    assert lesson.page is not None
    stage, verbs = playable(lesson)
    assert sum(verb.name == "connect" for verb in verbs) > 1
    with served(lesson, stage, tmp_path / "client") as run:
        expected = seen(run.records, by_client(run, verbs))
    with served(lesson, stage, tmp_path / "page") as run:
        found = seen(run.records, by_page(run, verbs, tab, lesson.page))
    assert "\n".join(difference(expected, found)) == ""
