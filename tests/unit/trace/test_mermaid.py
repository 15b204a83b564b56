"""The sequence diagram draws what happened, and no payload can break it or run in it."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.trace.sample import HEADER, TRACE, frame, record
from wslearn.trace.jsonl import Trace
from wslearn.trace.mermaid import escape, to_mermaid


def test_the_diagram_of_a_lesson() -> None:
    """Handshake, events, frames, layer and steps, in time order, each between the right two."""
    assert to_mermaid(TRACE).splitlines() == [
        "sequenceDiagram",
        "    participant client1 as alice (c1)",
        "    participant D as Daphne",
        "    participant consumer1 as EchoConsumer (c1)",
        "    participant L as channel layer",
        "    Note over client1,L: 1. Say it",
        "    client1->>D: GET /ws/json/?a=1",
        "    D->>consumer1: websocket.connect",
        "    consumer1->>D: websocket.accept",
        "    D->>client1: HTTP 101 Switching Protocols",
        "    client1->>D: TEXT hé#59; #35;1#92;n#60;b#62;",
        "    D->>consumer1: websocket.receive text=hé#59; #35;1#92;n#60;b#62;",
        "    consumer1-->>L: group_send room #123;#39;type#39;: #39;say#39;#125;",
        "    D->>client1: BINARY b#39;#92;x00#92;xff#39;",
        "    D->>client1: PING b#39;#39;",
        "    D->>client1: CLOSE 4001",
        "    Note over client1: closed: 4001",
    ]


@given(st.text(st.characters(exclude_categories=())))
def test_escaped_text_holds_nothing_of_mermaid(text: str) -> None:
    """Besides entity codes: no separator, no comment, no directive, no markup, no math, one line, no hidden sign."""
    escaped = escape(text)
    rest = re.sub("#[0-9]+;", "", escaped)
    assert not set(rest) & set("#;%{}<>&\"'`$\\|~^")
    assert escaped.isprintable()


def test_escaped_text_reads_the_same() -> None:
    """The entity codes are those of the very characters."""
    text = 'a;b#c%%{init: {}}%%<script>&"$$x$$'
    assert re.sub("#([0-9]+);", lambda match: chr(int(match[1])), escape(text)) == text
    assert re.sub("#92;", r"\\", escape("\x1b[31m\u202e\ud800")) == "\\x1b[31m\\u202e\\ud800"


@pytest.mark.parametrize("lane", ["wire", "client"])
def test_one_arrow_for_one_frame(lane: str) -> None:
    """A frame that both ends saw is drawn once; a page's frames are drawn from Daphne's view."""
    wire = frame(1, "receive", "text", lane="wire", text="hi")
    client = frame(1, "receive", "text", text="hi")
    records = (wire,) if lane == "wire" else (wire, client)
    assert to_mermaid(Trace(HEADER, records)).count("->>D: TEXT hi") == 1


def test_what_differs_is_drawn() -> None:
    """Silence of Daphne, an exception, a lost message and a fragment are in the picture."""
    error: dict[str, Any] = {"class": "KeyError", "message": "x"}
    drawn = to_mermaid(
        Trace(
            HEADER,
            (
                frame(1, "receive", "text", text="a", fin=False),
                record(2, "wire", "send", "nothing"),
                record(3, "consumer", None, "exception", **error),
                record(4, "layer", None, "drop", channel="ch", message={}, why="capacity"),
                record(5, "layer", "receive", "deliver", channel="ch", message=1),
                record(6, "client", None, "failed", client="a", stage="frame", error="No."),
                record(7, "wire", "send", "frame", conn="c2", opcode="text", text="b"),
                record(8, "wire", None, "lost", conn="c2", clean=False),
            ),
        )
    )
    for line in (
        "TEXT a (more follows)",
        "Note over D: writes nothing",
        "KeyError: x",
        "Note over L: drops #123;#125; (capacity)",
        "L-->>D: deliver 1",
        "Note over client1: failed: No.",
        "Note over client2: the connection is lost",
    ):
        assert line in drawn


def test_long_payloads_are_cut() -> None:
    """A megabyte becomes one short line that says how much there was."""
    drawn = to_mermaid(Trace(HEADER, (frame(1, "send", "text", text="x" * 2**20),)))
    assert f"{'x' * 70}#8230; (1048576 characters)" in drawn
    assert len(drawn) < 500


def test_a_long_trace_is_cut_and_says_so() -> None:
    """Mermaid refuses 50,000 characters: the rest is counted, not silently gone."""
    records = tuple(frame(seq, "send", "text", text=f"{seq:060}") for seq in range(1, 2001))
    drawn = to_mermaid(Trace(HEADER, records))
    assert len(drawn) < 50_000
    shown = drawn.count("TEXT")
    assert 100 < shown < 2000
    assert f"{2000 - shown} more are left out" in drawn


def test_another_server_is_not_called_daphne() -> None:
    """A trace of the bundled client alone may be of any server."""
    assert "participant D as server\n" in to_mermaid(Trace(HEADER, (frame(1, "send", "text", text="hi"),)))


def test_an_empty_trace_is_a_diagram() -> None:
    """Nothing happened: still a diagram that Mermaid accepts."""
    assert to_mermaid(Trace(HEADER, ())) == "sequenceDiagram\n    participant D as server\n"
