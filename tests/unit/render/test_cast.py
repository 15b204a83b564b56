"""Recordings as asciinema's documentation describes them."""

import json

from wslearn.render.cast import Cast, Shape


def _lines(version: int) -> list[object]:
    cast = Cast(version, Shape(80, 24, "xterm"), "T", 1000)
    lines = [cast.header(), cast.output(1.5, "a\nb\r\n"), cast.marker(2.0, "1. É"), cast.output(2.25, "\x1b[1mc")]
    return [json.loads(line) for line in lines]


def test_version_2() -> None:
    """Width and height at the top; times count from the begin; lines end as a terminal needs it."""
    assert _lines(2) == [
        {
            "version": 2,
            "width": 80,
            "height": 24,
            "env": {"TERM": "xterm"},
            "timestamp": 1000,
            "title": "T",
            "idle_time_limit": 3.0,
        },
        [1.5, "o", "a\r\nb\r\n"],
        [2.0, "m", "1. É"],
        [2.25, "o", "\x1b[1mc"],
    ]


def test_version_3() -> None:
    """The size is in `term`; times count from the event before."""
    header, *events = _lines(3)
    assert isinstance(header, dict)
    assert (header["version"], header["term"]) == (3, {"cols": 80, "rows": 24, "type": "xterm"})
    assert events == [[1.5, "o", "a\r\nb\r\n"], [0.5, "m", "1. É"], [0.25, "o", "\x1b[1mc"]]
