"""Python values as typed trees."""

from collections import namedtuple

import pytest

from wslearn.conversion.python_tree import python_tree

Point = namedtuple("Point", "x y")


def test_types_are_pythons_own() -> None:
    """Each value has the name of its class, each key its own type, and lists count their places."""
    tree = python_tree({"a": Point(1, True), 2: {3}})

    assert tree is not None
    assert [(item.key, item.key_type, item.name, item.value.type) for item in tree.items] == [
        ("'a'", "str", "a", "Point"),
        ("2", "int", "2", "set"),
    ]
    point = tree.items[0].value
    assert [(item.name, item.value.type, item.value.text) for item in point.items] == [
        ("0", "int", "1"),
        ("1", "bool", "True"),
    ]


def test_limits() -> None:
    """A circle and a value of too many parts have no tree, and no error."""
    circle: list[object] = []
    circle.append(circle)

    assert python_tree(circle) is None
    assert python_tree([0] * 50_000) is None
    assert python_tree([0] * 49_999) is not None


@pytest.mark.parametrize("value", ["é", ""])
def test_strings_keep_their_characters(value: str) -> None:
    """A string's characters are there beside how Python writes it."""
    tree = python_tree(value)

    assert tree is not None
    assert (tree.string, tree.text) == (value, repr(value))
