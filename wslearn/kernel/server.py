"""The server of a cell: `server = await wslearn.serve(3)`. Each call goes to the session's loop and comes back."""

import shlex
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from wslearn.client import DEFAULT_ORIGIN, Client
from wslearn.client.client import Origin
from wslearn.course.model import Lesson
from wslearn.errors import ClientError
from wslearn.kernel.given import headers_of, name_of, path_of, proxy_of, subprotocols_of, text_of
from wslearn.kernel.live_view import ROWS, LiveView
from wslearn.kernel.loop import Loop
from wslearn.kernel.session import Session
from wslearn.kernel.shown import Shown
from wslearn.kernel.socket import Page, Socket
from wslearn.kernel.steady import is_steady
from wslearn.kernel.timeline import Timeline
from wslearn.kernel.waiting import Waiting
from wslearn.render.output_lesson import changes_output, findings_output
from wslearn.render.output_pictures import tree_output, waits_output
from wslearn.trace.fan import fans
from wslearn.trace.jsonl import Trace
from wslearn.trace.record import Header, Record
from wslearn.trace.waits import errands

T = TypeVar("T")


class LessonServer:
    """A lesson's project on a real Daphne, in a process of its own.

    Attributes:
        lesson: what is served.
        folder: a temporary one, with the project at the stage of the step.
    """

    def __init__(self, session: Session, loop: Loop) -> None:
        self.lesson: Lesson = session.lesson
        self.folder: Path = session.folder
        self._session = session
        self._loop = loop
        self._view: LiveView | None = None

    def connect(
        self,
        path: str,
        name: str = "client",
        *,
        origin: str | Origin | None = DEFAULT_ORIGIN,
        headers: Sequence[tuple[str, str]] | Mapping[str, str] = (),
        subprotocols: Sequence[str] = (),
        user: str | None = None,
        server: str | None = None,
        through: str | None = None,
        trust: bool = False,
    ) -> Waiting[Socket]:
        """Do the handshake and wait for its outcome; a refusal is an outcome, too: see `Socket.handshake`.

        Args:
            path: on this server.
            name: of the client in the timeline.
            origin: the Origin header; None sends none. By default that of a page of this server.
            headers, subprotocols: of the request.
            user: a name to be logged in as.
            server: another Daphne of the same project, `two`; it is started when it is first named.
            through: a way through an nginx: plain, half, upgrade, hurried, tls.
            trust: trust the certificate of `tls`.
        """
        arguments = {
            "path": path_of(path),
            "origin": None if isinstance(origin, Origin) else origin or "none",
            "headers": headers_of(headers),
            "subprotocols": subprotocols_of(subprotocols),
            "as": user,
            "server": server,
            "through": proxy_of(through),
            "trust": trust,
        }
        return self._start(self._connect(name_of(name), arguments), f"the handshake of {name}")

    def wait(self, pattern: str) -> Waiting[None]:
        """Wait until the trace holds a record that matches: `server.wait("zero: wire nothing")`."""
        return self._do(f"wait {pattern}", f"a record: {pattern}")

    def get(self, path: str, name: str = "client") -> Waiting[None]:
        """Ask for a page with a plain HTTP GET."""
        return self._do(f"{name_of(name)}: get {path}", f"the page {path}")

    def open(self, path: str, name: str = "page") -> Waiting[Page]:
        """Load a page of the project in a real browser."""
        return self._start(self._opened(path, name_of(name)), f"the page {path}")

    def manage(self, words: str) -> Waiting[Shown]:
        """Run `manage.py` with these words; what it printed."""
        return self._start(self._managed(words), f"manage.py {words}")

    def start(self, name: str = "") -> Waiting[None]:
        """Start the lesson's Daphne, or another one."""
        return self._do(f"server start {name}", "the server")

    def stop(self, name: str = "") -> Waiting[None]:
        """Stop it."""
        return self._do(f"server stop {name}", "the server to end")

    def restart(self, name: str = "") -> Waiting[None]:
        """Serve the files as they are now."""
        return self._do(f"server restart {name}", "the server")

    def redis(self, action: str) -> Waiting[None]:
        """`stop` or `start` the lesson's Redis, or put its `keys` into the timeline."""
        return self._do(f"redis {action}", "Redis")

    @property
    def timeline(self) -> Timeline:
        """Every row since the server was started."""
        self.settle()
        return Timeline(self._session.kept.all, self._caption)

    @property
    def recent(self) -> Timeline:
        """The rows of this cell; of the last that made any where it has made none."""
        self.settle()
        return Timeline(self._session.kept.recent, self._caption)

    @property
    def trace(self) -> Trace:
        """All that was recorded."""
        self.settle()
        return Trace(Header({}, "", 0, self.lesson.id), tuple(self._session.live.records))

    @property
    def judged(self) -> Sequence[Record]:
        """What the last `expect` was about."""
        return self._session.judged

    def expect(self, patterns: str) -> Shown:
        """Judge what was recorded since the last `expect`: pattern lines in order, see CONTRIBUTING.md, "Patterns".

        Raises:
            LessonError: a line is no pattern.
            ClientError: one did not hold, in notebooks that are compared.
        """
        findings = self._loop.run(self._session.expect(text_of("expect", patterns)), "what is expected")
        failed = [finding for finding in findings if not finding.passed]
        if failed and is_steady():
            raise ClientError(f"Expected {failed[0].expected}; {failed[0].did}.", failed[0].hint)
        return Shown.of(findings_output(findings, self._session.kept.all))

    def waits(self, caption: str) -> Shown:
        """Who waited for whom in what the last `expect` was about."""
        found = errands(self.judged, self.client_of)
        return Shown.of(waits_output(caption, found, times=not is_steady()))

    def tree(self, caption: str, counted: bool = False) -> Shown:
        """Where each `group_send` of it went; `counted`, only how many messages came to which end."""
        found = fans(self._session.live.records, self.judged, self.client_of)
        return Shown.of(tree_output(caption, found, counted=counted, names=not is_steady()))

    def live(self) -> None:
        """Show the newest rows here, and go on showing them while cells run; the view before it stands still."""
        kept = self._session.kept
        if self._view is not None:
            self._view.close()
        self._view = LiveView(lambda: Timeline(kept.all, self._caption, most=ROWS), lambda: kept.total)

    def client_of(self, conn: str | None) -> str | None:
        """The client's name at the other end of a connection."""
        return self._session.live.client_of(conn)

    def settle(self) -> None:
        """Wait until what was done is in the rows."""
        self._loop.run(self._session.complete(), "the rows")

    def new_client(self, name: str) -> Client:
        """A client whose records go into this timeline; its methods belong to the session's loop."""
        return self._session.new_client(name)

    def begin_cell(self) -> None:
        """What comes now is another cell's."""
        self._session.kept.begin_cell()

    def end_cell(self) -> None:
        """Bring the live view up to date, while what is shown still belongs to this cell."""
        if self._view is not None:
            self.settle()
            self._view.update()

    @property
    def origin(self) -> str:
        """Where the server listens, `http://127.0.0.1:8000` for one."""
        ready = self._loop.run(self._session.serve(), "the server")
        return f"http://{ready.host}:{ready.port}"

    @property
    def pid(self) -> int:
        """The number of Daphne's process, which is started where none runs."""
        self._loop.run(self._session.serve(), "the server")
        return self._session.host.pid

    async def end(self) -> None:
        """End clients, servers and the folder; on the session's loop."""
        await self._session.close()
        if self._view is not None:
            self._view.close()
            self._view = None

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        """What the step added to the project."""
        return Shown.of(changes_output(self._session.changes))._repr_mimebundle_()

    def __repr__(self) -> str:
        return f"<server of lesson {self.lesson.number}, {self._session.stage.words}>"

    @property
    def _caption(self) -> str:
        return f"Lesson {self.lesson.number}, timeline"

    def _start(self, coroutine: Coroutine[Any, Any, T], what: str, *, settle: bool = True) -> Waiting[T]:
        return self._loop.start(self._settled(coroutine) if settle and is_steady() else coroutine, what)

    async def _settled(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """One thing after the other, so that the rows have the same order in every run."""
        result = await coroutine
        await self._session.settle()
        return result

    def _do(self, line: str, what: str) -> Waiting[None]:
        return self._start(self._done(line), what)

    async def _done(self, line: str) -> None:
        found, _ = await self._session.do(line)
        if found is not None and not found.passed:
            raise ClientError(f"It did not happen: {found.expected}; {found.did}.", found.hint)

    async def _connect(self, name: str, arguments: dict[str, Any]) -> Socket:
        return Socket(*await self._session.connect(name, arguments), self._start)

    async def _opened(self, path: str, name: str) -> Page:
        await self._done(f"{name}: open {path}")
        return Page(name, lambda: self._do(f"{name}: leave", "the page to end"))

    async def _managed(self, words: str) -> Shown:
        found, printed = await self._session.do(f"manage {words}")
        text = "\n".join(ran.output.rstrip() for ran in printed) or "It printed nothing."
        if found is not None and not found.passed:
            raise ClientError(f"manage.py {shlex.split(words)[0]} failed: {found.did}.", found.hint, text)
        return Shown(text)
