"""`wslearn --version`."""

import sys

import pytest

from wslearn import __version__
from wslearn.cli.app import run


def test_versions_of_everything_that_matters(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints a line for each package that matters, with the version that is installed."""
    assert run(["--version"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = [line.split()[0] for line in lines]
    assert names[:7] == ["wslearn", "Python", "Django", "Channels", "Daphne", "Twisted", "websockets"]
    assert lines[0] == f"wslearn {__version__}"
    assert lines[1].startswith(f"Python {sys.version.split()[0]} ")
    assert all(line.split()[1][0].isdigit() for line in lines)


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A needed package that is not there is named as missing; an optional one is left out."""
    monkeypatch.setattr("wslearn.cli.version.NEEDED", ("no-such-package-a",))
    monkeypatch.setattr("wslearn.cli.version.OPTIONAL", ("no-such-package-b",))
    run(["--version"])
    assert capsys.readouterr().out.splitlines()[2:] == ["no-such-package-a not installed"]
