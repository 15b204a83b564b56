"""Trees written as their languages write them."""

import pytest

from wslearn.conversion import engine
from wslearn.conversion.python_tree import python_tree
from wslearn.conversion.written import written


@pytest.mark.parametrize("value", [[], (), {}, (1,), [1, (2, 3)], {"a": {1: None}, (1, 2): "x"}, "it's"])
def test_python_as_repr(value: object) -> None:
    """Plain data is written as `repr` writes it."""
    tree = python_tree(value)

    assert tree is not None
    assert written(tree) == repr(value)


def test_javascript_as_source() -> None:
    """Names without needless quotes, classes before their braces, what is no JSON included."""
    source = "{a1: [], 'b-c': [undefined, -0], m: new Map([[{}, 1]]), s: new Set(), o: new (class P {})(), n: null}"
    answer = engine.run(source)

    assert answer.value is not None
    assert written(answer.value, javascript=True) == (
        '{a1: [], "b-c": [undefined, -0], m: Map(1) {object => 1}, s: Set(0), o: P {}, n: null}'
    )
