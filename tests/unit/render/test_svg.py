"""An image of the timeline for a README."""

import re
from xml.etree import ElementTree

import pytest

from tests.unit.render.samples import conversation, record, row
from tests.unit.render.test_theme import contrast
from wslearn.render.svg import svg_image
from wslearn.render.theme import ROLES, rich_theme


@pytest.mark.parametrize("width", [80, 120])
def test_image_is_whole_and_offline(width: int) -> None:
    """Well-formed XML that shows the events, fetches nothing and names only fonts that are there."""
    text = svg_image(conversation(), "Lesson 3: JSON", width=width)
    shown = "".join(ElementTree.fromstring(text).itertext()).replace("\xa0", " ")
    assert "'websocket.receive'" in shown
    assert "Lesson 3: JSON" in shown
    assert re.findall(r"https?://[^\"'\s]+", text) == ["http://www.w3.org/2000/svg"]
    assert "@font-face" not in text
    assert "url(http" not in text
    assert "monospace" in text


def test_payloads_are_text() -> None:
    """Markup in a payload or the title stays text."""
    evil = '</text><script>alert(1)</script>&"'
    frame = record("client", "frame", "receive", opcode="text", fin=True, length=9, text=evil)
    root = ElementTree.fromstring(svg_image([row(1, "message", "receive", frame)], evil))
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert root.get("aria-label") == evil


def test_colours_are_readable_on_the_image_itself() -> None:
    """The image brings its own background, and every colour of its theme reaches 4.5:1 on it."""
    paper = (30, 30, 36)
    assert 'fill="#1e1e24"' in svg_image([], "t")
    for style in (rich_theme("dark").styles[role] for role in ROLES):
        if style.color:
            assert contrast(tuple(style.color.get_truecolor()), paper) >= 4.5
