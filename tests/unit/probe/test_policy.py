"""A Content-Security-Policy is read as a browser reads it; live/probe/test_inject.py asks a real one."""

import pytest

from wslearn.probe.policy import forbidding

SCRIPT = "http://127.0.0.1:9000/page.js?key=abc"
STREAM = "ws://127.0.0.1:9000/page"
OPEN = "script-src *; connect-src *"


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "img-src 'none'; frame-ancestors 'none'",
        OPEN,
        "default-src *",
        "script-src http:; connect-src ws:",
        "script-src 127.0.0.1:*; connect-src ws://127.0.0.1:9000",
        "script-src http://127.0.0.1:9000/page.js; connect-src ws://127.0.0.1:*/",
        "default-src 'none'; script-src-elem *; script-src 'none'; connect-src *",
        "sandbox allow-scripts; " + OPEN,
        f"{OPEN}, {OPEN}",
    ],
)
def test_what_allows_both(policy: str) -> None:
    """Nothing said about scripts and connections, or said in a form that names both addresses."""
    assert forbidding([policy], SCRIPT, STREAM) is None


@pytest.mark.parametrize(
    ("policy", "directive"),
    [
        ("default-src 'self'", "default-src"),
        ("script-src 'self' 'nonce-abc'; connect-src *", "script-src"),
        ("script-src *; connect-src 'self'", "connect-src"),
        ("SCRIPT-SRC 'NONE'", "script-src"),
        ("script-src * 'strict-dynamic'", "script-src"),
        ("script-src https:; connect-src *", "script-src"),
        ("script-src http://127.0.0.1:9001; connect-src *", "script-src"),
        ("script-src http://127.0.0.1:9000/other/; connect-src *", "script-src"),
        ("script-src http://localhost:*; connect-src *", "script-src"),
        ("script-src 127.0.0.1; connect-src *", "script-src"),
        ("script-src-elem 'none'; script-src *", "script-src-elem"),
        ("script-src *; script-src 'none'; connect-src", "connect-src"),
        ("sandbox", "sandbox"),
        (f"{OPEN}, script-src 'self'", "script-src"),
    ],
)
def test_what_forbids_one(policy: str, directive: str) -> None:
    """The directive that says no is named, so that the sentence about it can be."""
    assert forbidding([policy], SCRIPT, STREAM) == directive


def test_every_header_counts() -> None:
    """Several policies all have to allow it."""
    assert forbidding([OPEN, "connect-src 'none'"], SCRIPT, STREAM) == "connect-src"
