"""Three versions of a file made into one."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.course.merge import combine, has_changes, unified

BASE = b"one\ntwo\nthree\nfour\nfive\n"
NEW = b"one\ntwo\nthree\nfour\nFIVE\n"


@pytest.mark.parametrize(
    ("base", "mine", "new", "outcome", "content"),
    [
        (BASE, BASE, NEW, "replaced", NEW),
        (BASE, NEW, NEW, "kept", NEW),
        (BASE, b"ONE\ntwo\nthree\nfour\nfive\n", NEW, "merged", b"ONE\ntwo\nthree\nfour\nFIVE\n"),
        (BASE, b"one\ntwo\nthree\nfour\nmine\n", NEW, "conflict", b"one\ntwo\nthree\nfour\nmine\n"),
        (None, b"mine\n", NEW, "conflict", b"mine\n"),
        (None, NEW, NEW, "kept", NEW),
        (b"", b"", NEW, "replaced", NEW),
        (BASE, b"", NEW, "conflict", b""),
    ],
)
def test_the_four_outcomes(base: bytes | None, mine: bytes, new: bytes, outcome: str, content: bytes) -> None:
    """Untouched: replaced. Nothing new in it: kept. Apart: merged. The same lines: the learner's file as it is."""
    combined = combine(base, mine, new)

    assert (combined.outcome, combined.content) == (outcome, content)


def test_line_ends_stay_the_learners() -> None:
    """A file that an editor saved with CRLF counts as untouched, or merges, and keeps its line ends."""
    untouched = combine(BASE, BASE.replace(b"\n", b"\r\n"), NEW)
    merged = combine(BASE, b"ONE\r\n" + BASE.replace(b"\n", b"\r\n")[5:], NEW)

    assert (untouched.outcome, untouched.content) == ("replaced", NEW.replace(b"\n", b"\r\n"))
    assert (merged.outcome, merged.content) == ("merged", b"ONE\r\ntwo\r\nthree\r\nfour\r\nFIVE\r\n")


def test_a_last_line_without_an_end_stays_alone() -> None:
    """Lines are never glued together where a file does not end with a line end."""
    combined = combine(b"a\nb\nc\n", b"x\na\nb\nc", b"a\nb\nc\nd\n")

    assert set(combined.content.split(b"\n")) >= {b"x", b"a", b"b", b"c"}


@pytest.mark.parametrize("mine", [b"caf\xe9\n", b"one\0\n"])
def test_what_is_no_text_is_never_merged(mine: bytes) -> None:
    """A file in another encoding, or none at all, is left alone."""
    combined = combine(BASE, mine, NEW, python=True)

    assert (combined.outcome, combined.content) == ("conflict", mine)
    assert "UTF-8" in combined.why


ROUTES = "routes = [\n{}]\n"


def routes(*names: str) -> bytes:
    """A list of routes in Python."""
    return ROUTES.format("".join(f'    path("{name}"),\n' for name in names)).encode()


def test_two_insertions_at_one_place_both_stay_in_python() -> None:
    """The learner's own route at the end of the list and the course's next one are no conflict."""
    combined = combine(routes("a"), routes("a", "mine"), routes("a", "new"), python=True)

    assert (combined.outcome, combined.content) == ("merged", routes("a", "mine", "new"))


def test_two_classes_at_the_end_both_stay() -> None:
    """The learner's class at the end of the file, and the course's next one."""
    base = b"class A:\n    pass\n"
    mine, new = (b"\n\nclass " + name + b":\n    x = '" + name + b"'\n" for name in (b"Mine", b"New"))
    combined = combine(base, base + mine, base + new, python=True)

    assert combined.content == base + mine + new


def test_insertions_of_different_depth_are_a_conflict() -> None:
    """A new line of a method must not slip into the class that the learner put below it."""
    base = b"class A:\n    def f(self):\n        one()\n"
    new = base + b"        two()\n"
    touching = combine(base, base + b"class Mine:\n    pass\n", new, python=True)
    apart = combine(base, base + b"\n\nclass Mine:\n    pass\n", new, python=True)

    assert touching.outcome == "conflict"
    assert apart.content == new + b"\n\nclass Mine:\n    pass\n"


def test_a_merge_that_breaks_the_syntax_is_a_conflict() -> None:
    """Both changes may be good and their sum none."""
    base = b"a = [\n    1,\n    2,\n]\nb = 1\n"
    mine = b"a = [1, 2]\nb = 1\n"
    new = b"a = [\n    1,\n    2,\n]\nb = 1\nc = 2\n"
    broken = combine(
        b"if a:\n    b()\nc()\nd()\n", b"c()\nd()\n", b"if a:\n    b()\nc()\nelse:\n    e()\nd()\n", python=True
    )

    assert combine(base, mine, new, python=True).outcome == "merged"
    assert broken.outcome == "conflict"
    assert "fit" in broken.why


def test_a_file_that_was_broken_before_still_merges() -> None:
    """A learner in the middle of typing is not punished for it."""
    mine = b"one = (\ntwo = 2\nthree = 3\nfour = 4\n"
    combined = combine(
        b"one = 1\ntwo = 2\nthree = 3\nfour = 4\n", mine, b"one = 1\ntwo = 2\nthree = 3\nfour = 5\n", python=True
    )

    assert combined.outcome == "merged"


def test_changes_taken_by_hand_are_recognised() -> None:
    """The new lines are there in order and the old ones are gone: nothing is left to do."""
    assert has_changes(["a", "b"], ["mine", "a", "c", "mine"], ["a", "c"])
    assert not has_changes(["a", "b"], ["mine", "a", "b", "c"], ["a", "c"])
    assert not has_changes(["a"], ["d", "c", "a"], ["a", "c", "d"])
    assert not has_changes(["a", "b"], ["x"], ["b", "a"])


def test_diffs() -> None:
    """Signs before the lines, no file names, line ends left out."""
    assert unified(b"a\r\nb\r\n", b"a\nc\n").split("\n") == ["@@ -1,2 +1,2 @@", " a", "-b", "+c"]
    assert unified(b"", b"a\n") == "@@ -0,0 +1 @@\n+a"
    assert unified(b"a", b"\xff") == ""
    assert unified(b"a", b"a") == ""


LINES = st.lists(st.sampled_from(["a", "b", "c", "    d", "    e", "f", ""]), max_size=8)
MINE = st.lists(st.sampled_from(["a", "b", "c", "    d", "mine", "    mine", ""]), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """A file, what the learner made of it, and what the course did; with ends of lines and of files of all kinds."""
    base = draw(LINES)
    versions = [base, draw(_edit(base, "mine")), draw(_edit(base, "new"))]
    end = draw(ENDS)
    return tuple((end.join(lines) + draw(st.sampled_from(["", end]))).encode() for lines in versions)  # type: ignore[return-value]


def _edit(lines: list[str], word: str) -> st.SearchStrategy[list[str]]:
    """The lines with some removed, and others put in between."""
    piece = st.lists(st.sampled_from([word, f"    {word}", "a", "    d", ""]), max_size=2)
    return st.tuples(*(st.tuples(piece, st.booleans()) for _ in lines), piece).map(
        lambda edits: [
            *(out for (put, keep), line in zip(edits[:-1], lines, strict=True) for out in (*put, *([line] * keep))),
            *edits[-1],
        ]
    )


def counted(content: bytes) -> Counter[bytes]:
    """How often each line is there, line ends and blank lines apart."""
    return Counter(line.rstrip(b"\r") for line in content.split(b"\n") if line.strip())


@given(edited(), st.booleans())
def test_no_line_of_the_learner_is_ever_lost(versions: tuple[bytes, bytes, bytes], python: bool) -> None:
    """Whatever the three versions are, each line that the learner wrote is in the result as often as they wrote it."""
    base, mine, new = versions
    combined = combine(base, mine, new, python=python)

    assert not (counted(mine) - counted(base)) - counted(combined.content)
    if combined.outcome in ("kept", "conflict"):
        assert combined.content == mine


@given(edited(), st.booleans())
def test_no_line_of_the_course_is_lost_in_a_merge(versions: tuple[bytes, bytes, bytes], python: bool) -> None:
    """What is called merged or replaced really holds what the step adds."""
    base, mine, new = versions
    combined = combine(base, mine, new, python=python)

    if combined.outcome in ("merged", "replaced"):
        assert not (counted(new) - counted(base)) - counted(combined.content)
