"""The detail of a row."""

import json
from typing import Any

from tests.unit.render.samples import record, row
from wslearn.panel.details import MOST, detail
from wslearn.panel.items import Notice
from wslearn.trace.record import Record


def only(made: Record) -> dict[str, Any]:
    """The detail of a row with one record."""
    (one,) = detail(row(1, "message", "receive", made), 400)
    json.dumps(one)
    return one


def bits(**data: Any) -> list[tuple[str, str, int]]:
    """The head of a frame."""
    frame: list[tuple[str, str, int]] = only(record("wire", "frame", "receive", **data))["frame"]["bits"]
    return frame


def test_the_bits_of_a_masked_frame() -> None:
    """In the order of the RFC: two bytes of head, and the client's real masking key."""
    head = bits(opcode="text", fin=True, rsv=0, length=5, mask="37fa213d")
    assert head == [
        ("FIN", "1", 1),
        ("RSV1", "0", 1),
        ("RSV2", "0", 1),
        ("RSV3", "0", 1),
        ("opcode", "0x1 text", 4),
        ("MASK", "1", 1),
        ("payload length", "5", 7),
        ("masking key", "37fa213d", 32),
    ]


def test_longer_lengths_take_more_bits() -> None:
    """125 is in the head, 126 bytes and more in two bytes after it, 65,536 and more in eight."""
    assert bits(opcode="text", length=125)[-1] == ("payload length", "125", 7)
    assert bits(opcode="text", length=126)[-2:] == [
        ("payload length", "126", 7),
        ("extended payload length", "126", 16),
    ]
    assert bits(opcode="binary", length=65536)[-1] == ("extended payload length", "65536", 64)


def test_reserved_bits_and_fragments() -> None:
    """RSV1 is the highest of the three; a frame that more follow has no FIN."""
    assert [value for _, value, _ in bits(opcode="text", fin=False, rsv=4, length=0)][:4] == ["0", "1", "0", "0"]


def test_a_dict_as_python_and_as_json() -> None:
    """An event stands as Python prints it and as JSON writes it; JSON has no form for bytes."""
    text = only(record("asgi", "websocket.receive", "receive", type="websocket.receive", text="h\u00e9"))
    assert text["python"] == "{'type': 'websocket.receive', 'text': 'h\u00e9'}"
    assert json.loads(text["json"]) == {"type": "websocket.receive", "text": "h\u00e9"}
    assert text["t"] == 600
    assert only(record("asgi", "websocket.receive", "receive", bytes=b"\0"))["json"] is None


def test_a_conversion_in_three_languages() -> None:
    """What Python sent is shown in JSON and JavaScript too, with what changed on the way."""
    value = {"a": (1, 2), 3: None}
    made = only(record("json", "dumps", "send", value=value, text=json.dumps(value)))["conversion"]
    assert made["python"] == "{'a': (1, 2), 3: None}"
    assert json.loads(made["json"]) == {"a": [1, 2], "3": None}
    assert [change.partition(" (")[0] for change in made["changes"]][1] == 'value[3]: key 3 becomes key "3"'


def test_a_text_that_is_no_json() -> None:
    """Both languages' errors stand in the place of their values."""
    made = only(record("json", "loads", "receive", text='{"a": 1', error={"class": "JSONDecodeError"}))["conversion"]
    assert "JSONDecodeError" in made["python"]
    assert "SyntaxError" in made["javascript"]


def test_a_detail_is_bounded() -> None:
    """A payload of 10 MB, a list of a million and a row of thousands of records make no page slow."""
    huge = only(record("json", "loads", "receive", text="x" * 10_000_000, value=list(range(1_000_000))))
    assert len(json.dumps(huge)) < 100_000
    assert huge["conversion"] is None
    flood = row(1, "output", None, *[record("consumer", "print", text="x", stream="stdout")] * (MOST + 1))
    assert len(detail(flood)) == MOST


def test_hostile_texts_have_no_power() -> None:
    """Overrides, escapes and half characters are shown as escapes in every form."""
    text = "\u202e\x1b[31m\ud800<script>"
    made = only(record("json", "dumps", "send", value={text: text}, text=json.dumps({text: text})))
    for form in (made["python"], made["json"], *(made["conversion"][key] for key in ("python", "json", "javascript"))):
        assert not {"\u202e", "\x1b", "\ud800"} & set(form)


def test_only_rows_have_details() -> None:
    """A notice, or an index where nothing is any more, has none."""
    assert detail(Notice("x")) == detail(None) == []
