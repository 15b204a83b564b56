"""The sentence for a difference fits the difference."""

import pytest

from wslearn.conversion import reasons
from wslearn.conversion.form import Node


@pytest.mark.parametrize(
    ("made_by", "before", "after", "why"),
    [
        ("JSON.parse", "1.0", "1", reasons.ONE_NUMBER),
        ("JSON.parse", "1e-07", "1e-7", reasons.SAME_NUMBER),
        ("JSON.parse", "9007199254740993", "9007199254740992", reasons.PRECISION),
        ("JSON.parse", "35213993635584128", "35213993635584130", reasons.DIGITS),
        ("JSON.parse", "1e999", "Infinity", reasons.TOO_BIG),
        ("JSON.parse", "1e-999", "0", reasons.PRECISION),
        ("JSON.parse", "1e-99999999999999999999", "0", reasons.PRECISION),
        ("JSON.stringify", "-0", "0", reasons.MINUS_ZERO),
        ("json.loads", "-0", "0", reasons.MINUS_ZERO),
        ("json.loads", "1E5", "100000.0", None),
        ("json.loads", "NaN", "nan", None),
        ("json.dumps", "nan", "NaN", reasons.NO_NUMBER),
        ("json.dumps", "1.5", "1.5", None),
    ],
)
def test_numbers(made_by: str, before: str, after: str, why: str | None) -> None:
    """Loss of digits, of the sign and of the fraction are told apart; mere spelling is nothing where it is usual."""
    assert reasons.value_changed(made_by, Node("number", before), Node("number", after)) == why
