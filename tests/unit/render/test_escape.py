"""Nothing from a payload reaches the terminal as anything but visible text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.render.escape import hexadecimal, python_text, shown, visible

any_text = st.text(st.characters())  # surrogates and all
values = st.recursive(
    st.none() | st.integers() | st.floats() | any_text | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(any_text, inner) | st.tuples(inner, inner),
    max_leaves=8,
)


def harmless(text: str) -> bool:
    """No controls, formats, surrogates, private or unassigned characters, no separators but the blank."""
    return all(unicodedata.category(c)[0] != "C" and (c == " " or unicodedata.category(c)[0] != "Z") for c in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\x9bb", r"a\x9bb"),
        ("\u202eabc", r"\u202eabc"),
        ("a\u200bb", r"a\u200bb"),
        ("\ud800", r"\ud800"),
        ("\u2800\ufe0f", r"\u2800\ufe0f"),
        ("\U000e0041", r"\U000e0041"),
        ("tab\there", r"tab\there"),
        (r"C:\new", r"C:\new"),
        ("\\x1b\x1b", r"\\x1b\x1b"),
        ("日本 é ≠", "日本 é ≠"),
        ("", ""),
    ],
)
def test_what_has_no_shape_is_written_as_its_escape(text: str, expected: str) -> None:
    """Escapes, C1, bidi, zero width, surrogates, fillers and tags are named; letters of any script stay."""
    assert visible(text) == expected


def test_newline_has_a_sign_of_its_own() -> None:
    """A newline becomes the sign, and a text with only newlines keeps its backslashes."""
    assert visible("a\n\\b", "⏎") == "a⏎\\b"


@given(any_text)
def test_visible_text_is_harmless(text: str) -> None:
    """Whatever comes in, nothing that acts or hides comes out, and it can be written as UTF-8."""
    assert harmless(visible(text))
    visible(text).encode()


@given(any_text)
def test_visible_text_is_unambiguous(text: str) -> None:
    """Where something was escaped, Python's own unescaping gives the text back."""
    escaped = visible(text)
    if escaped != text:
        assert "".join(_unescaped(escaped)) == text or set(text) - {"\n"} == set(escaped.replace(r"\n", ""))


def _unescaped(text: str) -> list[str]:
    """The characters that the escapes of `text` stand for."""
    made, rest = [], text
    while rest:
        size = {"x": 4, "u": 6, "U": 10}.get(rest[1:2], 2) if rest[0] == "\\" else 1
        made.append(eval(f"'{rest[:size]}'") if rest[0] == "\\" else rest[0])
        rest = rest[size:]
    return made


@given(values)
def test_python_text_is_harmless(value: object) -> None:
    """A value of any shape is drawn as harmless text of bounded length."""
    text = python_text(value)
    assert harmless(text)
    assert len(text) < 10_000


@pytest.mark.parametrize(
    "value", [{"type": "websocket.receive", "text": '{"a": 1}'}, [1, (2,), b"\x00"], "it's\n", None]
)
def test_small_values_are_verbatim(value: object) -> None:
    """What is small and visible is exactly what Python prints."""
    assert python_text(value) == repr(value)


def test_long_text_tells_its_length() -> None:
    """The middle is left out, both ends stay, the whole length is told."""
    text = shown("a" * 500_000 + "b" * 548_576)
    assert text.startswith("aaa")
    assert text.endswith("bbb")
    assert "… 1,048,576 characters …" in text
    assert len(text) < 400


def test_long_values_tell_their_sizes() -> None:
    """Strings, bytes, lists and dicts inside a value are each shortened with their size."""
    text = python_text(
        {"text": "x" * 5000, "bytes": bytes(7000), "list": list(range(900)), "d": {n: n for n in range(99)}}
    )
    assert all(size in text for size in ("… 5,000 characters …", "… 7,000 bytes …", "… 888 more …", "… 75 more …"))


def test_deep_values_end_somewhere() -> None:
    """Nesting far beyond Python's recursion limit for `repr` is cut, not an error."""
    value: list[object] = []
    for _ in range(50_000):
        value = [value]
    assert "inside" in python_text(value)


def test_bytes_are_hex_with_length_where_cut() -> None:
    """Few bytes are shown whole, many with their number in the middle."""
    assert hexadecimal(b"\x00\xff") == "00 ff"
    assert "… 1,000 bytes …" in hexadecimal(bytes(1000))
