"""Rows as one page, self-contained and harmless, and as a table in a notebook."""

import re

from tests.unit.render.drawing import draw, screen
from tests.unit.render.parsed import Page, lines_read
from tests.unit.render.samples import conversation, event, record, row
from wslearn.render.html import html_page, html_table, plain_table
from wslearn.render.timeline import Timeline, View
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


def test_a_notebooks_table_reads_without_styles() -> None:
    """The lanes are words, marks are sentences, lines are lines; cell by cell in the order of the columns."""
    said = lines_read(html_table(conversation()[1:4], "Rows", View()))
    assert said[:2] == [
        "Rows",
        "| Row | Direction | Connection | Δt | Client frame | ASGI event | Consumer, JSON and layer",
    ]
    second = said.index("| 2 | ← send | c1 alice | +1.2 ms |")
    assert said[second + 1 : second + 3] == ["client", "101 Switching Protocols"]
    assert "≠ said headers [(b'x-lesson', b'3')] · sent 101 without x-lesson" in said[said.index("asgi") + 3]
    third = said.index("| 3 | → receive | c1 alice | +1.2 ms |")
    assert said[third + 1 : third + 6] == ["client", 'text, 8 bytes: {"a": 1}', "|", "asgi", said[third + 5]]
    assert said[third + 5].startswith("{'type': 'websocket.receive'")


def test_said_and_sent_are_bold() -> None:
    """Not only coloured."""
    assert "<b>≠ said</b>" in (html := html_table([conversation()[1]], "Rows", View()))
    assert "<b>sent</b>" in html


def test_a_notebooks_table_is_the_pages() -> None:
    """Row by row the same HTML."""
    page, table = html_page(conversation(), "t"), html_table(conversation(), "t", View())
    assert page.count("<tr") == table.count("<tr") == 1 + len(conversation()) + 2
    assert page[page.index("<tbody>") : page.index("</table>")] in table


def test_without_times_nothing_is_measured() -> None:
    """No Δt, and no method tells how long it took; its outcome stays."""
    rows = conversation()
    for made in (html_table(rows, "t", View(), times=False), plain_table(rows, View(), times=False)):
        assert not re.search(r"[0-9] m?s\b", made)
        assert "Δt" not in made
        assert "raised" in made
    assert "raised after 0.8 ms" in html_table(rows, "t", View())
    assert "+1.2 ms" in plain_table(rows, View())


def test_plain_rows_are_the_terminals() -> None:
    """Beside a notebook's table stands what `--plain` prints, without what is hidden."""
    console = screen(10_000, plain=True)
    assert plain_table(conversation(), View()) == draw(Timeline(conversation()), console)
    assert "ping" not in plain_table(conversation(), View(hide=frozenset({"ping"})))


def test_hostile_payloads_leave_the_table_whole() -> None:
    """Markup is text, what has no shape is an escape, letters from right to left stay in their place, blanks stay."""
    evil = "</table><script>alert(1)</script>\0\ud800 \N{HEBREW LETTER ALEF}  end"
    frame = record("client", "frame", "receive", opcode="text", fin=True, length=9, text=evil)
    for view in (View(), View(("asgi",))):
        html = html_table([row(1, "message", "receive", frame, event("receive", type=evil))], evil, view)
        page = Page(html)
        assert [tag for tag, _ in page.tags].count("table") == 1
        assert "script" not in {tag for tag, _ in page.tags}
        assert "\0" not in html
        html.encode()
    assert r"<bdi>&lt;/table&gt;&lt;script&gt;alert(1)&lt;/script&gt;\x00\ud800 א" in html_table(
        [row(1, "message", "receive", frame)], "t", View()
    )


def test_a_row_is_small() -> None:
    """Notebooks are kept in git with their outputs: a message is less than a kilobyte, however long it is."""
    none = len(html_table([], "t", View()).encode())
    assert none < 1500
    for made in conversation()[2:]:
        assert len(html_table([made], "t", View()).encode()) - none < 2600
    assert len(html_table([conversation()[2]], "t", View()).encode()) - none < 1000
