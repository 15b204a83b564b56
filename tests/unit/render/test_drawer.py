"""A flood of events: bounded work, and it says what was folded."""

from dataclasses import dataclass, replace

from tests.unit.render.drawing import drawn, screen
from tests.unit.render.samples import message, ping
from wslearn.render.drawer import LAST, RATE, Drawer
from wslearn.render.timeline import View
from wslearn.trace.row import Row


@dataclass
class Clock:
    """Time that passes when told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def rows(count: int, first: int = 1) -> list[Row]:
    """So many messages."""
    return [replace(message(), number=first + number) for number in range(count)]


EACH = len(message().records)


def test_a_calm_stream_is_drawn_whole() -> None:
    """Up to the rate nothing is folded, tick after tick."""
    clock, console = Clock(), screen(80)
    drawer = Drawer(console, clock=clock)
    each_tick = RATE // EACH // 10
    for tick in range(30):
        clock.now = tick / 10
        drawer.draw(rows(each_tick, tick * each_tick + 1))
    assert drawer.folded_rows == 0
    assert drawn(console).count("json.loads") == 30 * each_tick


def test_a_flood_is_folded_and_counted() -> None:
    """What is above the rate is folded, the last rows stay, and the line says how many rows and events."""
    console = screen(80)
    drawer = Drawer(console, clock=Clock())
    drawer.draw(rows(5000))
    text = drawn(console)
    kept = text.count("json.loads")
    assert kept == RATE // EACH
    assert f"{5000 - kept:,} rows folded (1 to {5000 - kept}): {(5000 - kept) * EACH:,} events" in text
    assert "\n5000 " in text
    assert (drawer.folded_rows, drawer.folded_records) == (5000 - kept, (5000 - kept) * EACH)


def test_work_per_tick_is_bounded_while_the_flood_lasts() -> None:
    """When the allowance is used up, only the last rows of each tick are drawn, however many come."""
    clock, console = Clock(), screen(80)
    drawer = Drawer(console, clock=clock)
    drawer.draw(rows(5000))
    before = len(drawn(console))
    drawer.draw(rows(100_000))
    text = drawn(console)[before:]
    assert text.count("json.loads") == LAST
    assert len(text.splitlines()) < LAST * 10


def test_calm_after_a_flood_is_drawn_whole_again() -> None:
    """After a second of rest nothing is folded."""
    clock, console = Clock(), screen(80)
    drawer = Drawer(console, clock=clock)
    drawer.draw(rows(100_000))
    folded, clock.now = drawer.folded_rows, 1.0
    drawer.draw(rows(RATE // EACH))
    assert drawer.folded_rows == folded


def test_hidden_rows_cost_nothing() -> None:
    """Pings that are hidden are neither drawn nor counted as folded."""
    console = screen(80)
    drawer = Drawer(console, View(hide=frozenset(["ping"])), clock=Clock())
    drawer.draw([ping()] * 50_000)
    assert (drawn(console), drawer.folded_rows) == ("", 0)


def test_titles_are_drawn_once() -> None:
    """The column titles stand above the first row, and come again when the width changes."""
    console = screen(120)
    drawer = Drawer(console, clock=Clock())
    drawer.draw(rows(1))
    drawer.draw(rows(1))
    assert drawn(console).count("ASGI event") == 1
    console.width = 160
    drawer.draw(rows(1))
    assert drawn(console).count("ASGI event") == 2
