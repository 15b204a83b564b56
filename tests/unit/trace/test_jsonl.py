"""A trace survives the file, and a damaged file gives all that it still holds."""

import io
import random
from pathlib import Path

import pytest

from wslearn.errors import EnvironmentProblem, TraceError
from wslearn.trace.jsonl import Trace, Writer, dump_line, read
from wslearn.trace.record import Damage, Entry, Finding, Header, Record, StepMark

HEADER = Header({"python": "3.11", "daphne": "4.2.3"}, "2026-11-21T12:00:00+00:00", 100, "json", 7)
FRAME = Record("client", 1, 150, "client", "receive", "frame", {"client": "alice", "text": "hi"}, "c1")
EVENT = Record("server-1", 1, 200, "asgi", "receive", "websocket.receive", {"bytes": b"\0"}, "c1", ("client", 1))
STEP = StepMark(140, 1, "Say it")
FINDING = Finding(True, "a frame", "it came", evidence=(("client", 1),), source="03_json/lesson.md:4")
ENTRIES = (STEP, FRAME, EVENT, FINDING)


def _save(path: Path, *entries: Entry) -> Path:
    with Writer.create(path) as writer:
        for entry in entries:
            writer.write(entry)
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return _save(tmp_path / "t.jsonl", HEADER, *ENTRIES)


def test_a_saved_trace_is_read_back_equal(saved: Path) -> None:
    """Header, steps, records and findings come back equal and in order."""
    assert read(saved) == Trace(HEADER, ENTRIES)


def test_the_line_of_a_record_is_the_documented_one() -> None:
    """The file form is a contract with other programs."""
    assert dump_line(EVENT) == (
        '{"v":1,"kind":"record","src":"server-1","seq":1,"t_ns":200,"conn":"c1","lane":"asgi","dir":"receive",'
        '"type":"websocket.receive","data":{"bytes":{"$bytes":"AA=="}},"cause":["client",1]}'
    )


def test_large_and_odd_payloads_survive(tmp_path: Path) -> None:
    """A megabyte, control characters, line separators and lone surrogates are kept whole on one line."""
    odd = Record(
        "client", 1, 1, "client", "receive", "frame", {"text": "\n\r\u2028\x1b\ud800\udc00é😀", "big": "x" * 2**20}
    )
    assert read(_save(tmp_path / "t", HEADER, odd)).records == (odd,)


def test_keys_that_are_not_text_are_kept_as_text(tmp_path: Path) -> None:
    """An event may have any key; after the file it is its `repr()`, and nothing else is lost."""
    data: dict[object, object] = {3: "x", "type": "websocket.send"}
    odd = Record("server-1", 1, 1, "asgi", "send", "websocket.send", data)  # type: ignore[arg-type]
    assert read(_save(tmp_path / "t", HEADER, odd)).records[0].data == {"3": "x", "type": "websocket.send"}


def test_every_line_is_in_the_file_at_once(tmp_path: Path) -> None:
    """A process that is killed leaves all lines that were written: nothing waits in a buffer."""
    path = tmp_path / "t"
    with Writer.create(path) as writer:
        writer.write(HEADER)
        writer.write(FRAME)
        assert read(path).records == (FRAME,)


def test_a_cut_file_gives_what_is_before_the_cut(saved: Path) -> None:
    """A truncated last line is reported with its number; the rest is read."""
    saved.write_bytes(saved.read_bytes()[:-20])
    trace = read(saved)
    assert trace.entries == ENTRIES[:-1]
    assert trace.damage is not None
    assert trace.damage.line == 5
    assert "not complete JSON" in trace.damage.message


def test_lines_after_a_damaged_one_are_read_too(saved: Path) -> None:
    """Damage in the middle costs only the damaged lines; the first one is named, all are counted."""
    lines = saved.read_bytes().splitlines()
    lines[1:3] = [b'{"v":1,"kind":"step"}', b"\xff\xfe\xfd"]
    saved.write_bytes(b"\n".join(lines))
    trace = read(saved)
    assert trace.entries == ENTRIES[2:]
    assert trace.damage == Damage(2, "'t_ns' is missing or not int (2 damaged lines in all)")


def test_a_lost_header_is_damage(tmp_path: Path) -> None:
    """Without its first line the rest is still shown; time counts from the first entry."""
    trace = read(_save(tmp_path / "t", *ENTRIES))
    assert trace.header == Header({}, "", STEP.t_ns)
    assert trace.entries == ENTRIES
    assert trace.damage == Damage(1, "the header is missing")


def test_two_traces_in_one_file_are_noticed(saved: Path) -> None:
    """A file made by `cat a b` says where the second trace begins."""
    saved.write_bytes(saved.read_bytes() * 2)
    trace = read(saved)
    assert trace.damage is not None
    assert trace.damage.line == 6
    assert len(trace.entries) == 8


def test_damage_that_was_replayed_as_json_stays_damage(tmp_path: Path) -> None:
    """`replay --json` of a damaged file, saved again, is still known to be incomplete."""
    assert read(_save(tmp_path / "t", HEADER, Damage(3, "cut"), FRAME)).damage == Damage(3, "cut")


def test_powershell_redirection_can_be_read(saved: Path) -> None:
    """`wslearn … --json > t.jsonl` in Windows PowerShell writes UTF-16 with carriage returns."""
    saved.write_bytes(saved.read_text().replace("\n", "\r\n").encode("utf-16"))
    assert read(saved) == Trace(HEADER, ENTRIES)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"hello\n", b'{"log": {}}', b"[]", b"\x89PNG\r\n\x1a\n\0", b"[" * 10**5]
)
def test_something_else_is_not_a_trace(tmp_path: Path, content: bytes) -> None:
    """Any other file is refused with one sentence."""
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(TraceError, match="is not a trace"):
        read(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file and a folder are each one sentence."""
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(TraceError, match="cannot be read"):
            read(path)


def test_a_newer_format_is_refused_politely(saved: Path) -> None:
    """A trace of a later version is not half read: the message says what to upgrade."""
    saved.write_text(saved.read_text().replace('"v":1', '"v":2'))
    with pytest.raises(TraceError, match="newer wslearn") as caught:
        read(saved)
    assert "--upgrade wslearn" in caught.value.hint


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    """`--save` into a missing folder is one sentence, not a traceback."""
    with pytest.raises(EnvironmentProblem, match="cannot be saved"):
        Writer.create(tmp_path / "none" / "t.jsonl")


def test_a_full_disk_is_said() -> None:
    """Running out of room while saving is one sentence."""

    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(EnvironmentProblem, match="No space left"):
        Writer(Full()).write(HEADER)


def test_no_damage_whatever_is_a_traceback(saved: Path) -> None:
    """Cuts and flipped bytes anywhere: a trace or a TraceError, nothing else."""
    whole = saved.read_bytes()
    rng = random.Random(2026)
    for _ in range(300):
        damaged = bytearray(whole[: rng.randrange(len(whole))])
        for _ in range(min(len(damaged), rng.randrange(4))):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        saved.write_bytes(damaged)
        try:
            assert len(read(saved).entries) <= len(ENTRIES) * 2
        except TraceError:
            continue
