"""The picture of who waited for whom."""

import pytest

from tests.unit.render.drawing import draw, screen
from wslearn.render.console import Screen
from wslearn.render.signs import ASCII
from wslearn.render.waits import Waits
from wslearn.trace.waits import Errand

MS = 1_000_000
BOTH = (
    Errand("alice: send a", "c1", 0, 0, 500 * MS),
    Errand("bob: send b", "c2", 0, 500 * MS, 1000 * MS),
)


def test_bars_stand_over_one_axis() -> None:
    """Bob's bar is waiting as long as Alice's is work; the axis ends with the last."""
    text = draw(Waits("Two.", BOTH), screen(80))
    _, caption, alice, bob, axis = text.splitlines()
    assert caption == "Two.  ░ waits  █ is at work"
    assert alice.count("█") == bob.count("░") > 10
    assert bob.index("█") == alice.rindex("█") + 1
    assert bob.endswith("waited 500 ms, at work 500 ms")
    assert axis.split() == ["0", "1.00", "s"]


def test_ascii_has_its_own_bars() -> None:
    """An output without Unicode gets dots and hashes."""
    console = screen(80)
    console.signs = ASCII
    assert {".", "#"} <= set(draw(Waits("Two", BOTH), console)) < set(map(chr, range(128)))


def test_plain_is_sentences() -> None:
    """No bars, one errand a line, all of its times."""
    assert draw(Waits("Two.", BOTH), screen(80, plain=True)).splitlines() == [
        "",
        "Two.",
        "alice: send a: asked after 0.0 ms, waited 0.0 ms, at work 500 ms",
        "bob: send b: asked after 0.0 ms, waited 500 ms, at work 500 ms",
    ]


@pytest.mark.parametrize("width", [20, 40, 65, 66, 200])
def test_it_fits_every_width(width: int) -> None:
    """No line is wider than the terminal, and every bar is there, the shortest work and what never began, too."""
    short = Errand("carol: ping", "c3", 999 * MS, 1000 * MS, 1000 * MS)
    never = Errand("dave: send \x1b[2J" + "x" * 300, "c4", 900 * MS, None, None)
    console: Screen = screen(width)
    lines = draw(Waits("Two.", (*BOTH, short, never)), console).splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    bars = [line for line in lines if {"░", "█"} & set(line) and "is at" not in line and "waits" not in line]
    assert [("█" in bar) for bar in bars] == [True, True, True, False]
    assert "\x1b" not in "".join(lines)


def test_nothing_asked_draws_the_caption() -> None:
    """No errand is no error."""
    assert "Two." in draw(Waits("Two.", ()), screen(80))


def told(*errands: Errand) -> list[str]:
    """Who waited for whom, where no times are told."""
    return draw(Waits("It.", errands, times=False), screen(80)).splitlines()[2:]


def test_without_times_others_are_named_up_to_three() -> None:
    """In the order in which they were at work; of more only the last, and how many."""
    queue = [Errand(f"c{n}: send", f"c{n}", 0, n * 100 * MS, (n + 1) * 100 * MS) for n in range(5)]
    assert told(*queue) == [
        "c0: send: begun at once",
        "c1: send: waited for c0: send",
        "c2: send: waited for c0: send, then for c1: send",
        "c3: send: waited for c0: send, then for c1: send, then for c2: send",
        "c4: send: waited for 4 others, for c3: send last",
    ]


def test_without_times_what_never_came_is_told() -> None:
    """Never begun, or never ended."""
    assert told(Errand("a", "c1", 0, None, None), Errand("b", "c2", 0, 0, None)) == [
        "a: never begun",
        "b: begun at once, never ended",
    ]
