"""A script tag comes before a page's first own element, and after what decides how the page is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.probe.opening_tags import TagInsertion

PAGES = [
    "<!DOCTYPE html><html><head>|<title>t</title>",
    "\ufeff<!doctype html>\n<!-- > <head> -->\n<HTML lang='a>b' data-x=\"<head>\">\n<head class=x>|<script>1</script>",
    "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html><head\n>|<!-x",
    "<!doctype html>|<header>no head</header>",
    "<!doctype html><html>|<body>",
    "|<p>only a fragment",
    "|plain words",
    "<!-- a comment --> |<b>",
]


@pytest.mark.parametrize("marked", PAGES)
def test_the_tag_stands_first_in_the_head(marked: str) -> None:
    """After doctype, `<html>` and `<head>`, with their attributes and comments; else at the very beginning."""
    page = marked.replace("|", "").encode()
    assert TagInsertion(b"|").feed(page, True) == marked.encode()


@given(st.sampled_from(PAGES), st.lists(st.integers(0, 120)))
def test_the_chunks_do_not_matter(marked: str, cuts: list[int]) -> None:
    """However a page is cut, the tag stands where it stands in the whole page, and nothing is lost."""
    page = marked.replace("|", "").encode()
    places = sorted({0, *(cut for cut in cuts if cut < len(page))})
    chunks = [page[start:stop] for start, stop in zip(places, [*places[1:], len(page)], strict=True)]
    insertion = TagInsertion(b"|")
    sent = [insertion.feed(chunk, False) for chunk in chunks] + [insertion.feed(b"", True)]
    assert b"".join(sent) == marked.encode()


def test_a_stream_is_not_held_back() -> None:
    """Every chunk goes on at once but for an opening tag that is not finished, and that for 64 KiB at most."""
    insertion = TagInsertion(b"|")
    assert insertion.feed(b"<!doctype html><ht", False) == b"<!doctype html>"
    assert insertion.feed(b"ml><head>", False) == b"<html><head>"
    assert insertion.feed(b"<title>", False) == b"|<title>"
    assert insertion.feed(b"<head>", False) == b"<head>"
    endless = TagInsertion(b"|")
    assert endless.feed(b"<!-- " + b"x" * 70_000, False).startswith(b"|<!-- xx")


def test_nothing_is_added_to_nothing() -> None:
    """An answer without a body stays without one."""
    assert TagInsertion(b"|").feed(b"", True) == b""
