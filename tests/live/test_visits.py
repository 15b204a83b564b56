"""The verbs `open` and `leave`: a page of the project in a real browser, told by its own records."""

import asyncio
from pathlib import Path

import pytest

from wslearn.course.load import load_course
from wslearn.course.project import write_project
from wslearn.course.stages import stages
from wslearn.course.verbs import parse_verb
from wslearn.errors import ClientError
from wslearn.pages.program import find_program
from wslearn.server.process import Server
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.player import PROMPT, Player
from wslearn.trace.record import Record

pytestmark = [pytest.mark.live, pytest.mark.browser]

needs_browser = pytest.mark.skipif(find_program() is None, reason="there is no Chromium on this machine")


async def played(folder: Path, lines: str) -> list[Record]:
    """The records of verbs in a project of lesson 1, whose page /hello/ says hello by itself."""
    course = load_course()
    lesson = course.lessons[0]
    write_project(folder, course, [stage for stage in stages(course) if stage.lesson == lesson][-2])
    live = Live([])
    host = Host(folder, lesson.server, live, lambda name: Server(live.take_from_thread, name))
    player = Player(host, live, SilentFace())
    try:
        for line in lines.splitlines():
            finding = await player.run(parse_verb(line.strip(), PROMPT))
            assert finding is None, finding
        return list(live.records)
    finally:
        await player.close()
        host.stop()


@needs_browser
def test_a_page_is_opened_recorded_and_left(tmp_path: Path) -> None:
    """Its JavaScript is recorded under the tab's name, with its own connection; its tab closes with 1001."""
    script = """\
        ada: open /hello/
        wait ada: client page.open
        wait ada: asgi websocket.accept
        ada: leave
        wait ada: asgi websocket.disconnect receive code=1001"""
    records = asyncio.run(played(tmp_path, script))
    opened = next(record for record in records if record.type == "page.open")
    assert opened.data["client"] == "ada"
    assert {record.conn for record in records if record.type == "websocket.accept"} == {opened.conn}


@needs_browser
def test_the_browser_goes_with_the_session(tmp_path: Path) -> None:
    """A server that is started anew is recorded, too; nothing is left of the browser at the end."""
    script = """\
        open /hello/
        wait page: client page.open
        server restart
        page2: open /hello/
        wait page2: client page.open"""
    records = asyncio.run(played(tmp_path, script))
    assert [record.data["client"] for record in records if record.type == "page.open"] == ["page", "page2"]


def test_without_a_browser_the_address_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install, and the address to open by hand."""
    monkeypatch.setenv("WSLEARN_CHROMIUM", "no-such-browser")
    with pytest.raises(ClientError) as caught:
        asyncio.run(played(tmp_path, "open /hello/"))
    assert "Chromium" in caught.value.message
    assert "/hello/" in caught.value.hint
