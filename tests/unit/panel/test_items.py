"""Items of rows, and of what stands between them."""

import json
from typing import Any

from tests.unit.render.samples import accept, handshake, message, record, row
from wslearn.panel.items import Items, Kept, Notice, ServerState
from wslearn.render.cells import cells_of
from wslearn.render.signs import UNICODE
from wslearn.trace.record import LANES, Finding, StepMark

HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m\ud800\x00" + "x" * 1_000_000


def item(kept: Kept) -> dict[str, Any]:
    """The item as a page reads it."""
    text = Items(400).encode(7, kept)
    assert text.isascii()
    read: dict[str, Any] = json.loads(text)
    return read


def test_a_row_has_the_cells_of_the_terminal() -> None:
    """The texts of every lane are those that the terminal draws."""
    made = item(message())
    drawn = cells_of(message(), LANES, UNICODE)
    assert made["cells"] == json.loads(json.dumps([[cell.lane, cell.lines] for cell in drawn]))
    assert (made["kind"], made["i"], made["row"], made["dir"]) == ("row", 7, "message", "receive")
    assert (made["conn"], made["client"], made["t"]) == ("c1", "alice", 600)


def test_what_a_row_says_beside_its_cells() -> None:
    """Marks, types, states and arrows go along; a fan only where something fans out."""
    made = item(accept())
    assert made["marks"][0]["topic"] == "accept-headers"
    assert made["types"] == ["websocket.accept", "handshake.response"]
    assert ["page", "OPEN"] in made["states"]
    assert "fans" not in made
    fanned = item(row(1, "layer", "send", record("layer", "group_send", "send", group="room", message={})))
    assert fanned["fans"] == ["server-1", 1]


def test_hostile_texts_are_text_and_short() -> None:
    """In every lane and every other place a payload arrives escaped, without its middle, as plain JSON text."""
    everywhere = row(
        1,
        "message",
        "receive",
        record("client", "frame", "receive", client=HOSTILE, opcode="text", text=HOSTILE, length=9),
        record("wire", "frame", "receive", opcode="text", text=HOSTILE, length=9, mask=HOSTILE),
        record("asgi", HOSTILE, "receive", type=HOSTILE, text=HOSTILE),
        record("consumer", "print", text=HOSTILE, stream="stdout"),
        record("json", "loads", "receive", text=HOSTILE, value=HOSTILE),
        record("layer", "group_send", "send", group=HOSTILE, message=HOSTILE),
        client=HOSTILE,
    )
    others: list[Kept] = [StepMark(0, 1, HOSTILE), Finding(False, HOSTILE, HOSTILE, HOSTILE), Notice(HOSTILE)]
    for kept in (everywhere, *others):
        made = item(kept)
        assert len(json.dumps(made)) < 20_000
        assert not set("\u202e\x1b\ud800\x00") & set(texts(made))


def texts(value: Any) -> str:
    """All strings in a value, keys too."""
    if isinstance(value, dict):
        return "".join(f"{key}{texts(inside)}" for key, inside in value.items())
    return "".join(map(texts, value)) if isinstance(value, list) else str(value)


def test_what_stands_between_rows() -> None:
    """Steps, findings, the server's state and notices have their own kinds."""
    kinds: list[Kept] = [
        StepMark(0, 2, "Two"),
        Finding(True, "it", "did"),
        ServerState("ready", "Up.", "http://x/"),
        Notice("So."),
    ]
    assert [item(kept)["kind"] for kept in kinds] == ["step", "finding", "server", "notice"]
    assert item(kinds[2]) == {"kind": "server", "i": 7, "state": "ready", "text": "Up.", "page": "http://x/"}


def test_a_server_row_is_always_drawn() -> None:
    """What says that something was not seen is marked, so that no choice of lanes hides it."""
    assert item(row(0, "server", None, record("wire", "gap", count=5)))["always"]
    assert not item(handshake())["always"]
