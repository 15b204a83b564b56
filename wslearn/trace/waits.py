"""Who waited for whom: how long each thing that a client asked for waited, and how long it was at work.

Must not know: how it is drawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from wslearn.trace.matching import ClientOf
from wslearn.trace.record import Record

_Key = tuple[str | None, str]
# The event of a method that works on it → what the client had asked for.
_EVENTS = {"websocket.connect": "connect", "websocket.receive": "send"}
_LEAST_NS = 20_000_000


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing that a client asked for; times as `Record.t_ns`.

    Attributes:
        what: as a play says it: `bob: send hello`, `bob: ping`, `get /`, `carol: connect`.
        conn: its connection.
        asked_ns: the client asked.
        began_ns: the consumer's method began (of a page: the application was called; of a ping: the pong came); None
            when that never happened.
        ended_ns: the method returned (of a page: the answer came); None when it never did.
    """

    what: str
    conn: str | None
    asked_ns: int
    began_ns: int | None
    ended_ns: int | None

    @property
    def waited_ns(self) -> int | None:
        """From asking to the beginning of the work."""
        return None if self.began_ns is None else max(0, self.began_ns - self.asked_ns)

    @property
    def worked_ns(self) -> int | None:
        """How long the work took, an `await` in it included."""
        return None if self.began_ns is None or self.ended_ns is None else self.ended_ns - self.began_ns


def errands(records: Iterable[Record], client_of: ClientOf) -> tuple[Errand, ...]:
    """What was asked for, in the order of asking.

    Of the handshakes only those that came while the work for another client went on: the others waited for nobody.
    """
    found = sorted(_all(_Times(records), client_of), key=lambda errand: errand.asked_ns)
    works = [errand for errand in found if not _is_handshake(errand)]
    return tuple(errand for errand in found if not _is_handshake(errand) or any(_meets(errand, work) for work in works))


def waited_for(errand: Errand, all_errands: Iterable[Errand]) -> tuple[Errand, ...]:
    """Whose work went on while this one waited, in the order in which that work began.

    What is shorter than a fifth of the longest work, or than 20 ms, is how long a machine takes, and no wait.
    """
    others = [other for other in all_errands if other is not errand]
    least = max(_LEAST_NS, max((other.worked_ns or 0 for other in others), default=0) // 5)
    waited_on = [other for other in others if _overlap_ns(errand, other) >= least]
    return tuple(sorted(waited_on, key=lambda other: other.began_ns or 0))


def _overlap_ns(waiting: Errand, working: Errand) -> int:
    """How long the one waited while the other was at work; 0 for what never began or ended."""
    if waiting.began_ns is None or working.began_ns is None or working.ended_ns is None:
        return 0
    return min(waiting.began_ns, working.ended_ns) - max(waiting.asked_ns, working.began_ns)


def _is_handshake(errand: Errand) -> bool:
    return errand.what.rpartition(": ")[2] == "connect"


def _meets(errand: Errand, work: Errand) -> bool:
    """Whether the work for another client went on when this was asked for."""
    if errand.conn == work.conn or work.began_ns is None or work.ended_ns is None:
        return False
    return work.began_ns <= errand.asked_ns < work.ended_ns


class _Times:
    """When what was asked for, begun and ended, by connection and kind; events of one connection come one by one."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.asked: dict[_Key, list[tuple[int, str]]] = defaultdict(list)
        self.began: dict[_Key, list[int]] = defaultdict(list)
        self.ended: dict[_Key, list[int]] = defaultdict(list)
        self._at_work: dict[str | None, str] = {}
        for record in sorted(records, key=lambda record: record.t_ns):
            (self._of_client if record.lane == "client" else self._of_server)(record)

    def _of_client(self, record: Record) -> None:
        """What the bundled client asked for, and the answers that are no method's."""
        data = record.data
        match record.type, record.dir, data.get("opcode"):
            case "frame", "receive", "text" | "binary":
                self._ask(record, "send", f"send {data['text'] if 'text' in data else data['bytes'].hex(' ')}")
            case "frame", "receive", "ping":
                self._ask(record, "ping", "ping")
            case "frame", "send", "pong":
                self._begin(record, "ping")
                self._end(record, "ping")
            case "handshake.request", _, _:
                self._ask(record, "connect", "connect")
            case "http.request", _, _:
                self._ask(record, "get", f"get {data['path']}")
            case "http.response", _, _:
                self._end(record, "get")

    def _of_server(self, record: Record) -> None:
        """When the application was called for a page, and when a consumer's methods ran."""
        match record.lane, record.type, record.data:
            case "asgi", "scope", {"type": "http"}:
                self._begin(record, "get")
            case "consumer", "enter", {"event": event} if event in _EVENTS:
                self._at_work[record.conn] = _EVENTS[event]
                self._begin(record, _EVENTS[event])
            case "consumer", "leave", _ if record.conn in self._at_work:
                self._end(record, self._at_work.pop(record.conn))

    def _ask(self, record: Record, kind: str, what: str) -> None:
        self.asked[record.conn, kind].append((record.t_ns, what))

    def _begin(self, record: Record, kind: str) -> None:
        """Note it, unless what began was asked for before the first record."""
        key = (record.conn, kind)
        if len(self.began[key]) < len(self.asked[key]):
            self.began[key].append(record.t_ns)

    def _end(self, record: Record, kind: str) -> None:
        key = (record.conn, kind)
        if len(self.ended[key]) < len(self.began[key]):
            self.ended[key].append(record.t_ns)


def _all(times: _Times, client_of: ClientOf) -> Iterator[Errand]:
    for (conn, kind), asked in times.asked.items():
        client = client_of(conn)
        who = "" if client in (None, "client") else f"{client}: "
        for (at, what), began, ended in zip_longest(asked, times.began[conn, kind], times.ended[conn, kind]):
            yield Errand(who + what, conn, at, began, ended)
