"""The product's picture, line for line."""

from dataclasses import replace

import pytest

from tests.unit.render.drawing import TERMINAL, draw, screen
from tests.unit.render.samples import conversation, handshake, late, message, ping, record, reply, row, server
from tests.unit.render.snapshots import same
from wslearn.render.signs import UNICODE
from wslearn.render.theme import THEMES
from wslearn.render.timeline import Timeline, View, row_lines
from wslearn.render.wrapping import line_width
from wslearn.trace.record import LANES, Lane


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
def test_picture_at_every_width(width: int) -> None:
    """The whole conversation, as it looks at this width."""
    same(f"timeline_{width}.txt", draw(Timeline(conversation()), screen(width)))


def test_picture_with_the_wire() -> None:
    """Mask keys, FIN and all headers, with the lane wire on."""
    same("timeline_wire_120.txt", draw(Timeline(conversation(), View(LANES)), screen(120)))


def test_picture_in_plain() -> None:
    """One line a record, words instead of signs, whatever the width."""
    text = draw(Timeline(conversation(), View(LANES)), screen(40, plain=True))
    same("timeline_plain.txt", text)
    assert (
        len(text.splitlines()) == sum(len(r.records) + len(r.marks) for r in conversation()) - 1
    )  # enter and leave: one


@pytest.mark.parametrize("theme", THEMES)
def test_picture_in_colours(theme: str) -> None:
    """The escapes of each theme, made readable."""
    text = draw(Timeline([message(), reply()]), screen(80, theme=theme, environ=TERMINAL))
    same(f"timeline_{theme}.txt", text.replace("\x1b", "␛"))


def test_no_color_keeps_the_words() -> None:
    """NO_COLOR takes away colours and no character."""
    console = screen(80, environ={**TERMINAL, "NO_COLOR": "1"})
    text = draw(Timeline(conversation()), console)
    for bold in ("\x1b[1m", "\x1b[0m"):
        text = text.replace(bold, "")
    assert text == draw(Timeline(conversation()), screen(80))


@pytest.mark.parametrize("theme", THEMES)
def test_payloads_have_no_colour(theme: str) -> None:
    """The text of a frame, the value of an event, both values of a conversion: the terminal's own foreground."""
    for line in row_lines(message(), View(), 80, UNICODE):
        for part in line:
            if '"a": 1' in part.text:
                assert part.style == ""


@pytest.mark.parametrize("width", [20, 33, 40, 59, 60, 80, 119, 120, 121, 200, 301])
@pytest.mark.parametrize("lanes", [LANES, View().lanes, ("asgi",), ("wire", "asgi"), ("layer",)])
def test_no_line_is_wider_than_the_terminal(width: int, lanes: tuple[Lane, ...]) -> None:
    """Nothing wraps by accident, at any width and with any lanes."""
    text = draw(Timeline(conversation(), View(lanes)), screen(width))
    assert max(map(_cells, text.splitlines())) <= width


def _cells(text: str) -> int:
    from wslearn.render.parts import Part

    return line_width((Part(text),))


@pytest.mark.parametrize("width", [20, 80, 120])
def test_lanes_pick_what_is_drawn(width: int) -> None:
    """Only the lanes asked for; a row with none of them is not drawn."""
    text = draw(Timeline([message(), ping()], View(("asgi",))), screen(width))
    assert "websocket" in text
    assert "json" not in text
    assert "9" not in text.split("\n")[-2]
    assert "client" not in text


def test_hide_ping_hides_both() -> None:
    """Ping and pong go together; all else stays."""
    rows = [ping(), replace(ping(), kind="pong"), message()]
    text = draw(Timeline(rows, View(hide=frozenset(["ping"]))), screen(80))
    assert "ping" not in text
    assert "json.loads" in text


def test_lost_records_are_told_whatever_the_lanes() -> None:
    """A gap and a killed server are drawn with the lane wire off, side by side and stacked."""
    gap = row(1, "server", None, record("wire", "gap", None, count=5000), conn=None)
    killed = row(2, "server", None, record("wire", "server.exit", None, code=-9, killed=True, lost_ms=20), conn=None)
    for width in (80, 120):
        text = draw(Timeline([gap, killed]), screen(width))
        assert "5,000 records were folded away" in text
        assert "last 20 ms may be missing" in text


def test_a_quiet_server_is_not_drawn_without_wire() -> None:
    """`server.ready` with nothing missing is no news."""
    quiet = row(1, "server", None, record("wire", "server.ready", None, host="127.0.0.1", port=1, missing=[]))
    assert draw(Timeline([quiet]), screen(80)) == ""
    assert "ready" in draw(Timeline([server()]), screen(80))


def test_what_redis_holds_is_listed() -> None:
    """Each key on a line; below a group the channels in it; of a channel how many messages wait. Names are escaped."""
    keys = {"asgi:group:room": ["specific.a!b", "specific.a!\x1b"], "asgispecific.a!": 3}
    text = draw(Timeline([row(1, "layer", None, record("layer", "keys", None, keys=keys))]), screen(80))
    lines = [line.split("layer", 1)[-1].strip() for line in text.splitlines()][-5:]
    assert lines[1:] == [
        "asgi:group:room · 2 in the group",
        "specific.a!b",
        r"specific.a!\x1b",
        "asgispecific.a! · 3 waiting",
    ]
    empty = draw(Timeline([row(1, "layer", None, record("layer", "keys", None, keys={}))]), screen(80))
    assert "Redis holds no key of ours" in empty


def test_late_row_says_which_row_it_continues() -> None:
    """The sign and the number, in every form."""
    assert "↳ 8" in draw(Timeline([late()]), screen(80))
    assert "↳ 8" in draw(Timeline([late()]), screen(120))
    assert "8, continued." in draw(Timeline([late()]), screen(80, plain=True))


def test_unknown_record_types_are_drawn() -> None:
    """A record of a newer version is shown as its name and data."""
    text = draw(Timeline([row(1, "other", None, record("client", "teapot", None, short="\x1bstout"))]), screen(80))
    assert r"teapot {'short': '\x1bstout'}" in text


def test_every_lane_has_its_word() -> None:
    """No meaning by colour alone: lane and direction stand there as words."""
    text = draw(Timeline([message(), reply(), handshake()], View(LANES)), screen(80))
    assert all(word in text for word in ("client ", "wire ", "asgi ", "consumer ", "json ", "→ receive", "← send"))
