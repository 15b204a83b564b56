"""What proves the content of a course, where no server is needed for it."""

from wslearn.session.content import Orders, reordered


def test_an_order_that_varies_is_found() -> None:
    """The first run is kept; a later one that differs is told with both orders, and each later one again."""
    earlier: Orders = {}
    assert list(reordered({"a.md:1": ("x", "y"), "a.md:9": ("z",)}, earlier)) == []
    assert list(reordered({"a.md:1": ("x", "y"), "b.md:1": ("v",)}, earlier)) == []
    (problem,) = reordered({"a.md:1": ("y", "x"), "a.md:9": ("z",)}, earlier)
    assert problem.source == "a.md:1"
    assert problem.reason == "another run decides otherwise: x; y. Now: y; x."
    assert len(list(reordered({"b.md:1": ("w",)}, earlier))) == 1
