"""Filters, keys, pause and follow, files."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")

from tests.browser.panel_view import Panel, panel_on
from tests.browser.traces import conversation_trace, long_trace
from tests.live.panel_page import running
from tests.live.recorded import SAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocketRoute


def _heads(panel: Panel) -> list[str]:
    """Number and direction of all rows that are shown."""
    return [" ".join(item.head[:2]) for item in panel.everything() if item.head]


def test_filters(page: "Page", tmp_path: Path) -> None:
    """Connection, direction, type, marks and text each leave what has them; `show all` brings all back."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        everything = panel.everything()
        rows = [item for item in everything if item.head]

        panel.at("#conn").select_option("c2")
        assert [item.head[2] for item in panel.everything() if item.head] == ["c2 bob"] * sum(
            "bob" in i.head[2] for i in rows
        )
        panel.at("#clear").click()

        panel.at("#dir").select_option("send")
        assert panel.everything()[0].lines == ["Step 1: A text, and nothing else"]
        assert not any("did not hold" in line for item in panel.everything() for line in item.lines)
        assert {item.head[1] for item in panel.everything() if item.head} == {"← send"}
        panel.at("#clear").click()

        panel.at("#type").select_option("exception")
        assert [item.head[1] for item in panel.everything() if item.head] == ["exception"]
        panel.at("#clear").click()

        panel.at("#marked").check()
        marked = [item for item in panel.everything() if item.head]
        assert marked
        assert all(any(line.startswith("≠ said") for line in item.lines) for item in marked)
        panel.at("#clear").click()

        panel.at("#text").fill("ATTRIBUTEERROR")
        panel.at("#count").filter(has_text="1 of").wait_for()
        assert [item.head[1] for item in panel.everything()] == ["exception"]
        panel.at("#clear").click()
        panel.settle()
        assert panel.everything() == everything


def test_lanes_fold_away(page: "Page", tmp_path: Path) -> None:
    """A lane without records has no column and no switch."""
    with panel_on(page, long_trace(tmp_path, 3)) as panel:
        panel.open("message 2")
        titles = panel.at("#titles [role=columnheader]")
        assert titles.all_inner_texts()[1:] == ["ASGI"]
        assert panel.at("#lanes label:visible").all_inner_texts() == ["ASGI"]


def test_lanes_are_switched_off(page: "Page", tmp_path: Path) -> None:
    """A lane that is switched off loses its column, and rows that have nothing else go."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        titles = panel.at("#titles [role=columnheader]")
        assert "consumer" in " ".join(titles.all_inner_texts())
        panel.press("4", "5", "6")
        assert "consumer" not in " ".join(titles.all_inner_texts())
        assert not [item for item in panel.everything() if item.head[1:2] == ["exception"]]


def test_two_clients_side_by_side(page: "Page", tmp_path: Path) -> None:
    """What each of two clients saw stands in a column of its own, the application between them."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        panel.press("b")
        titles = panel.at("#titles [role=columnheader]").all_inner_texts()
        assert [titles[1], titles[-1]] == ["c1 alice", "c2 bob"]
        assert {item.head[2] for item in panel.everything() if item.head} == {"c1 alice", "c2 bob"}


def test_keyboard_only(page: "Page", tmp_path: Path) -> None:
    """Every row is reached, opened, and left with keys; `?` lists them; in a text field letters are letters."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        panel.press("Home", "j", "j", "k")
        first = panel.chosen()
        panel.press("n")
        assert "≠ said" in panel.chosen()
        assert panel.chosen() != first
        panel.press("Enter")
        panel.at("#view-detail .detail").first.wait_for()
        panel.press("Escape")
        assert panel.at("#pane").is_hidden()
        panel.press("Escape")
        assert panel.at("#rows [aria-selected=true]").count() == 0
        panel.press("?")
        assert "next row" in panel.at("#help").inner_text()
        panel.press("Escape", "/", "j", "s", "o", "n")
        assert panel.at("#text").input_value() == "json"
        assert panel.at("#pane").is_hidden()


def test_a_chosen_row_is_whole_in_sight(page: "Page", tmp_path: Path) -> None:
    """Gone down with keys, the row ends above the lower edge; gone up, it begins below the titles."""
    page.set_viewport_size({"width": 1000, "height": 420})
    with panel_on(page, long_trace(tmp_path, 60)) as panel:
        panel.open("message 59")
        panel.press("Home", *"jjjjjjjjjj")
        assert _edges(panel, "#rows [aria-selected=true]")[1] < _edges(panel, "#table")[1] + 1
        panel.press(*"kkkkkkkkkk")
        assert _edges(panel, "#rows [aria-selected=true]")[0] > _edges(panel, "#titles")[1] - 1


def _edges(panel: Panel, selector: str) -> tuple[float, float]:
    """The upper and the lower edge of an element, in pixels."""
    box = panel.at(selector).bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def test_single_letters_can_be_switched_off(page: "Page", tmp_path: Path) -> None:
    """For people who speak to their machine: letters then do nothing (WCAG 2.1.4)."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        panel.press("?")
        panel.at("#keys-on").uncheck()
        panel.press("Escape", "s")
        assert panel.at("#pane").is_hidden()


def test_screen_readers_get_a_table(page: "Page", tmp_path: Path) -> None:
    """The grid says how many rows there are, whatever is drawn, and which of them is which."""
    with panel_on(page, long_trace(tmp_path, 500)) as panel:
        panel.open("message 499")
        grid = panel.at("[role=grid]")
        assert grid.get_attribute("aria-rowcount") == "501"
        drawn = panel.at("#rows > [role=row]")
        assert drawn.count() < 100
        assert drawn.last.get_attribute("aria-rowindex") == "501"
        panel.press("Home")
        chosen = grid.get_attribute("aria-activedescendant")
        assert panel.at(f"#{chosen}").get_attribute("aria-rowindex") == "2"


def test_pause_and_follow(page: "Page", tmp_path: Path) -> None:
    """Paused, what comes moves nothing and is counted; following, the newest row is in sight."""
    with running(["trace", "asgi:application", "--port", "0"], SAMPLE, tmp_path) as run:
        panel = Panel(page, run.panel)
        page.set_viewport_size({"width": 1000, "height": 420})
        panel.open("ready")
        panel.press("w")
        panel.at("#send-path").fill("/ws/async-json/")
        panel.at("#send-connect button").click()
        panel.at("#rows .row").filter(has_text="websocket.accept").wait_for()

        panel.at("#send-kind").select_option("json")

        def say(text: str) -> None:
            panel.at("#send-payload").fill(json.dumps(text))
            panel.at("#send-message button").click()

        for number in range(5):
            say(f"before {number}")
        panel.at("#rows .row").filter(has_text="before 4").last.wait_for()
        panel.at("#follow").click()
        top = panel.top()
        say("while paused")
        panel.at("#follow").filter(has_text="below").wait_for()
        assert panel.top() == top
        panel.at("#follow").click()
        panel.at("#rows .row").filter(has_text="while paused").last.wait_for()
        assert panel.top() > top
        assert panel.errors == []


def test_a_filter_keeps_the_chosen_row_in_place(page: "Page", tmp_path: Path) -> None:
    """What is being read does not jump when rows around it go or come back."""
    with panel_on(page, long_trace(tmp_path, 300)) as panel:
        panel.open("message 299")
        panel.scroll(3000)
        panel.at("#rows .row").nth(20).click()
        before = panel.at("#rows [aria-selected=true]").bounding_box()
        panel.at("#text").fill(panel.chosen().rstrip("'}")[-1])
        panel.at("#count").filter(has_text=" of ").wait_for()
        filtered = panel.at("#rows [aria-selected=true]").bounding_box()
        panel.at("#clear").click()
        panel.at("#count").filter(has_not_text=" of ").wait_for()
        assert filtered == before
        assert panel.at("#rows [aria-selected=true]").bounding_box() == before


def test_a_saved_trace_is_saved_again_and_loaded(page: "Page", tmp_path: Path) -> None:
    """What `Save` gives is a trace that the panel opens: the same rows; and there is a way back to what was shown."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        rows = panel.everything()
        panel.at("#menu summary").click()
        with page.expect_download() as download:
            panel.at("#save").click()
        download.value.save_as(tmp_path / "again.jsonl")
        assert json.loads((tmp_path / "again.jsonl").read_text("utf-8").splitlines()[0])["kind"] == "header"
        other = long_trace(tmp_path, 7)
        panel.at("#file").set_input_files(other)
        panel.at("#rows .row").filter(has_text="message 6").wait_for()
        assert len(panel.everything()) == 7
        panel.at("#file").set_input_files(tmp_path / "again.jsonl")
        panel.at("#rows .item").filter(has_text="did not hold").wait_for()
        assert panel.everything() == rows


def test_export(page: "Page", tmp_path: Path) -> None:
    """`E` gives the trace as one HTML page that shows it without the panel."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        with page.expect_download() as download:
            panel.press("E")
        download.value.save_as(tmp_path / "trace.html")
    assert "websocket.receive" in (tmp_path / "trace.html").read_text("utf-8")


def test_a_lost_connection_is_taken_up_again(page: "Page", tmp_path: Path) -> None:
    """The page comes back by itself, asks for what it has not got, and shows each row once."""
    asked: list[int] = []

    def between(socket: "WebSocketRoute") -> None:
        asked.append(int(parse_qs(urlsplit(socket.url).query)["from"][0]))
        server = socket.connect_to_server()
        if len(asked) == 1:
            server.on_message(lambda message: _pass_on_once(socket, message))

    page.route_web_socket(re.compile("/stream"), between)
    with panel_on(page, long_trace(tmp_path, 500)) as panel:
        panel.open("message 499")
        assert [item.head[0] for item in panel.everything()] == [str(number) for number in range(1, 501)]
    assert asked[0] == 0
    assert 0 < asked[1] < 500


def _pass_on_once(socket: "WebSocketRoute", message: str | bytes) -> None:
    """Pass the first items on, then cut the connection."""
    socket.send(message)
    if '"row"' in str(message):
        socket.close(code=1011)


def test_when_wslearn_ends(page: "Page", tmp_path: Path) -> None:
    """The page says that nobody answers, and keeps what it shows."""
    trace = conversation_trace(tmp_path)
    with running(["replay", str(trace)], tmp_path) as run:
        panel = Panel(page, run.panel).open()
        shown = panel.count()
        run.process.kill()
        panel.at("#server").filter(has_text="wslearn does not answer").wait_for()
        assert panel.count() == shown
