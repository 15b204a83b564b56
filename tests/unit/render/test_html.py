"""One page, self-contained and harmless."""

from tests.unit.render.parsed import Page
from tests.unit.render.samples import conversation, record, row
from wslearn.render.html import html_page
from wslearn.render.timeline import View
from wslearn.trace.record import LANES


def test_page_is_a_real_table() -> None:
    """A caption, column headers with scope, a row header in each row."""
    page = Page(html_page(conversation(), "Lesson 3"))
    names = [tag for tag, _ in page.tags]
    assert names.count("table") == names.count("caption") == 1
    assert [a.get("scope") for tag, a in page.tags if tag == "th"].count("col") == 7
    assert [a.get("scope") for tag, a in page.tags if tag == "th"].count("row") == len(conversation())
    assert ("html", {"lang": "en"}) in page.tags


def test_page_runs_and_fetches_nothing() -> None:
    """No script, no address, and a policy that forbids both."""
    text = html_page(conversation(), "Lesson 3")
    tags = Page(text).tags
    assert not {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "a"}
    assert not [a for _, attributes in tags for a in attributes if a.startswith("on") or a in ("src", "href")]
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text


def test_payloads_and_title_are_text() -> None:
    """Markup in a payload or a title is shown, never parsed; controls are escapes."""
    evil = '<script>alert(1)</script>"\x1b\u202e'
    frame = record("client", "frame", "receive", opcode="text", fin=True, length=9, text=evil)
    page = Page(html_page([row(1, "message", "receive", frame)], evil))
    assert "script" not in {tag for tag, _ in page.tags}
    assert any(r'<script>alert(1)</script>"\x1b\u202e' in text for text in page.texts)


def test_lanes_pick_columns() -> None:
    """A column with none of its lanes on is not there; every lane's records can be."""
    assert "Client frame" not in html_page(conversation(), "t", View(("asgi",)))
    assert "mask 37fa213d" in html_page(conversation(), "t", View(LANES))


def test_marks_have_a_line_of_their_own() -> None:
    """Said and sent, and where to read on."""
    texts = "".join(Page(html_page(conversation(), "t")).texts)
    assert "≠ said headers" in texts
    assert "wslearn explain accept-headers" in texts
