"""Screens for a room."""

import pytest

from wslearn.render.slides import HEAD, Chunk, height_for, slides


def _texts(*chunks: Chunk, height: int = 6) -> list[str]:
    return ["/".join(slide.lines) for slide in slides(chunks, height)]


def test_a_press_adds_below_as_long_as_it_fits() -> None:
    """An empty line stands between; what does not fit begins a new screen."""
    chunks = [Chunk(("a", "b"), 1), Chunk(("", "c", ""), 1), Chunk(("d", "e"), 1)]
    assert _texts(*chunks) == ["a/b", "a/b//c", "d/e"]


def test_a_fresh_chunk_begins_a_screen() -> None:
    """However much room there is."""
    assert _texts(Chunk(("a",), 0), Chunk(("b",), 1, fresh=True)) == ["a", "b"]


def test_a_long_chunk_is_cut_where_it_is_empty() -> None:
    """No line is lost, and none is shown twice."""
    lines = ("1", "2", "3", "", "5", "6", "7", "8")
    assert _texts(Chunk(lines, 1)) == ["1/2/3", "5/6/7/8"]
    assert _texts(Chunk(tuple("abcdefgh"), 1)) == ["a/b/c/d/e/f", "g/h"]


def test_empty_chunks_are_no_screens() -> None:
    """A press always shows something."""
    assert _texts(Chunk((), 1), Chunk(("", " "), 1), Chunk(("a",), 1)) == ["a"]


def test_places_stay_when_the_screen_grows() -> None:
    """A state is found again by the chunk that came last."""
    chunks = [Chunk(tuple("abc"), 1), Chunk(tuple("defg"), 2)]
    small, large = list(slides(chunks, 3)), list(slides(chunks, 20))
    assert [slide.place for slide in small] == [(0, 0), (1, 0), (1, 1)]
    assert [(slide.place, slide.step) for slide in large] == [((0, 0), 1), ((1, 0), 2)]


@pytest.mark.parametrize("rows", [12, 24, 40, 57])
def test_the_bottom_third_is_empty(rows: int) -> None:
    """Heads are in front of it."""
    assert height_for(rows) + HEAD <= rows * 2 / 3
