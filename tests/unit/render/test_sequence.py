"""A sequence diagram as an image that stands alone, and as text."""

from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.unit.trace.sample import HEADER, TRACE, frame, record
from wslearn.render.sequence import MOST, sequence_svg, sequence_text
from wslearn.trace.jsonl import Trace

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text></svg><script>alert(1)</script>"\0\ud800\ufffe\x1b[2J\u202e'


def parsed(trace: Trace, title: str = "A title") -> ElementTree.Element:
    """The image as XML, which it must be."""
    return ElementTree.fromstring(sequence_svg(trace, title))


def texts(image: ElementTree.Element) -> list[str]:
    """What is written in it."""
    return [element.text or "" for element in image.iter(f"{SVG}text")]


def test_text_has_a_numbered_line_for_each_act() -> None:
    """Who, to whom, what; a step is its title."""
    assert sequence_text(TRACE).splitlines()[:4] == [
        "1. 1. Say it",
        "2. alice (c1) → Daphne: GET /ws/json/?a=1",
        "3. Daphne → EchoConsumer (c1): websocket.connect",
        "4. EchoConsumer (c1) → Daphne: websocket.accept",
    ]
    assert sequence_text(TRACE).endswith("12. alice (c1): closed: 4001\n")


def test_the_image_says_what_it_is() -> None:
    """A name and a description for those who cannot see it, a ground for those who can."""
    image = parsed(TRACE)
    assert image.get("role") == "img"
    assert [element.tag for element in image][:3] == [f"{SVG}title", f"{SVG}desc", f"{SVG}rect"]
    assert image[0].text == "A title"
    among = "alice (c1), Daphne, EchoConsumer (c1), channel layer"
    assert image[1].text == f"A sequence diagram: 10 arrows between {among}, from first to last."
    ground = image[2].attrib
    assert (ground["width"], ground["height"], ground["fill"]) == (image.get("width"), image.get("height"), "#fff")


def test_the_image_has_the_same_words_as_the_text() -> None:
    """With the same numbers, in the same order, below the names."""
    written = texts(parsed(TRACE))
    assert written[:7] == ["A title", "alice", "(c1)", "Daphne", "EchoConsumer", "(c1)", "channel layer"]
    spoken = sequence_text(TRACE).splitlines()
    for label, line in zip(written[7:], spoken, strict=True):
        number, _, said = label.partition(" ")
        assert line.startswith(number)
        assert line.endswith(said)


def test_nothing_is_fetched_and_nothing_is_shared() -> None:
    """No scripts, links or ids: many images may stand on one page."""
    image = parsed(TRACE)
    assert {element.tag.removeprefix(SVG) for element in image.iter()} == {
        "svg", "title", "desc", "rect", "text", "path"
    }  # fmt: skip
    assert not {name for element in image.iter() for name in element.attrib} & {"id", "href", "class", "style"}
    assert "url(" not in sequence_svg(TRACE, "A title")


def test_hostile_texts_are_shown() -> None:
    """It stays XML, and what has no shape is an escape."""
    error: dict[str, Any] = {"class": HOSTILE, "message": HOSTILE}
    records = (frame(1, "receive", "text", text=HOSTILE), record(2, "consumer", None, "exception", **error))
    image = parsed(Trace(HEADER, records), HOSTILE)
    assert image.find(f"{SVG}script") is None
    written = "".join(texts(image))
    assert r"</text></svg><script>alert(1)</script>\"\x00\ud800\ufffe\x1b[2J\u202e".replace(r"\"", '"') in written
    assert written.isprintable()


def boxes(image: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the ground of each label."""
    found = [element.attrib for element in image.iter(f"{SVG}rect") if element.get("rx") == "2"]
    return [
        (float(a["x"]), float(a["y"]), float(a["x"]) + float(a["width"]), float(a["y"]) + float(a["height"]))
        for a in found
    ]


@pytest.mark.parametrize("clients", [1, 3, 12])
def test_labels_stay_inside_and_apart(clients: int) -> None:
    """However long a payload and however many take part: no label leaves the image or touches the next."""
    records = [
        act
        for number in range(clients)
        for act in (
            frame(number + 1, "receive", "text", conn=f"c{number}", text="日本" * 100, client="n" * 50),
            record(number + 1, "asgi", "receive", "websocket.receive", conn=f"c{number}", type="", a="x" * 99, b="y"),
            record(number + 1, "layer", "send", "group_send", conn=f"c{number}", group="g" * 99, message={}),
        )
    ]
    image = parsed(Trace(HEADER, tuple(records)), "title " * 100)
    labels = boxes(image)
    assert len(labels) == 3 * clients
    assert all(left >= 0 and right <= float(image.attrib["width"]) for left, _, right, _ in labels)
    assert all(above[3] < below[1] for above, below in pairwise(labels))
    assert float(image.attrib["height"]) > labels[-1][3]


def test_only_those_who_do_something_are_drawn() -> None:
    """A consumer that only asked for its channel's name has nothing to do with the layer."""
    asked = record(1, "layer", None, "new_channel", channel="c")
    image = parsed(Trace(HEADER, (*TRACE.entries[:5], asked)))
    assert "channel layer" not in texts(image)
    assert {"alice", "Daphne", "EchoConsumer"} < set(texts(image))


def test_an_arrow_to_oneself_is_drawn() -> None:
    """An event of a connection whose consumer is unknown comes from Daphne and goes to it."""
    sent = record(1, "layer", "receive", "deliver", conn=None, channel="c", message=1)
    asked = record(2, "asgi", "receive", "websocket.connect", conn=None)
    assert texts(parsed(Trace(HEADER, (sent, asked))))[-1] == "2. websocket.connect"


def test_a_long_trace_is_cut_and_says_so() -> None:
    """In the image and in the text."""
    trace = Trace(HEADER, tuple(frame(seq, "send", "text", text=f"{seq}") for seq in range(1, MOST + 11)))
    last = f"{MOST + 1}. 10 more are left out"
    assert texts(parsed(trace))[-1] == last
    assert sequence_text(trace).splitlines()[-1] == last


def test_an_empty_trace_is_an_image() -> None:
    """Nothing happened yet."""
    assert texts(parsed(Trace(HEADER, ()))) == ["A title", "server"]
    assert sequence_text(Trace(HEADER, ())) == ""
