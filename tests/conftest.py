"""Rules for all tests."""

import os
from collections.abc import Generator

import pytest

# No test opens a browser of the machine it runs on.
os.environ["WSLEARN_NO_OPEN"] = "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With WSLEARN_REDIS=required, as in `.ci/run`, a test that needs Redis fails where it would be skipped."""
    report = yield
    if report.skipped and item.get_closest_marker("redis") and os.environ.get("WSLEARN_REDIS") == "required":
        report.outcome = "failed"
        report.longrepr = f"WSLEARN_REDIS=required, and this test was skipped: {report.longreprtext}"
    return report
