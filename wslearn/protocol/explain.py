"""One topic looked up in the tables: a close code, a status, an event, a readyState, an opcode, an error text."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache, partial
from http import HTTPStatus

from wslearn.protocol.close_codes import CLOSE_CODES, RANGES, describe_code
from wslearn.protocol.differences import DIFFERENCES
from wslearn.protocol.error_texts import ERROR_TEXTS
from wslearn.protocol.events import EVENTS
from wslearn.protocol.explanation import (
    Explanation,
    Section,
    of_code,
    of_difference,
    of_error,
    of_event,
    of_opcode,
    of_other_status,
    of_outcome,
    of_state,
)
from wslearn.protocol.handshake import OUTCOMES
from wslearn.protocol.opcodes import OPCODES
from wslearn.protocol.ready_states import READY_STATES

__all__ = ["Explanation", "Section", "explain", "suggest", "topics"]

Maker = Callable[[], Explanation]

LONGEST = 100_000
"""So many characters of a pasted text are searched, from its end."""

_NUMBER = re.compile(r"(?:close code|code|http status|status code|http|status)? ?[:=]? ?(\d{1,5})")
_CLOSED_WITHOUT_FRAME = "no close frame received or sent"
_STATUS_IN_TEXT = re.compile(r"(?:HTTP/\d(?:\.\d)?\"?|HTTP|response code:) (\d{3})\b")
_CODE_IN_TEXT = re.compile(r"(?:received|sent|close code|\bcode['\"]?) ?[:=]? ?(\d{4})\b")
_EVENT_IN_TEXT = re.compile("|".join(re.escape(name) for name in sorted(EVENTS, key=len, reverse=True)))


def explain(topic: str) -> Explanation | None:
    """Explain a topic, or a text that holds one (a pasted log or traceback); None when nothing is known about it.

    A pasted text may have many lines; of several known errors in it the last one counts, as in a traceback, and the
    others are named in `related`.
    """
    name = _plain(topic)
    if maker := _makers().get(name) or _makers().get(name.removeprefix("websocket.")):
        return maker()
    if match := _NUMBER.fullmatch(name):
        return _number(int(match[1]))
    return _in_text(topic[-LONGEST:])


def suggest(topic: str) -> list[str]:
    """Topics that look like `topic`, the nearest first, at most five."""
    name = _plain(topic)[:200]
    near = get_close_matches(name, list(_makers()), n=8, cutoff=0.6)
    words = [known for known in _makers() if len(name) > 2 and name in known]
    return list(dict.fromkeys(_makers()[found]().topic for found in (*near, *words)))[:5]


def topics() -> dict[str, tuple[str, ...]]:
    """Every topic, by kind; what a list or a completion shows."""
    found: dict[str, dict[str, None]] = {}
    for make in _makers().values():
        explanation = make()
        found.setdefault(explanation.kind, {})[explanation.topic] = None
    return {kind: tuple(names) for kind, names in found.items()}


def _plain(topic: str) -> str:
    """The topic as the index has it: one line, no quotes around it, no capitals."""
    return " ".join(topic.split()).strip("\"'`").casefold()


@cache
def _makers() -> dict[str, Maker]:
    """Every name of every topic, and what makes its explanation; a name that stands twice is the first's."""
    makers: dict[str, Maker] = {}
    for names, make in _entries():
        for name in names:
            makers.setdefault(name.casefold(), make)
    return makers


def _entries() -> Iterator[tuple[tuple[str, ...], Maker]]:
    for code in (*CLOSE_CODES.values(), *RANGES):
        yield (code.label,), partial(of_code, code)
    for status, outcome in OUTCOMES.items():
        names = ("no answer", "none", "timeout", "no response") if status is None else (str(status),)
        yield names, partial(of_outcome, outcome)
    for event in EVENTS.values():
        yield (event.type, event.type.replace(".", "_")), partial(of_event, event)
    for state in READY_STATES.values():
        yield (f"readyState {state.number}", state.name, str(state.number)), partial(of_state, state)
    for opcode in OPCODES.values():
        yield (
            (f"opcode {opcode.number}", f"opcode {opcode.name}", opcode.name, f"opcode 0x{opcode.number:x}"),
            partial(of_opcode, opcode),
        )
    for difference in DIFFERENCES.values():
        yield (difference.id,), partial(of_difference, difference)
    for error in ERROR_TEXTS.values():
        yield (error.id,), partial(of_error, error)


def _number(number: int) -> Explanation | None:
    """A number that has no name of its own: an HTTP status or a close code of some range."""
    if maker := _makers().get(str(number)):
        return maker()
    if number < 600:
        return of_other_status(HTTPStatus(number)) if number in set(HTTPStatus) else None
    entry = describe_code(number)
    return of_code(entry, number) if entry else None


def _in_text(text: str) -> Explanation | None:
    """The last known error of a text; else the status, code or event that it names."""
    found = sorted((match.start(), error.id) for error in ERROR_TEXTS.values() if (match := error.find(text)))
    if found:
        names = [name for _, name in found]
        return of_error(ERROR_TEXTS[names[-1]], related=tuple(names[:-1]))
    return _named_in_text(text)


def _named_in_text(text: str) -> Explanation | None:
    """A status (`HTTP 403`), a close code (`received 1011`) or an event type that stands in the text."""
    if match := _STATUS_IN_TEXT.search(text) or _CODE_IN_TEXT.search(text):
        return _number(int(match[1]))
    if _CLOSED_WITHOUT_FRAME in text:
        return _number(1006)
    event = _EVENT_IN_TEXT.search(text)
    return of_event(EVENTS[event[0]]) if event else None
