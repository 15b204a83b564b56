"""Our own reading of a JSON text, held against json.loads."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.conversion.form import Node
from wslearn.conversion.json_tree import json_tree

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters())
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=15)


def plain(node: Node) -> Any:
    """The Python value of a tree."""
    if node.type == "object":
        return {item.name: plain(item.value) for item in node.items}
    if node.type == "array":
        return [plain(item.value) for item in node.items]
    return node.string if node.type == "string" else json.loads(node.text)


@given(VALUES)
def test_reads_what_json_loads_reads(value: Any) -> None:
    """The same shape and the same strings, indented or not, escaped or not."""
    for text in (json.dumps(value), json.dumps(value, indent=1, ensure_ascii=False)):
        tree = json_tree(text)
        assert tree is not None
        assert plain(tree) == value


def test_keeps_what_both_languages_forget() -> None:
    """Numbers as they are written, and a name that stands there twice."""
    tree = json_tree(' {"a": 1.0, "a" : -0, "\\u0062":[1E5, NaN]} ')

    assert tree is not None
    assert [(item.key, item.name, item.value.text) for item in tree.items] == [
        ('"a"', "a", "1.0"),
        ('"a"', "a", "-0"),
        ('"\\u0062"', "b", ""),
    ]
    assert [item.value.text for item in tree.items[2].value.items] == ["1E5", "NaN"]


@pytest.mark.parametrize("text", ["[" * 102 + "]" * 102, "[" + "1," * 50_000 + "1]"])
def test_too_deep_or_too_large_is_not_read(text: str) -> None:
    """Beyond the limits there is no tree, and no error."""
    assert json_tree(text) is None
