"""A real nginx in front of Daphne: `connect --through`, and the end of it."""

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from wslearn.course.load import load_course
from wslearn.course.project import write_project
from wslearn.course.stages import stages
from wslearn.course.verbs import parse_verb
from wslearn.errors import ClientError
from wslearn.server.process import Server
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.nginx import KINDS, Nginx, find_program
from wslearn.session.player import PROMPT, Player
from wslearn.trace.record import Record

pytestmark = [pytest.mark.live, pytest.mark.nginx]

needs_nginx = pytest.mark.skipif(find_program() is None, reason="there is no nginx on this machine")


async def played(folder: Path, lines: Sequence[str]) -> list[Record]:
    """The records of verbs in a project of lesson 1, whose consumer says hello by itself; each expectation held."""
    course = load_course()
    lesson = course.lessons[0]
    write_project(folder, course, [stage for stage in stages(course) if stage.lesson == lesson][-1])
    live = Live([])
    host = Host(folder, lesson.server, live, lambda name: Server(live.take_from_thread, name))
    player = Player(host, live, SilentFace())
    try:
        for line in lines:
            finding = await player.run(parse_verb(line, PROMPT))
            assert finding is None or finding.passed, finding
        await host.settled()
        return list(live.records)
    finally:
        await player.close()
        host.close()


@needs_nginx
def test_each_way_through_gives_its_answer(tmp_path: Path) -> None:
    """Without both headers there is no WebSocket; with them there is, also inside TLS that is trusted."""
    records = asyncio.run(
        played(
            tmp_path,
            [
                "plain: connect /ws/hello/ --through plain",
                "plain: expect-rejected 404",
                "half: connect /ws/hello/ --through half",
                "half: expect-rejected 400",
                "upgrade: connect /ws/hello/ --through upgrade",
                "upgrade: expect-message",
                "stranger: connect /ws/hello/ --through tls",
                "stranger: expect-rejected none",
                "friend: connect /ws/hello/ --through tls --trust",
                "friend: expect-message",
            ],
        )
    )
    failed = [record.data for record in records if record.type == "failed"]
    assert [(data["client"], "not trusted" in data["error"]) for data in failed] == [("stranger", True)]


@needs_nginx
def test_a_server_that_starts_again_is_reached(tmp_path: Path) -> None:
    """The proxy goes with the server, wherever that listens now."""
    script = ["connect /ws/hello/ --through upgrade", "expect-message", "server restart"]
    asyncio.run(played(tmp_path, [*script, "connect /ws/hello/ --through upgrade", "expect-message"]))


@needs_nginx
def test_nothing_is_left_of_it() -> None:
    """When it is stopped, nobody listens any more and its folder with the key is gone."""
    program = find_program()
    assert program is not None
    nginx = Nginx(program, 9)
    ports = [urlsplit(nginx.address(kind)).port for kind in KINDS]
    assert nginx.certificate.is_file()
    nginx.stop()
    assert not nginx.certificate.exists()
    for port in ports:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port or 0), timeout=5)


def test_a_management_command_is_in_the_trace(tmp_path: Path) -> None:
    """What it was, how it ended and what it printed, so that a lesson can expect it."""
    records = asyncio.run(played(tmp_path, ["manage check"]))
    told = next(record for record in records if record.type == "manage")
    assert told.data["command"] == "manage.py check"
    assert told.data["status"] == 0
    assert "no issues" in told.data["output"]


def test_without_an_nginx_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that was typed says what to install."""
    monkeypatch.setattr("wslearn.session.player.find_nginx", lambda: None)
    with pytest.raises(ClientError) as caught:
        asyncio.run(played(tmp_path, ["connect /ws/hello/ --through upgrade"]))
    assert "nginx" in caught.value.hint
