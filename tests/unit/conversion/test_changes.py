"""Comparing two typed values."""

import pytest

from wslearn.conversion.changes import compare, same
from wslearn.conversion.form import Node
from wslearn.conversion.json_tree import json_tree
from wslearn.conversion.python_tree import python_tree


def tree(value: object) -> Node:
    """The tree of a Python value."""
    result = python_tree(value)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("first", "second"),
    [(1, 1.0), (1, True), (0.0, -0.0), ([1], (1,)), ({1: 2}, {"1": 2}), ({"a": 1}, {"b": 1}), ("é", "e"), ([], [1])],
)
def test_what_is_not_the_same(first: object, second: object) -> None:
    """Types, signs, keys and lengths count."""
    assert not same(tree(first), tree(second))


@pytest.mark.parametrize("value", [float("nan"), {"a": [1, None]}, "", []])
def test_what_is_the_same(value: object) -> None:
    """A value is the same as itself, NaN too."""
    assert same(tree(value), tree(value))


def test_order_of_names_does_not_count() -> None:
    """As in Python's `==`."""
    assert same(tree({"a": 1, "b": 2}), tree({"b": 2, "a": 1}))


def test_places_are_named_as_both_languages_write_them() -> None:
    """A change deep inside says where it is, in a way that can be typed in Python and in JavaScript."""
    after = json_tree('{"a b": [0, [1, 2]]}')
    assert after is not None

    (change,) = compare("json.dumps", tree({"a b": [0, (1, 2)]}), after)

    assert change.where == 'value["a b"][1]'


def test_quotes_of_values_are_short() -> None:
    """A change quotes at most 200 characters of a value."""
    after = json_tree(str([0] * 500))
    assert after is not None

    (change,) = compare("json.dumps", tree((0,) * 500), after)

    assert len(change.before) == len(change.after) == 201
