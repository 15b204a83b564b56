"""Saved traces for the panel: made by hand, always the same."""

from collections.abc import Iterable
from pathlib import Path

from tests.unit.render.samples import conversation, event, record
from wslearn.trace.jsonl import dump_line
from wslearn.trace.record import Finding, Header, Record, StepMark
from wslearn.trace.row import Row

HOSTILE = (
    "<script>document.title='RUN'</script><img src=x onerror=\"document.title='RUN'\"> \x1b[2J \u202e abc \ud800 שלום"
)
"""A payload that would run, clear a screen, turn text around, and break an encoder."""
TEN_MEGABYTES = "<b>" + "x" * 10_000_000
_STEP_NS = 1_230_000


def conversation_trace(folder: Path) -> Path:
    """A step with a bit of everything: two clients, marks, an exception, a group_send, a finding that failed."""
    records = [record for row in conversation() for record in _of(row)]
    failed = Finding(False, "a text frame", "none came", "call self.send(text_data=…)", (), "03_json/lesson.md:41")
    return _write(folder / "conversation.jsonl", [StepMark(0, 1, "A text, and nothing else"), *_timed(records), failed])


def hostile_trace(folder: Path) -> Path:
    """The hostile payload in every lane, and as names of types, groups and classes."""
    said = HOSTILE
    frame = {"opcode": "text", "fin": True, "rsv": 0, "length": 9, "mask": "00000000", "text": said}
    method = {"class": said, "method": said, "instance": 1}
    place = {"file": said, "line": 1, "function": said}
    records = [
        record("client", "handshake.request", "receive", client=said, method="GET", path=said, headers=[[said, said]]),
        record("client", "frame", "receive", client=said, **frame),
        record("wire", "frame", "receive", **frame),
        event("receive", type="websocket.receive", text=said),
        event("send", type=said, **{said: said}),
        record("consumer", "enter", "receive", **method, source="asgi", event="websocket.receive"),
        record("consumer", "exception", None, **{"class": said, "message": said, "traceback": said}, **place),
        record("json", "loads", "receive", text=said, value={said: [said]}, **place),
        record("layer", "group_send", "send", group=said, message={"type": said}),
        event("receive", type="websocket.receive", text=TEN_MEGABYTES),
    ]
    finding = Finding(False, said, said, said, (), said)
    return _write(folder / "hostile.jsonl", [StepMark(0, 1, said), *_timed(records), finding])


def long_trace(folder: Path, messages: int) -> Path:
    """So many messages, one after the other."""
    records = [event("receive", type="websocket.receive", text=f"message {number}") for number in range(messages)]
    return _write(folder / f"long{messages}.jsonl", _timed(records))


def judged_trace(folder: Path, judged: str) -> Path:
    """One message, and below it an expectation for each letter: `h` held, any other failed."""
    message = event("receive", type="websocket.receive", text="message")
    findings = [
        Finding(letter == "h", f"expectation {number}", "" if letter == "h" else "none came", "", (), "")
        for number, letter in enumerate(judged)
    ]
    return _write(folder / "judged.jsonl", [*_timed([message]), *findings])


def _of(row: Row) -> list[Record]:
    """The row's records, with its connection and its client's name."""
    named = {"client": row.client} if row.client else {}
    return [
        one._replace(conn=row.conn, data={**one.data, **named} if one.lane == "client" else one.data)
        for one in row.records
    ]


def _timed(records: Iterable[Record]) -> list[Record]:
    """Each with an identity of its own, one after the other."""
    return [one._replace(seq=seq, t_ns=seq * _STEP_NS) for seq, one in enumerate(records, 1)]


def _write(path: Path, entries: Iterable[StepMark | Record | Finding]) -> Path:
    header = Header({"python": "3.11", "django": "5.2"}, "2026-01-01T00:00:00+00:00", 0)
    path.write_text("".join(dump_line(entry) + "\n" for entry in (header, *entries)), "utf-8")
    return path
