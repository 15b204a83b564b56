"""The Redis of a session, a second server beside the first, and the verbs for both."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.live import redis_server
from wslearn.course.load import load_course
from wslearn.course.model import ServerSettings
from wslearn.course.project import write_project
from wslearn.course.stages import stages
from wslearn.course.verbs import parse_verb
from wslearn.errors import ClientError
from wslearn.server.process import Server
from wslearn.session import means
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.player import PROMPT, Player
from wslearn.session.redis import Redis, answers
from wslearn.session.redis_server import RedisServer, find_program

pytestmark = [pytest.mark.live, pytest.mark.redis]

_LAYERS = """
import os

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [os.environ["REDIS_URL"]], "prefix": os.environ["REDIS_PREFIX"]},
    },
}
"""
_CONSUMER = """
from channels.generic.websocket import AsyncWebsocketConsumer


class HelloConsumer(AsyncWebsocketConsumer):
    groups = ["room"]

    async def receive(self, text_data):
        await self.channel_layer.group_send("room", {"type": "room.say", "text": text_data})

    async def room_say(self, event):
        await self.send(event["text"])


RefuseConsumer = SilentConsumer = HelloConsumer
"""


@pytest.fixture
def url() -> Iterator[str]:
    """A Redis that this wslearn did not start."""
    with redis_server.running() as running:
        yield running


@pytest.fixture
def no_url(monkeypatch: pytest.MonkeyPatch) -> None:
    """wslearn has to start one of its own."""
    monkeypatch.delenv("REDIS_URL", raising=False)
    if missing := means.lacking("own-redis"):
        pytest.skip(missing)


def written(folder: Path) -> Path:
    """A project whose rooms are on Redis."""
    course = load_course()
    write_project(folder, course, [stage for stage in stages(course) if stage.lesson == course.lessons[0]][-2])
    with (folder / "mysite/settings.py").open("a") as settings:
        settings.write(_LAYERS)
    (folder / "live/consumers.py").write_text(_CONSUMER)
    return folder


@asynccontextmanager
async def playing(folder: Path) -> AsyncIterator[tuple[Player, Live]]:
    """Verbs on servers that find a Redis."""
    live = Live([])
    host = Host(folder, ServerSettings(redis=True), live, lambda name: Server(live.take_from_thread, name))
    player = Player(host, live, SilentFace())
    try:
        yield player, live
    finally:
        await player.close()
        host.close()


async def do(player: Player, lines: str) -> None:
    """Each verb does what it says."""
    for line in lines.strip().splitlines():
        finding = await player.run(parse_verb(line.strip(), PROMPT))
        assert finding is None or finding.passed, finding


@pytest.mark.usefixtures("no_url")
def test_two_servers_share_one_redis_until_it_is_killed(tmp_path: Path) -> None:
    """A message crosses; the keys are in the trace; killing Redis ends both clients; started again it is empty."""

    async def play() -> None:
        async with playing(written(tmp_path)) as (player, live):
            await do(player, "alice: connect /ws/hello/\nbob: connect /ws/hello/ --server two")
            await do(player, "redis keys\nbob: send hi\nalice: expect hi\nbob: expect hi")
            await do(player, "redis stop\nalice: expect-close 1011\nbob: expect-close 1011")
            with pytest.raises(ClientError, match="does not answer"):
                await do(player, "redis keys")
            await do(player, "redis start\nredis keys\ncarol: connect /ws/hello/\ncarol: send back\ncarol: expect back")
            full, empty = (record.data["keys"] for record in live.records if record.type == "keys")
            assert ({name: len(members) for name, members in full.items()}, empty) == ({"asgi:group:room": 2}, {})
            assert {record.src for record in live.records if record.lane == "asgi"} == {"server-1", "two-2"}

    asyncio.run(play())


@pytest.mark.usefixtures("no_url")
def test_a_server_that_is_stopped_is_stopped_alone(tmp_path: Path) -> None:
    """`server stop two` leaves the first one; nobody connects to the second until it is started again."""

    async def play() -> None:
        async with playing(written(tmp_path)) as (player, _):
            await do(player, "a: connect /ws/hello/\nb: connect /ws/hello/ --server two\nserver stop two")
            await do(player, "b: expect-close 1006\na: send still here\na: expect still here")
            with pytest.raises(ClientError, match="stopped") as caught:
                await do(player, "b: connect /ws/hello/ --server two")
            assert caught.value.hint == "Start it again: server start two"
            await do(player, "server start two\nb: connect /ws/hello/ --server two\nb: send hi\na: expect hi")

    asyncio.run(play())


def test_another_redis_is_neither_stopped_nor_flushed(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With REDIS_URL the verbs that stop are refused; keys have a prefix of their own, and only they are taken out."""
    monkeypatch.setenv("REDIS_URL", url)
    assert means.lacking("redis") is None
    assert "left alone" in (means.lacking("own-redis") or "")
    redis = pytest.importorskip("redis")
    with redis.Redis.from_url(url) as connection:
        connection.set(f"asgi:theirs-{tmp_path.name}", "kept")

        async def play() -> None:
            async with playing(written(tmp_path)) as (player, live):
                await do(player, "alice: connect /ws/hello/\nredis keys")
                for verb in ("stop", "start"):
                    with pytest.raises(ClientError, match="did not start"):
                        await do(player, f"redis {verb}")
                (key,) = next(record.data["keys"] for record in live.records if record.type == "keys")
                assert key.startswith("wslearn-")
                seen.append(key)

        seen: list[str] = []
        asyncio.run(play())
        assert connection.exists(*seen) == 0
        assert connection.getdel(f"asgi:theirs-{tmp_path.name}") == b"kept"


@pytest.mark.usefixtures("no_url")
def test_redis_ends_with_who_started_it() -> None:
    """A wslearn that is killed leaves no Redis behind."""
    code = "import sys, time; from wslearn.session.redis_server import *; "
    code += "server = RedisServer(find_program()); print(server.url, flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
            process.kill()
            with suppress(ConnectionResetError):
                assert connection.recv(1) == b""


@pytest.mark.usefixtures("no_url")
def test_a_redis_that_is_not_needed_is_not_started() -> None:
    """Only who asks for the environment has one; closed, it is gone."""
    redis = Redis()
    redis.close()
    url = redis.environment["REDIS_URL"]
    assert answers(url)
    redis.close()
    assert not answers(url)


@pytest.mark.usefixtures("no_url")
def test_a_program_that_does_not_start_is_told() -> None:
    """A port that is taken: one sentence, and it does not take for ever."""
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(ClientError, match="does not start"):
        RedisServer(find_program() or "", listener.getsockname()[1])
    assert time.monotonic() - begun < 30
