"""The explanation of one topic, made from an entry of one of the tables."""

from dataclasses import dataclass
from http import HTTPStatus

from wslearn.protocol.close_codes import CloseCode
from wslearn.protocol.differences import Difference
from wslearn.protocol.error_texts import ErrorText
from wslearn.protocol.events import Event, Key
from wslearn.protocol.handshake import HandshakeOutcome
from wslearn.protocol.opcodes import Opcode
from wslearn.protocol.ready_states import ReadyState

WHO, SPEC, DAPHNE, DO = "Who makes it", "The specification says", "With Daphne", "What to do"


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled paragraph of an explanation."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say about one topic.

    Attributes:
        topic: its canonical name, `1006`, `websocket.close`, `text-not-str`; `explain(topic)` finds it again.
        kind: what it is: `close code`, `HTTP status`, `ASGI event`, `readyState`, `opcode`, `error`, `difference`.
        title: one line.
        sections: in reading order; none is empty.
        keys: the keys of an event, else empty.
        lesson: id of the lesson that shows it (`LESSON_NUMBERS` has its number).
        sources: where it is written.
        related: further topics.
    """

    topic: str
    kind: str
    title: str
    sections: tuple[Section, ...]
    keys: tuple[Key, ...] = ()
    lesson: str = ""
    sources: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


def _sections(*pairs: tuple[str, str]) -> tuple[Section, ...]:
    """The sections that have something to say."""
    return tuple(Section(label, text) for label, text in pairs if text)


def _sources(text: str) -> tuple[str, ...]:
    """Sources stand in the tables with semicolons between them."""
    return tuple(text.split("; "))


def of_code(entry: CloseCode, code: int | None = None) -> Explanation:
    """A close code; one without an entry of its own is explained by its range. Without `code`: the whole entry."""
    topic = entry.label if code is None else str(code)
    return Explanation(
        topic=topic,
        kind="close code",
        title=f"{topic}: {entry.name}" + ("" if topic == entry.label else f" ({entry.label})"),
        sections=_sections((WHO, entry.maker), (SPEC, entry.spec), (DAPHNE, entry.daphne), (DO, entry.advice)),
        lesson=entry.lesson,
        sources=_sources(entry.source),
        related=("websocket.close", "websocket.disconnect"),
    )


def of_outcome(entry: HandshakeOutcome) -> Explanation:
    """An outcome of the handshake."""
    return Explanation(
        topic=entry.label,
        kind="HTTP status",
        title=f"{entry.label}: {entry.reason}",
        sections=_sections((WHO, entry.maker), (SPEC, entry.spec), (DAPHNE, entry.daphne), (DO, entry.advice)),
        lesson=entry.lesson,
        sources=_sources(entry.source),
        related=("websocket.accept",) if entry.status == 101 else ("1006", "websocket.connect"),
    )


def of_other_status(status: HTTPStatus) -> Explanation:
    """An HTTP status that Daphne and Channels never give to a handshake by themselves."""
    return Explanation(
        topic=str(int(status)),
        kind="HTTP status",
        title=f"{int(status)}: {status.phrase}",
        sections=_sections(
            (WHO, "Not Daphne by itself: a proxy in front of it, a Django view, or another server."),
            (SPEC, "Any HTTP status but 101 means that the handshake failed."),
            (DO, "Look which program answers at this address; its Server header and its log say more."),
        ),
        lesson="ship",
        sources=("RFC 6455 §4.1",),
        related=("101", "404", "1006"),
    )


def of_event(entry: Event) -> Explanation:
    """An ASGI event."""
    way = "The server gives it to the application." if entry.direction == "receive" else "The application sends it."
    return Explanation(
        topic=entry.type,
        kind="ASGI event",
        title=f"{entry.type} ({entry.direction})",
        sections=_sections((WHO, way), (SPEC, entry.text), (DAPHNE, entry.daphne), (DO, entry.advice)),
        keys=entry.keys,
        lesson=entry.lesson,
        sources=_sources(entry.source),
    )


def of_state(entry: ReadyState) -> Explanation:
    """A readyState."""
    return Explanation(
        topic=f"readyState {entry.number}",
        kind="readyState",
        title=f"readyState {entry.number}: {entry.name}",
        sections=_sections(("In the page", entry.text), ("If you send", entry.send), ("On the server", entry.server)),
        lesson=entry.lesson,
        sources=_sources(entry.source),
    )


def of_opcode(entry: Opcode) -> Explanation:
    """A frame's opcode."""
    control = "A control frame: at most 125 bytes, never in several frames." if entry.control else ""
    return Explanation(
        topic=f"opcode {entry.number}",
        kind="opcode",
        title=f"opcode {entry.number}: {entry.name}",
        sections=_sections((SPEC, f"{entry.text} {control}".strip()), (DAPHNE, entry.daphne)),
        lesson=entry.lesson,
        sources=_sources(entry.source),
    )


def of_error(entry: ErrorText, related: tuple[str, ...] = ()) -> Explanation:
    """An error text; `related` are others that stood in the same text."""
    return Explanation(
        topic=entry.id,
        kind="error",
        title=entry.sample,
        sections=_sections(("What happened", entry.happened), ("Why", entry.cause), (DO, entry.fix)),
        lesson=entry.lesson,
        sources=_sources(entry.source),
        related=related,
    )


def of_difference(entry: Difference) -> Explanation:
    """A place where what was said and what was sent differ."""
    return Explanation(
        topic=entry.id,
        kind="difference",
        title=f"{entry.id}: said and sent differ",
        sections=_sections(("Said", entry.said), ("Sent", entry.sent), ("Why", entry.why), (DO, entry.advice)),
        lesson=entry.lesson,
        sources=_sources(entry.source),
    )
