"""The Redis of a session: the one that REDIS_URL names, else one of its own. Only its own is ever stopped."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

from wslearn.errors import ClientError
from wslearn.session.redis_server import RedisServer, find_program

URL = "REDIS_URL"
PREFIX = "REDIS_PREFIX"
"""The variables that the project finds its Redis by, and what its keys begin with."""

Keys = Mapping[str, object]
"""Key → the members of a group; of a channel, how many messages wait in it."""

_OWN_PREFIX = "asgi"  # what channels_redis takes when nobody says otherwise
_PORT = 6379
_SECONDS = 10.0
# In a process of its own, with the client library of the project: this one has not got to have it.
_LIST = """
import json, os, redis
prefix = os.environ["REDIS_PREFIX"]
keys = {}
with redis.Redis.from_url(os.environ["REDIS_URL"]) as connection:
    for key in sorted(connection.scan_iter(prefix + "*")):
        name = key.decode("utf-8", "backslashreplace")
        if name.startswith(prefix + ":group:"):
            keys[name] = [member.decode() for member in connection.zrange(key, 0, -1)]
        elif not name.endswith("$inflight"):
            keys[name] = connection.zcard(key)
print(json.dumps(keys))
"""
# Redis knows who subscribes; a client that lost it comes back when it next tries, and says so to nobody else.
_COUNT = """
import os, redis
with redis.Redis.from_url(os.environ["REDIS_URL"]) as connection:
    print(len(connection.client_list(_type="pubsub")))
"""
_WAIT = """
import os, redis, sys, time
end = time.monotonic() + float(sys.argv[2])
with redis.Redis.from_url(os.environ["REDIS_URL"]) as connection:
    while len(connection.client_list(_type="pubsub")) < int(sys.argv[1]) and time.monotonic() < end:
        time.sleep(0.02)
"""
_CLEAN = """
import os, redis
with redis.Redis.from_url(os.environ["REDIS_URL"]) as connection:
    for key in connection.scan_iter(os.environ["REDIS_PREFIX"] + "*"):
        connection.delete(key)
"""


def given() -> str | None:
    """The address in REDIS_URL, or None."""
    return os.environ.get(URL) or None


def answers(url: str) -> bool:
    """Whether somebody listens at an address; True of one that is no host and port."""
    try:
        parts = urlsplit(url)
        if not parts.hostname:
            return True
        with socket.create_connection((parts.hostname, parts.port or _PORT), timeout=1):
            return True
    except (OSError, ValueError):
        return False


class Redis:
    """Begun when a server first asks for its environment; ended with `close`."""

    def __init__(self) -> None:
        self._own: RedisServer | None = None
        self._running = False
        self._listeners = 0
        self._environment: dict[str, str] | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables for the project's processes; none where this machine has no Redis."""
        if self._environment is None:
            self._environment = self._begin()
        return self._environment

    async def start(self) -> None:
        """Start it again at the same address, and empty; those who had subscribed have done so again, if they try.

        Raises:
            ClientError: it is not ours, or does not start.
        """
        own = self._of_ours("started")
        if not self._running:
            self._own = RedisServer(find_program() or "redis-server", own.port)
            self._running = True
            await self._ask(_WAIT, str(self._listeners), str(_SECONDS))

    async def stop(self) -> None:
        """Kill it.

        Raises:
            ClientError: it is not ours.
        """
        own = self._of_ours("stopped")
        if self._running:
            self._listeners = int(await self._ask(_COUNT))
            own.stop()
        self._running = False

    async def keys(self) -> Keys:
        """What is in it of ours now, without what is just being handed over to a consumer.

        Raises:
            ClientError: it does not answer, or there is none.
        """
        if not self.environment:
            raise ClientError("There is no Redis here.", f"Set {URL}, or install redis-server.")
        keys: Keys = json.loads(await self._ask(_LIST))
        return keys

    def close(self) -> None:
        """Stop it where it is ours; else take our keys out of it."""
        if self._own is not None and self._running:
            self._own.stop()
        elif self._own is None and self._environment:
            subprocess.run(
                [sys.executable, "-c", _CLEAN],
                env={**os.environ, **self._environment},
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        self._running, self._own, self._environment = False, None, None

    async def _ask(self, code: str, *arguments: str) -> str:
        """What a process of its own, that speaks to Redis, prints."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", code, *arguments),
            env={**os.environ, **self.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            output, complaint = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode:
            lines = complaint.decode("utf-8", "replace").split("\n")
            raise ClientError(f"Redis does not answer: {''.join(lines[-2:])}", "Start it: redis start")
        return output.decode()

    def _begin(self) -> dict[str, str]:
        if url := given():
            return {URL: url, PREFIX: f"wslearn-{uuid.uuid4().hex[:8]}"}
        program = find_program()
        if program is None:
            return {}
        self._own = RedisServer(program)
        self._running = True
        return {URL: self._own.url, PREFIX: _OWN_PREFIX}

    def _of_ours(self, done: str) -> RedisServer:
        if self.environment and self._own is None:
            raise ClientError(
                f"wslearn did not start the Redis that {URL} names, so it is not {done}.",
                f"Unset {URL} for one of its own.",
            )
        if self._own is None:
            raise ClientError("There is no Redis here.", f"Set {URL}, or install redis-server.")
        return self._own
