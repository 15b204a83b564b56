"""The lane layer on a real Redis: what leaves one process arrives in the other, and each tells its own part."""

import base64
import os
import uuid
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.live import redis_server
from tests.live.raw_socket import RawSocket
from tests.live.recorded import SAMPLE, Collector, of_key, pick
from wslearn.server.process import Server, Serving
from wslearn.trace.record import Record

pytestmark = pytest.mark.redis


class Two(NamedTuple):
    """Two servers of one project, both over one Redis, and the records of both."""

    ports: tuple[int, int]
    collector: Collector


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Of a running Redis."""
    pytest.importorskip("channels_redis", reason="channels-redis is not installed: pip install -e '.[redis]'")
    with redis_server.running() as running:
        yield running


@pytest.fixture(scope="module", params=["core.RedisChannelLayer", "pubsub.RedisPubSubChannelLayer"])
def two(request: pytest.FixtureRequest, url: str) -> Iterator[Two]:
    """`server-1` and `server-2`."""
    environment = {"LAYER": request.param, "REDIS_URL": url, "PREFIX": f"test-{uuid.uuid4().hex}"}
    collector = Collector()
    servers = [Server(collector, name) for name in ("server-1", "server-2")]
    for server in servers:
        server.serve(Serving(str(SAMPLE / "redis"), settings="settings", environment=environment))
    try:
        first, second = (server.wait_ready(30).port for server in servers)
        yield Two((first, second), collector)
    finally:
        for server in servers:
            server.stop()


class Member:
    """One client in the room, and the records of its connection."""

    def __init__(self, two: Two, server: int, path: str = "room") -> None:
        self._two = two
        self._key = base64.b64encode(os.urandom(16)).decode()
        self.socket = RawSocket(two.ports[server - 1], f"/ws/{path}/", key=self._key)
        self._src = f"server-{server}"
        assert self.hears() == "in"

    def hears(self) -> str:
        """The next text."""
        return self.socket.frame().payload.decode()

    def leave(self) -> list[Record]:
        """Close; all records of the connection."""
        with self.socket:
            self.socket.close()
            return self.until("asgi", "return")

    def until(self, lane: str, type: str) -> list[Record]:
        """All records of the connection, once its own server told of this one."""
        return of_key(self._two.collector.wait(lambda all: bool(pick(self._of(all), lane, type))), self._key)

    def _of(self, records: list[Record]) -> list[Record]:
        return of_key([record for record in records if record.src == self._src], self._key)


def own(records: list[Record], src: str) -> list[Record]:
    """The records of one process: numbers of connections are each process's own."""
    return [record for record in records if record.src == src]


def test_a_group_message_crosses_processes(two: Two) -> None:
    """Said on one server, heard on both: group_send on the one, a delivery on each, to the last message."""
    alice, bob = Member(two, 1), Member(two, 2)
    texts = [f"message {number}" for number in range(30)]
    for text in texts:
        alice.socket.text(text)
    assert [alice.hears() for _ in texts] == texts
    assert [bob.hears() for _ in texts] == texts
    heard, said = own(bob.leave(), "server-2"), own(alice.leave(), "server-1")
    assert [r.data["message"]["text"] for r in pick(said, "layer", "group_send")] == texts
    for records in (heard, said):
        deliveries = pick(records, "layer", "deliver")
        assert [record.data["message"]["text"] for record in deliveries] == texts
        enters = pick(records, "consumer", "enter", method="said")
        assert [record.cause for record in enters] == [record.id for record in deliveries]
        assert {record.data["source"] for record in enters} == {"layer"}


def test_causes_within_a_process(two: Two) -> None:
    """A delivery is caused by the group_send of its own process; one from elsewhere has no cause here."""
    alice, bob = Member(two, 1), Member(two, 2)
    for number in range(5):
        alice.socket.text(f"from alice {number}")
        assert (alice.hears(), bob.hears()) == (f"from alice {number}",) * 2
        bob.socket.text(f"from bob {number}")
        assert (alice.hears(), bob.hears()) == (f"from bob {number}",) * 2
    records = own(alice.leave(), "server-1")
    bob.leave()
    sends = {r.data["message"]["text"]: r.id for r in pick(records, "layer", "group_send")}
    causes = {r.data["message"]["text"]: r.cause for r in pick(records, "layer", "deliver")}
    assert len(sends) == 5
    assert causes == {**sends, **{f"from bob {number}": None for number in range(5)}}


def test_joining_and_leaving_are_seen(two: Two) -> None:
    """new_channel, group_add, group_discard: with the group and the channel's real name."""
    records = own(Member(two, 1).leave(), "server-1")
    (made,) = pick(records, "layer", "new_channel")
    channel = made.data["channel"]
    assert pick(records, "layer", "group_add", group="room", channel=channel)
    assert pick(records, "layer", "group_discard", group="room", channel=channel)


def test_a_direct_send_is_followed(two: Two) -> None:
    """A message to one's own channel: the delivery is caused by it, though Redis made a list of the tuple."""
    alice = Member(two, 1)
    alice.socket.text("direct")
    assert alice.hears() == "direct"
    records = own(alice.leave(), "server-1")
    (send,), (deliver,) = pick(records, "layer", "send"), pick(records, "layer", "deliver")
    assert (send.data["message"]["pair"], deliver.data["message"]["pair"]) == ((1, 2), [1, 2])
    assert deliver.cause == send.id


def test_a_sync_consumer_is_followed(two: Two) -> None:
    """async_to_sync(group_send) in a SyncConsumer: from its method to its method."""
    alice = Member(two, 1, "sync-room")
    alice.socket.text("hello")
    assert alice.hears() == "hello"
    records = own(alice.leave(), "server-1")
    (send,), (deliver,) = pick(records, "layer", "group_send"), pick(records, "layer", "deliver")
    assert send.cause == pick(records, "consumer", "enter", method="websocket_receive")[0].id
    assert deliver.cause == send.id


def test_what_redis_cannot_hold_is_an_exception(two: Two) -> None:
    """An object in a message: the exception is recorded with the project's line, and nothing is delivered."""
    alice = Member(two, 1)
    with alice.socket:
        alice.socket.text("unserialisable")
        assert alice.socket.frame().payload == b"\x03\xf3"
        records = own(alice.until("consumer", "exception"), "server-1")
    (failure,) = pick(records, "consumer", "exception")
    assert failure.data["class"] == "TypeError"
    assert "serialize" in failure.data["message"]
    assert failure.data["file"].endswith("consumers.py")
    assert not pick(records, "layer", "deliver")
