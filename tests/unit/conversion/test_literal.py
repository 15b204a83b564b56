"""Python input is read, never run."""

import contextlib
import math
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.conversion.literal import read_literal
from wslearn.errors import UsageError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{'a': (1, -2.5), 3: None}", {"a": (1, -2.5), 3: None}),
        ("  [True, False, b'x', 1j, ...]\n", [True, False, b"x", 1j, ...]),
        ("set()", set()),
        ("{1, 2}", {1, 2}),
        ("-Infinity", -math.inf),
        ("float('inf')", math.inf),
        ("date(2026, 1, 31)", date(2026, 1, 31)),
        ("datetime.datetime(2026, 1, 31, 5)", datetime(2026, 1, 31, 5)),
        ("date(year=2026, month=1, day=31)", date(2026, 1, 31)),
        ("Decimal('1.50')", Decimal("1.50")),
        ("UUID('12345678123456781234567812345678')", UUID("12345678123456781234567812345678")),
        ("'\\d'", "\\d"),
    ],
)
def test_literals_and_the_closed_list(text: str, value: object) -> None:
    """Every kind of literal, and each name and call of the list, gives the value that Python gives."""
    result = read_literal(text)

    assert result == value
    assert type(result) is type(value)


def test_nan_is_a_name() -> None:
    """NaN and nan are accepted, as JavaScript and `repr` write them."""
    assert all(math.isnan(number) for number in [read_literal("NaN"), read_literal("nan")] if isinstance(number, float))
    assert isinstance(read_literal("NaN"), float)


@pytest.mark.parametrize(
    "text",
    [
        "10**10**10",
        "1 + 1",
        "'a' * 10**9",
        "__import__('os').system('true')",
        "open('/etc/passwd')",
        "().__class__",
        "[x for x in (1, 2)]",
        "lambda: 1",
        "f'{1}'",
        "(x := 1)",
        "{**{}}",
        "[*()]",
        "set([1])",
        "date(*[1, 2, 3])",
        "date(**{})",
        "Decimal(Decimal('1'))",
        "datetime.datetime.now()",
        "os.date(1, 2, 3)",
        "-'a'",
        "~1",
        "-True",
        "not 1",
        "x",
        "1; 2",
        "[1,",
        "'\x00'",
        "'\ud800'",
        "9" * 5000,
        "0x" + "f" * 5000,
        "[" * 10_000,
        "(" * 150 + "1" + ")" * 250,
        "-" * 100_000 + "1",
        "[" + "1," * 600_000 + "]",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    """Code, damaged text, monsters: one sentence, one hint, nothing run and no traceback."""
    with pytest.raises(UsageError) as caught:
        read_literal(text)

    assert caught.value.hint


def test_words_of_other_languages_are_explained() -> None:
    """`true` is JSON's word; the hint says what Python's is."""
    with pytest.raises(UsageError, match="Python has no `true`") as caught:
        read_literal("{'a': true}")

    assert "True" in caught.value.hint


@given(st.text(max_size=60))
def test_no_text_escapes_the_reader(text: str) -> None:
    """Whatever is typed either has a value, is refused by Python itself, or is a usage error."""
    with contextlib.suppress(UsageError, TypeError, ValueError, ArithmeticError):
        read_literal(text)


LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=10,
)


@given(LITERALS)
def test_repr_reads_back(value: object) -> None:
    """What `repr` writes of plain data is read as the same value."""
    assert read_literal(repr(value)) == value


@pytest.mark.parametrize("text", ["hello", "{a: 1}", "[hello]"])
def test_a_word_without_quotes_is_a_text_whose_quotes_the_shell_took(text: str) -> None:
    """The hint shows a command that can be typed in any shell."""
    with pytest.raises(UsageError, match="has no quotes") as caught:
        read_literal(text)
    assert "wslearn convert \"'hello'\"" in caught.value.hint
