"""Topics, and texts that hold them."""

import pytest

from wslearn.protocol.error_texts import ERROR_TEXTS, ErrorText
from wslearn.protocol.explain import LONGEST, explain, suggest, topics

TOPICS = [
    ("1006", "1006"),
    (" 'close code 1006' ", "1006"),
    ("4123", "4123"),
    ("4000-4999", "4000-4999"),
    ("403", "403"),
    ("HTTP 403", "403"),
    ("502", "502"),
    ("no answer", "no answer"),
    ("websocket.close", "websocket.close"),
    ("websocket_close", "websocket.close"),
    ("WEBSOCKET.CLOSE", "websocket.close"),
    ("readyState 1", "readyState 1"),
    ("OPEN", "readyState 1"),
    ("WebSocket.OPEN", "readyState 1"),
    ("3", "readyState 3"),
    ("ping", "opcode 9"),
    ("opcode 0xA", "opcode 10"),
    ("close-reason", "close-reason"),
    ("text-not-str", "text-not-str"),
]


@pytest.mark.parametrize(("typed", "topic"), TOPICS)
def test_a_topic_is_found_as_people_type_it(typed: str, topic: str) -> None:
    """Capitals, quotes, blanks and words around a number do not matter."""
    explanation = explain(typed)
    assert explanation is not None
    assert explanation.topic == topic


@pytest.mark.parametrize("topic", [name for names in topics().values() for name in names])
def test_every_listed_topic_explains_itself(topic: str) -> None:
    """What the list offers can be typed, and leads to itself; so do the related topics."""
    explanation = explain(topic)
    assert explanation is not None
    assert explanation.topic == topic
    assert all(explain(related) for related in explanation.related)
    assert all(section.text for section in explanation.sections)


@pytest.mark.parametrize("error", ERROR_TEXTS.values(), ids=ERROR_TEXTS)
def test_an_error_is_found_by_the_text_it_prints(error: ErrorText) -> None:
    """The sample of each entry leads to that entry, alone and in the middle of a log."""
    sample = error.sample
    for text in (sample, f"2026-11-21 12:00:00 ERROR {sample}\n127.0.0.1 - - done\n"):
        explanation = explain(text)
        assert explanation is not None
        assert explanation.topic == error.id


def test_the_last_error_of_a_traceback_counts() -> None:
    """With a chain of exceptions the last is explained, and the first is named as related."""
    text = (
        "Traceback (most recent call last):\n"
        '  File "asgi.py", line 3, in <module>\n'
        "ModuleNotFoundError: No module named 'live.routring'\n\n"
        "The above exception was the direct cause of the following exception:\n\n"
        "ImproperlyConfigured: Cannot import ASGI_APPLICATION module 'mysite.asgi'\n"
    )
    explanation = explain(text)
    assert explanation is not None
    assert explanation.topic == "asgi-application-import"
    assert explanation.related == ("module-not-found",)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("websockets.exceptions.InvalidStatus: server rejected WebSocket connection: HTTP 403", "403"),
        ("Error during WebSocket handshake: Unexpected response code: 500", "500"),
        ('"GET /chat/ HTTP/1.1" 404 179', "404"),
        ("ConnectionClosedError: received 1011 (internal error); then sent 1011 (internal error)", "1011"),
        ("ConnectionClosedError: no close frame received or sent", "1006"),
        ("{'type': 'websocket.disconnect', 'code': 4001}", "4001"),
        ("what is this websocket.accept thing", "websocket.accept"),
    ],
)
def test_a_text_without_a_known_error_is_searched_for_what_it_names(text: str, topic: str) -> None:
    """A status, a close code or an event type inside a longer text is explained."""
    explanation = explain(text)
    assert explanation is not None
    assert explanation.topic == topic


@pytest.mark.parametrize("text", ["", "   ", "blah", "9999", "99999", "600000", "299", "50", "²", "\x1b[31m"])
def test_what_is_not_known_is_none(text: str) -> None:
    """Nonsense, an empty topic and numbers that mean nothing give None, never an exception."""
    assert explain(text) is None


def test_only_the_end_of_a_huge_text_is_searched() -> None:
    """An error at the end of a huge log is found; one before the last 100,000 characters is not."""
    sample = ERROR_TEXTS["no-route"].sample
    assert explain("x\n" * LONGEST + sample) is not None
    assert explain(sample + " " + "x\n" * LONGEST) is None


@pytest.mark.parametrize(
    ("typed", "first"), [("websocket.clos", "websocket.close"), ("1o06", "1006"), ("acept-headers", "accept-headers")]
)
def test_a_near_miss_is_suggested(typed: str, first: str) -> None:
    """The nearest topic comes first, and there are at most five."""
    assert suggest(typed)[0] == first
    assert len(suggest(typed)) <= 5


def test_a_part_of_a_name_is_suggested() -> None:
    """A word inside a topic's name finds it."""
    assert "redis-8-timeout" in suggest("redis")


def test_nothing_like_it_gives_no_suggestion() -> None:
    """A text like no topic gives an empty list, however long it is."""
    assert suggest("qqqqqqqq" * 10_000) == []
