"""What a lesson can be played with beside Python, and what to do where this machine has not got it."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from types import MappingProxyType

from wslearn.pages.program import VARIABLE, find_program
from wslearn.session import nginx, redis, redis_server


def lacking(*means: str) -> str | None:
    """A sentence on the first that is missing, and what to install; None where all are there.

    Args:
        means: names of `wslearn.course.blocks.MEANS`.
    """
    return next((sentence for name in means if (sentence := _LACKING[name]())), None)


def _browser() -> str | None:
    if find_program() is not None:
        return None
    return f"No browser was found that can be driven: install Chromium or Chrome, or name one in {VARIABLE}."


def _redis() -> str | None:
    if find_spec("channels_redis") is None:
        return "The package channels_redis is not installed: pip install 'wslearn[redis]'."
    url = redis.given()
    if url is None and redis_server.find_program() is None:
        return f"No Redis was found: install redis-server, or write the address of a Redis into {redis.URL}."
    if url is not None and not redis.answers(url):
        return f"The Redis that {redis.URL} names does not answer: start it, or unset {redis.URL}."
    return None


def _own_redis() -> str | None:
    if redis.given() is None:
        return _redis()
    return f"The Redis that {redis.URL} names is not wslearn's own, and is left alone: unset {redis.URL} for this step."


def _nginx() -> str | None:
    return None if nginx.find_program() else "No nginx was found: install the package nginx."


_LACKING: Mapping[str, Callable[[], str | None]] = MappingProxyType(
    {"browser": _browser, "redis": _redis, "own-redis": _own_redis, "nginx": _nginx}
)
