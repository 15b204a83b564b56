"""axe-core in a page: what it finds that is serious."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_RUN = "async (within) => (await axe.run(within ?? document, {resultTypes: ['violations']})).violations"


def needs(file: Path) -> None:
    """Skip without the npm packages of this folder."""
    if not file.is_file():
        pytest.skip("the npm packages are not installed: run `npm ci` in tests/browser")


def load(page: "Page") -> None:
    """Put axe-core into the page."""
    needs(SCRIPT)
    page.evaluate(SCRIPT.read_text("utf-8"))


def serious(page: "Page", within: str | None = None) -> list[str]:
    """What is serious or critical in the page, or in the elements of a selector, with the first element of each."""
    found: list[dict[str, Any]] = page.evaluate(_RUN, within)
    return [
        f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:300]}, {one['nodes'][0].get('failureSummary')})"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
