"""The picture of where a group_send went."""

import pytest

from tests.unit.render.drawing import draw, screen
from wslearn.render.fan import MOST, Counts, Fans
from wslearn.render.signs import ASCII
from wslearn.trace.fan import Branch, Fan
from wslearn.trace.record import Record

SENT = Record("server-1", 1, 0, "layer", "send", "group_send", {"group": "room", "message": {"type": "say"}}, "c1")
FRAME = Record("server-1", 2, 0, "wire", "send", "frame", {"opcode": "text", "text": "hi\x1b[31m", "fin": True}, "c2")
ERROR = Record("server-1", 3, 0, "consumer", None, "exception", {"class": "ValueError", "message": "no"}, "c3")
FAN = Fan(
    SENT,
    "ann",
    (
        Branch("specific..inmemory!aBcDeFgHiJkL", "bob", "frame", "say", (FRAME,)),
        Branch("specific..inmemory!bCdEfGhIjKlM", "cleo", "exception", "say", (ERROR,)),
        Branch("specific..inmemory!cDeFgHiJkLmN", None, "ghost", "", ()),
    ),
)


def test_a_tree_has_a_branch_for_each_channel() -> None:
    """Whose it is, its letters, the method, the frame; payloads are escaped."""
    assert draw(Fans("Where it went.", (FAN,)), screen(100)).splitlines() == [
        "",
        "Where it went.",
        "ann: group_send room {'type': 'say'}",
        "├─ bob   !aBcDeFgH  say → TEXT hi\\x1b[31m",
        "├─ cleo  !bCdEfGhI  say → ValueError: no",
        "└─ ?     !cDeFgHiJ  nobody takes it: this consumer is over",
    ]


def test_plain_is_one_sentence_a_branch() -> None:
    """No lines of a tree; the same words."""
    assert draw(Fans("It.", (FAN,)), screen(100, plain=True)).splitlines()[2:4] == [
        "ann: group_send room {'type': 'say'}",
        "bob, channel !aBcDeFgH: say gives TEXT hi\\x1b[31m",
    ]


def test_ascii_has_its_own_lines() -> None:
    """An output without Unicode."""
    console = screen(80)
    console.signs = ASCII
    text = draw(Fans("It.", (FAN,)), console)
    assert "|- bob" in text
    assert text.isascii()


def test_who_sends_from_outside_and_to_nobody() -> None:
    """A view's group_send to a group that has no member in this process."""
    text = draw(Fans("It.", (Fan(SENT, None, ()),)), screen(80))
    assert "outside a consumer: group_send room" in text
    assert "goes to nobody" in text


def test_many_trees_are_cut_and_counted() -> None:
    """Only so many are drawn, and the rest is told."""
    text = draw(Fans("It.", (FAN,) * (MOST + 3)), screen(80))
    assert text.count("ann: ") == MOST
    assert text.endswith("and 3 more\n")


def test_counts_have_a_bar_for_each_end() -> None:
    """How many messages came to which end, most of them with the longest bar."""
    lost = Branch("x!1", "bob", "capacity", "", ())
    text = draw(Counts("All.", (FAN, Fan(SENT, "ann", (lost,) * 7))), screen(60)).splitlines()
    assert text[2] == "2 times group_send, 4 channels, 10 messages in them:"
    assert text[3] == "  1  became a frame"
    full = next(number for number, line in enumerate(text) if "the channel was full" in line)
    assert text[full].split()[0] == "7"
    assert text[full + 1].count("█") == max(line.count("█") for line in text)


def test_plain_counts_have_no_bars() -> None:
    """One line an end."""
    assert draw(Counts("All.", (FAN,)), screen(80, plain=True)).splitlines()[2:] == [
        "1 group_send, 3 channels, 3 messages in them:",
        "  1  became a frame",
        "  1  ended in an exception",
        "  1  nobody takes it: this consumer is over",
    ]


@pytest.mark.parametrize("width", [20, 40, 200])
def test_every_width_keeps_the_words(width: int) -> None:
    """Narrow, the rest of a branch stands below its channel; nothing is wider than the terminal."""
    for picture in (Fans("It.", (FAN,)), Counts("It.", (FAN,))):
        lines = draw(picture, screen(width)).splitlines()
        assert max(map(len, lines)) <= width
        assert "exception" in " ".join(lines) or "ValueError" in " ".join(lines)
