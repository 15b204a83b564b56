"""The panel in a browser, as a test looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.live.panel_page import Address, running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))"
_IN_SIGHT = """() => [...document.querySelectorAll('#rows > .item')].map(item => [
    Number(item.id.slice(1)),
    [...item.querySelectorAll('.number, .way, .who, .delta')].map(part => part.textContent),
    [...item.querySelectorAll('.record > div, .marks > div, .across')].map(line => line.textContent),
])"""


class Drawn(NamedTuple):
    """An item as it stands in the page: its head (number, way, who, Δt; nothing where it is no row) and its lines."""

    head: list[str]
    lines: list[str]


class Panel:
    """A page with the panel in it."""

    def __init__(self, page: "Page", address: Address) -> None:
        self.page = page
        self.address = f"{address.origin}/#{address.token}"
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def open(self, last: str = "") -> "Panel":
        """Load the page, and wait until `last` stands in its last row."""
        from playwright.sync_api import expect

        self.page.goto(self.address)
        expect(self.page.locator("#rows > .item").last).to_contain_text(last)
        return self

    def at(self, selector: str) -> "Locator":
        return self.page.locator(selector)

    def settle(self) -> None:
        """Two frames later all that was asked for is drawn."""
        self.page.evaluate(_FRAMES)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def everything(self) -> list[Drawn]:
        """All items, from the first to the last: the page is scrolled through."""
        found: dict[int, Drawn] = {}
        self.scroll(0)
        while True:
            found.update({position: Drawn(head, lines) for position, head, lines in self.page.evaluate(_IN_SIGHT)})
            if not self.page.evaluate(
                "() => { const t = document.getElementById('table'); const before = t.scrollTop;"
                " t.scrollTop += t.clientHeight; return t.scrollTop > before; }"
            ):
                return [found[position] for position in sorted(found)]
            self.settle()

    def scroll(self, top: int) -> None:
        self.page.evaluate("top => { document.getElementById('table').scrollTop = top; }", top)
        self.settle()

    def top(self) -> int:
        """How far the table is scrolled, in pixels."""
        return int(self.page.evaluate("() => document.getElementById('table').scrollTop"))

    def count(self) -> str:
        return self.at("#count").inner_text()

    def chosen(self) -> str:
        """The text of the chosen row."""
        return self.at("#rows [aria-selected=true]").inner_text()


@contextmanager
def panel_on(page: "Page", trace: Path) -> Iterator[Panel]:
    """The panel of `wslearn replay TRACE --browser`; a script error in it fails the test."""
    with running(["replay", str(trace)], trace.parent) as run:
        panel = Panel(page, run.panel)
        yield panel
        assert panel.errors == []
