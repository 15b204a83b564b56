"""A real Chromium for the tests in this folder, and a Firefox for those about pages; each test has a tab to itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.firefox import Firefox, find_firefox, running_firefox
from tests.browser.traced_pages import TracedPages, traced_pages
from wslearn.pages.program import find_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = (
    "--no-sandbox",  # tests may run as root, as in a container
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder starts something real, a browser above all."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.live)
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests here; without one they are skipped.

    It ends with the last test of this folder: while Playwright runs, `asyncio.run` of other tests is refused.
    """
    program = find_program()
    if program is None:
        pytest.skip("there is no Chromium: install one, or name it in WSLEARN_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    """A tab with a profile of its own."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="package")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests here; without one they are skipped."""
    program = find_firefox()
    if program is None:
        pytest.skip("there is no Firefox: install firefox-esr")
    with running_firefox(program, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture(params=["page", "firefox"], ids=["chromium", "firefox"])
def tab(request: pytest.FixtureRequest) -> "Iterator[Page | Firefox]":
    """A tab of each browser, one after the other: only `goto` and `evaluate` are the same in both."""
    opened: Page | Firefox = request.getfixturevalue(request.param)
    yield opened
    opened.goto("about:blank")


@pytest.fixture(scope="session")
def traced() -> Iterator[TracedPages]:
    """The sample's pages, recorded."""
    with traced_pages() as pages:
        yield pages
