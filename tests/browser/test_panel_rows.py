"""What stands in the panel is what the terminal shows of the same trace."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pexpect", reason="the environment of a run is in the module of the terminals")
pytest.importorskip("playwright", reason="the extra `dev` is not installed")

from playwright.sync_api import expect

from tests.browser.panel_view import Drawn, panel_on
from tests.browser.traces import conversation_trace, judged_trace
from tests.live.cli.terminal import run as run_to_end
from wslearn.render.cells import cells_of
from wslearn.render.heads import delta, mark_line, number, way, who
from wslearn.render.parts import Line
from wslearn.render.signs import UNICODE
from wslearn.render.timeline import WITHOUT_WIRE, View
from wslearn.trace.jsonl import read
from wslearn.trace.playback import play_back
from wslearn.trace.row import Row

if TYPE_CHECKING:
    from playwright.sync_api import Page

LESSON = ["lesson", "json", "--auto", "--step", "2", "--save", "trace.jsonl"]


def _text(line: Line) -> str:
    return "".join(part.text for part in line)


def _in_terminal(row: Row) -> Drawn:
    """A row as the terminal's cells have it."""
    cells = [_text(line) for cell in cells_of(row, WITHOUT_WIRE, UNICODE) for line in cell.lines]
    head = [number(row, UNICODE), way(row, UNICODE).text, who(row), delta(row)]
    return Drawn(head, sorted([*cells, *(_text(mark_line(mark, UNICODE)) for mark in row.marks)]))


@pytest.fixture(scope="module")
def lesson_trace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lesson, played and saved."""
    folder = tmp_path_factory.mktemp("lesson")
    assert run_to_end(LESSON, folder)[0] == 0
    return folder / "trace.jsonl"


@pytest.mark.parametrize("made", ["by hand", "by a lesson"])
def test_rows_are_those_of_the_terminal(page: "Page", tmp_path: Path, lesson_trace: Path, made: str) -> None:
    """Number, direction, connection, Δt, every line of every cell and every mark: the same texts, row by row."""
    trace = conversation_trace(tmp_path) if made == "by hand" else lesson_trace
    kept = list(play_back(read(trace)))
    view = View()
    with panel_on(page, trace) as panel:
        panel.open()
        drawn = [Drawn(head, sorted(lines)) for head, lines in panel.everything() if head]
    assert drawn == [_in_terminal(item) for item in kept if isinstance(item, Row) and view.shows(item)]


def test_steps_and_findings_divide_the_rows(page: "Page", tmp_path: Path) -> None:
    """The step stands before its rows; a finding that failed says what was expected, what happened and what to try."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open("did not hold")
        items = panel.everything()
    assert items[0].lines == ["Step 1: A text, and nothing else"]
    assert items[-1].lines == [
        "✗ did not hold  a text frame · what happened: none came · try: call self.send(text_data=…)"
    ]


def test_expectations_that_held_fold(page: "Page", tmp_path: Path) -> None:
    """They are one line that says how many, opened by a click and by Enter; one that failed stands whole between."""
    page.set_viewport_size({"width": 900, "height": 330})
    with panel_on(page, judged_trace(tmp_path, "hh✗hhh")) as panel:
        panel.open("3 expectations about the rows above")
        folds = panel.at(".fold")
        assert [item.lines[0].rstrip(" ▸") for item in panel.everything()[1:]] == [
            "✓ held  2 expectations about the rows above",
            "✗ did not hold  expectation 2 · what happened: none came",
            "✓ held  3 expectations about the rows above",
        ]
        folds.last.click()
        opened = folds.last.locator(".across > div")
        assert opened.all_inner_texts()[1:] == [f"✓ held  expectation {number}" for number in (3, 4, 5)]
        expect(opened.last).to_be_in_viewport()
        panel.press("Enter")
        assert opened.count() == 1
        panel.at("#text").fill("expectation 4")
        panel.at("#count").filter(has_text="1 of").wait_for()
        assert panel.everything()[0].lines == ["✓ held  expectation 4"]


def test_a_lonely_expectation_that_held_is_told_whole(page: "Page", tmp_path: Path) -> None:
    """One alone says what it is."""
    with panel_on(page, judged_trace(tmp_path, "h")) as panel:
        panel.open("✓ held  expectation 0")


def test_detail_and_states_of_a_row(page: "Page", lesson_trace: Path) -> None:
    """A click shows the dict as Python and as JSON, the bits with the real mask, the value in three languages."""
    mask = next(r.data["mask"] for r in read(lesson_trace).records if r.lane == "wire" and r.type == "frame")
    with panel_on(page, lesson_trace) as panel:
        panel.open()
        panel.press("Home")
        panel.at(".row").filter(has_text="json.loads").first.click()
        panel.at("#view-detail section[data-lane=json]").wait_for()
        texts = {
            lane: panel.at(f"#view-detail section[data-lane={lane}]").all_inner_texts() for lane in ("asgi", "json")
        }
        assert "'type': 'websocket.receive'" in texts["asgi"][0]
        assert '"type": "websocket.receive"' in texts["asgi"][0]
        assert all(language in texts["json"][0] for language in ("Python", "JSON text", "JavaScript"))
        assert mask in panel.at("#view-detail section[data-lane=wire] .bits").inner_text()
        assert panel.at("#ribbon li").first.inner_text().replace("\n", "").startswith("c1: page OPEN, ASGI CONNECTED")


def test_sequence(page: "Page", lesson_trace: Path) -> None:
    """Client, Daphne and consumer stand from left to right; a click on an arrow chooses its row."""
    with panel_on(page, lesson_trace) as panel:
        panel.open()
        panel.press("Home", "s")
        names = panel.at("#view-sequence .heads text").all_text_contents()
        assert [name.partition(" ")[0] for name in names] == ["client", "Daphne", "JsonConsumer"]
        panel.at("#view-sequence .arrow").filter(has_text="HTTP 101").click()
        assert "websocket.accept" in panel.chosen()


def test_fan_out(page: "Page", tmp_path: Path) -> None:
    """The last group_send is a tree, without any row chosen."""
    with panel_on(page, conversation_trace(tmp_path)) as panel:
        panel.open()
        panel.press("f")
        panel.at("#view-fan .tree").wait_for()
        assert "group_send" in panel.at("#view-fan").inner_text()
