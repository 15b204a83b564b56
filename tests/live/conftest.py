"""One recorded server of the sample project for all tests that do not break it."""

import base64
import os
from collections.abc import Iterator

import pytest

from tests.live.recorded import Collector, recorded


@pytest.fixture(scope="session")
def sample() -> Iterator[tuple[int, Collector]]:
    """Port and records of the sample project's server."""
    with recorded() as (_, ready, collector):
        yield ready.port, collector


@pytest.fixture
def key() -> str:
    """A Sec-WebSocket-Key of this test's own, to find its connection among all records."""
    return base64.b64encode(os.urandom(16)).decode()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder starts something real."""
    for item in items:
        if "tests/live" in item.path.as_posix():
            item.add_marker(pytest.mark.live)
