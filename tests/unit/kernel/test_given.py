"""What a cell gives to a call: taken in the forms that people write, refused in a sentence."""

from collections.abc import Callable

import pytest

from wslearn.errors import UsageError
from wslearn.kernel import given

CIRCLE: list[object] = []
CIRCLE.append(CIRCLE)


@pytest.mark.parametrize(
    ("call", "value", "taken"),
    [
        (given.headers_of, {"Name": "value"}, (("Name", "value"),)),
        (given.headers_of, [["Name", "value"]], (("Name", "value"),)),
        (given.headers_of, (), ()),
        (given.subprotocols_of, "chat", ("chat",)),
        (given.subprotocols_of, ["a", "b"], ("a", "b")),
        (given.proxy_of, "tls", "tls"),
        (given.proxy_of, None, None),
        (given.seconds_of, 0, 0),
        (given.json_of, {"a": [1, None]}, '{"a":[1,null]}'),
    ],
)
def test_what_people_write_is_taken(call: Callable[[object], object], value: object, taken: object) -> None:
    """A dict of headers, and one subprotocol as a page writes it, mean what they look like."""
    assert call(value) == taken


@pytest.mark.parametrize(
    ("call", "value", "said"),
    [
        (given.path_of, "ws/json/", "The path 'ws/json/' does not begin with a slash."),
        (given.path_of, 7, "The path 7 does not begin with a slash."),
        (given.name_of, "a b: c", "A client cannot be called 'a b: c'."),
        (given.name_of, 5, "A client cannot be called 5."),
        (given.headers_of, ["ab"], "These are no headers: ['ab']."),
        (given.headers_of, [("Name", 1)], "These are no headers: [('Name', 1)]."),
        (given.subprotocols_of, [1], "subprotocols needs a list of texts, and this is [1]."),
        (given.proxy_of, "zzz", "There is no way through 'zzz'."),
        (given.seconds_of, float("nan"), "nan is no number of seconds."),
        (given.seconds_of, -1, "-1 is no number of seconds."),
        (given.seconds_of, "2", "'2' is no number of seconds."),
        (given.json_of, {1, 2}, "json.dumps cannot write this: Object of type set is not JSON serializable."),
        (given.json_of, CIRCLE, "json.dumps cannot write this: Circular reference detected."),
    ],
)
def test_what_cannot_be_is_said(call: Callable[[object], object], value: object, said: str) -> None:
    """One sentence says what is wrong, and a hint what to write."""
    with pytest.raises(UsageError) as raised:
        call(value)
    assert raised.value.message == said
    assert raised.value.hint


@pytest.mark.parametrize(
    ("call", "value", "kind"),
    [(given.text_of, 7, "int"), (given.bytes_of, "text", "str"), (given.texts_of, "abc", "list of texts")],
)
def test_the_wrong_kind_is_not_sent(call: Callable[[str, object], object], value: object, kind: str) -> None:
    """A text that is given as bytes would go out as a text frame: it is refused, by the name of the method."""
    with pytest.raises(UsageError, match=f"^send_it needs .*{kind}"):
        call("send_it", value)


def test_a_big_value_is_not_quoted_whole() -> None:
    """A message of a megabyte in an error would fill the notebook."""
    assert len(given.quoted("x" * 1_000_000)) < 250
    assert given.quoted("x" * 1_000_000).endswith("… (1,000,002 characters)")
