"""Properties of the trip over every value that JSON can hold, held against the engines and not against our reading."""

import json
import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wslearn.conversion import convert, convert_value

SAFE_INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
TEXT = st.text(st.characters())
NAMES = st.text(st.characters(), max_size=8)
LEAVES = st.none() | st.booleans() | SAFE_INTEGERS | TEXT | st.floats(allow_nan=False, allow_infinity=False)


def containers(leaves: st.SearchStrategy[Any], keys: st.SearchStrategy[Any] = NAMES) -> st.SearchStrategy[Any]:
    """Values of JSON's shape over these leaves."""
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5), max_leaves=15
    )


def as_doubles(value: Any) -> Any:
    """What JavaScript must make of a value: each number a double, and the sign of zero lost at the end."""
    if isinstance(value, dict):
        return {key: as_doubles(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_doubles(item) for item in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) + 0.0 if is_number else value


@given(containers(LEAVES))
def test_javascript_gives_back_what_python_sent(value: Any) -> None:
    """JSON.stringify(JSON.parse(json.dumps(v))) is v, but for numbers, which are doubles."""
    conversion = convert_value(value)

    assert conversion.errors == ()
    assert as_doubles(json.loads(conversion.forms[4].text)) == as_doubles(json.loads(json.dumps(value)))


@given(containers(st.none() | st.booleans() | SAFE_INTEGERS | TEXT))
def test_plain_values_come_back_the_same(value: Any) -> None:
    """Values without floats come back equal, and only spelling (escapes, blanks, key order) is reported."""
    conversion = convert_value(value)

    assert conversion.came_back is True
    for change in conversion.changes:
        spelled = change.made_by == "json.dumps" and "\\u" in change.after
        assert spelled or change.where == "the text" or change.before.startswith("keys in order")


@given(containers(LEAVES))
def test_came_back_means_equal_with_types(value: Any) -> None:
    """`came_back` is what comparing the two Python values says, types included."""
    conversion = convert_value(value)
    back = json.loads(conversion.forms[4].text)

    assert conversion.came_back is (_typed(back) == _typed(value))


def _typed(value: Any) -> Any:
    """A value in which 1, 1.0, True and -0.0 are all different."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    return type(value).__name__, repr(value)


@given(st.integers() | st.integers(2**53, 2**80) | st.integers(-(10**320), 10**320))
def test_integers_change_exactly_when_they_do(number: int) -> None:
    """An int is reported if and only if another int (or none) comes back; the reason says whether a double holds it."""
    conversion = convert_value(number)
    changed = [change for change in conversion.changes if change.made_by == "JSON.parse"]
    back = json.loads(conversion.forms[4].text)

    assert bool(changed) is (type(back) is not int or back != number)
    assert conversion.came_back is not bool(changed)
    if changed and "exactly" in changed[0].why:
        assert int(float(number)) == number


@given(st.floats())
def test_floats_change_exactly_when_their_value_does(number: float) -> None:
    """NaN and infinities are refused; -0.0 loses its sign; every other float comes back with its value."""
    conversion = convert_value(number)

    if not math.isfinite(number):
        assert [error.by for error in conversion.errors] == ["QuickJS"]
        return
    back = json.loads(conversion.forms[4].text)
    assert float(back) == number
    lost_sign = [
        change for change in conversion.changes if change.made_by == "JSON.stringify" and change.before == "-0"
    ]
    assert bool(lost_sign) is (number == 0 and math.copysign(1, number) < 0)


@given(
    st.dictionaries(st.integers(0, 50) | st.sampled_from(["a", "b", "7", "01", "-1"]), st.integers(0, 9), min_size=1)
)
def test_key_changes_are_all_detected(value: dict[Any, int]) -> None:
    """Each int key is reported; a lost double and a changed order are reported exactly when they happen."""
    conversion = convert_value(value)
    whys = [change.made_by for change in conversion.changes if change.before.startswith("key ")]
    names = [str(key) for key in value]
    back = list(json.loads(conversion.forms[4].text))

    assert len(whys) == sum(isinstance(key, int) for key in value)
    doubles = any("more than once" in change.why for change in conversion.changes)
    assert doubles is (len(set(names)) < len(names))
    reordered = any(change.before.startswith("keys in order") for change in conversion.changes)
    assert reordered is (list(dict.fromkeys(names)) != back)


@given(st.text(st.characters()))
def test_any_text_can_be_given_as_json(text: str) -> None:
    """Both languages read any text, or each says what is wrong with it; never an exception."""
    if not text.strip():
        return
    made_by = [form.made_by for form in convert(text, "json").forms]

    assert {"json.loads", "JSON.parse"} <= set(made_by)
