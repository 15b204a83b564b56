"""Rules for all tests."""

import os
from collections.abc import Generator

import pytest

# No test opens a browser of the machine it runs on.
os.environ["WSLEARN_NO_OPEN"] = "1"


REQUIRED = {"redis": "WSLEARN_REDIS", "browser": "WSLEARN_BROWSER", "nginx": "WSLEARN_NGINX"}
"""A marker of tests, and the variable that says `required` where none of them may be skipped, as in `.ci/run`."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test whose marker is required here fails where it would be skipped."""
    report = yield
    for marker, variable in REQUIRED.items():
        if report.skipped and item.get_closest_marker(marker) and os.environ.get(variable) == "required":
            report.outcome = "failed"
            report.longrepr = f"{variable}=required, and this test was skipped: {report.longreprtext}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file that is skipped, as where a package is missing, has no markers to look at: there it fails, too."""
    report = yield
    if report.skipped and any(os.environ.get(variable) == "required" for variable in REQUIRED.values()):
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped here, and this file was: {report.longreprtext}"
    return report
