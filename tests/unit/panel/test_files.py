"""The panel's files and headers."""

import pytest

from wslearn.panel import files


def test_only_names_that_are_there() -> None:
    """`/` is the page; a path out of the folder, or a file of another kind, is nothing."""
    assert files.find("/") == "index.html"
    assert files.find("/index.html") == "index.html"
    for path in ("/../server.py", "/..%2fserver.py", "/nothing.js", "/assets/index.html", "/server.py", "//"):
        assert files.find(path) is None


@pytest.mark.parametrize("name", sorted(files.names()))
def test_every_file_has_its_type(name: str) -> None:
    """Browsers refuse a module whose type is not JavaScript's."""
    assert files.content(name)
    kinds = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    assert files.headers(name, "127.0.0.1:1")["Content-Type"].startswith(kinds[name.rpartition(".")[2]])


def test_the_policy_is_strict() -> None:
    """No inline script or style, nothing of another origin, no frame around it, and its own socket only."""
    policy = files.common_headers("127.0.0.1:1")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "connect-src 'self' ws://127.0.0.1:1;" in policy
    assert "frame-ancestors 'none'" in policy
