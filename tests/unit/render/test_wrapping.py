"""Lines broken by terminal cells."""

from hypothesis import given
from hypothesis import strategies as st

from wslearn.render.parts import Line, Part
from wslearn.render.wrapping import join_remarks, line_width, padded, wrap

parts = st.builds(Part, st.text("ab日 .,é\u0301", max_size=30), st.sampled_from(["", "meta", "strong"]))
lines = st.lists(parts, max_size=5).map(tuple)


def text_of(line: Line) -> str:
    """The line's text alone."""
    return "".join(part.text for part in line)


@given(lines, st.integers(2, 60))
def test_pieces_fit_and_nothing_is_lost(line: Line, width: int) -> None:
    """Every piece fits, and joined they are the line again, but for a blank at a break."""
    pieces = wrap(line, width)
    assert all(line_width(piece) <= width for piece in pieces)
    assert "".join(map(text_of, pieces)).replace(" ", "") == text_of(line).replace(" ", "")


@given(lines, st.integers(2, 60))
def test_styles_stay_with_their_characters(line: Line, width: int) -> None:
    """Breaking moves no style from one character to another."""
    before = [(c, part.style) for part in line for c in part.text if c != " "]
    after = [(c, part.style) for piece in wrap(line, width) for part in piece for c in part.text if c != " "]
    assert after == before


def test_breaks_at_a_blank_and_behind_a_dot() -> None:
    """A blank is the best place, then punctuation."""
    assert [text_of(piece) for piece in wrap((Part("hello brave world"),), 12)] == ["hello brave", "world"]
    assert [text_of(piece) for piece in wrap((Part("Consumer.websocket"),), 12)] == ["Consumer.", "websocket"]


def test_padding_counts_cells() -> None:
    """A wide character counts two."""
    assert line_width(padded((Part("日本"),), 6)) == 6


def test_remark_joins_only_where_it_fits() -> None:
    """A remark goes behind the line before it, if there is room for both."""
    lines = ((Part("value"),), (Part("str", "meta"),))
    assert len(join_remarks(lines, 20)) == 1
    assert len(join_remarks(lines, 9)) == 2
