"""Draws records at a rate, as a session does, and says how that went.

    python -m tests.benchmarks.draw EVENTS_A_SECOND SECONDS REPORT

The records are those of real echoes, ten for each; every 20 ms those that are due come as one batch.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wslearn.cli.drawn_face import DrawnFace
from wslearn.render.console import make_console
from wslearn.render.timeline import View
from wslearn.session.live import Live
from wslearn.trace.record import Direction, Lane, Record

Data = Mapping[str, Any]
Made = tuple[Lane, Direction | None, str, Data, int | None]

BATCH = 0.02


def echoes() -> Iterator[Record]:
    """The records of one echo after the other, on one connection."""
    client, server = itertools.count(1), itertools.count(1)
    for number in itertools.count():
        text = f'{{"n": {number}}}'
        frame = {"opcode": "text", "fin": True, "rsv": 0, "length": len(text), "mask": None, "text": text}
        yield _record("client", next(client), "client", "receive", "frame", {"client": "a", **frame})
        made = list(_in_the_server(number, text, frame))
        seqs = [next(server) for _ in made]
        for seq, (lane, direction, type_, data, cause) in zip(seqs, made, strict=True):
            link = None if cause is None else ("server-1", seqs[cause])
            yield _record("server-1", seq, lane, direction, type_, data, link)
        yield _record("client", next(client), "client", "send", "frame", {"client": "a", **frame})


def _in_the_server(number: int, text: str, frame: Data) -> Iterator[Made]:
    """Lane, direction, type, data, and which of these records was the cause."""
    call: Data = {"class": "Echo", "method": "websocket_receive", "instance": 1}
    conversion = {"text": text, "value": {"n": number}, "file": "consumers.py", "line": 12, "function": "receive"}
    yield "wire", "receive", "frame", frame, None
    yield "asgi", "receive", "websocket.receive", {"type": "websocket.receive", "text": text}, 0
    yield "consumer", "receive", "enter", {**call, "source": "asgi", "event": "websocket.receive"}, 1
    yield "json", "receive", "loads", conversion, 2
    yield "json", "send", "dumps", conversion, 2
    yield "asgi", "send", "websocket.send", {"type": "websocket.send", "text": text}, 2
    yield "wire", "send", "frame", frame, 5
    yield "consumer", None, "leave", {**call, "duration_ns": 90_000, "outcome": "return"}, 2


def _record(
    src: str,
    seq: int,
    lane: Lane,
    direction: Direction | None,
    type_: str,
    data: Data,
    cause: tuple[str, int] | None = None,
) -> Record:
    return Record(src, seq, time.perf_counter_ns(), lane, direction, type_, data, "1", cause)


class Face(DrawnFace):
    """Says how many events it did not draw one by one."""

    @property
    def folded(self) -> int:
        """Events that stand in a line that says how many they are."""
        return self._drawer.folded_records


async def draw(rate: int, seconds: float) -> dict[str, float]:
    """Draw; the report."""
    face = Face(make_console(), View())
    live = Live([face])
    live.begin({})
    records, batches = echoes(), int(seconds / BATCH)
    begun, cpu, half = time.perf_counter(), time.process_time(), 0.0
    late = 0.0
    for number in range(1, batches + 1):
        due = begun + number * BATCH
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        live.take_all(itertools.islice(records, int(rate * BATCH)))
        live.records.clear()  # a session keeps them until its step ends
        late = time.perf_counter() - due
        if number == batches // 2:
            half = _resident_mib()
    live.flush()
    taken, spent = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "events": batches * int(rate * BATCH),
        "folded": face.folded,
        "late_ms": late * 1000,
        "grown_mib": _resident_mib() - half,
        "cpu": spent / taken,
        "taken": taken,
        "given": batches * BATCH,
    }


def _resident_mib() -> float:
    """Resident memory now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / (1 << 20)


if __name__ == "__main__":
    told = asyncio.run(draw(int(sys.argv[1]), float(sys.argv[2])))
    Path(sys.argv[3]).write_text(json.dumps(told), "utf-8")
