"""With `--browser` pages load one script more; without it every byte is Daphne's own."""

import gzip
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.live.recorded import SAMPLE, Collector, pick, recorded

PAGES = SAMPLE / "pages"
SCRIPT = "http://127.0.0.1:9/page.js?key=abc"
TAG = f'<script src="{SCRIPT}" crossorigin></script>'.encode()
BROWSER = "Accept: text/html,*/*\r\nSec-Fetch-Dest: document\r\nAccept-Encoding: gzip\r\n"
PATHS = ["page", "compressed", "kept", "streamed", "part", "bare", "empty", "moved", "json", "text", "utf-16", "none"]


def get(port: int, path: str, headers: str = BROWSER, method: str = "GET") -> tuple[bytes, bytes]:
    """Head and body of an answer, every byte that came."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return head, body


def length(head: bytes) -> int:
    """What the answer says about its length."""
    found = re.search(rb"(?i)content-length: (\d+)", head)
    assert found, head
    return int(found[1])


@pytest.fixture(scope="module")
def with_script() -> Iterator[tuple[int, Collector]]:
    """The pages with the script."""
    with recorded(PAGES) as (server, ready, collector):
        server.record_pages(SCRIPT)
        server.sync().result(10)
        yield ready.port, collector


@pytest.fixture(scope="module")
def without() -> Iterator[int]:
    """The pages as every other session serves them."""
    with recorded(PAGES, application="asgi:application") as (_, ready, _collector):
        yield ready.port


@contextmanager
def plain_daphne() -> Iterator[int]:
    """Daphne's own command, with nothing of wslearn's."""
    command = [sys.executable, "-m", "daphne", "-e", "tcp:port=0:interface=127.0.0.1", "asgi:application"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=PAGES, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        try:
            found = next(found for line in process.stderr if (found := re.search(r"Listening on .*:(\d+)", line)))
            yield int(found[1])
        finally:
            process.kill()


def test_without_browser_every_byte_is_daphnes_own(without: int) -> None:
    """The same answers, byte for byte, as a Daphne that knows nothing of wslearn."""
    # Without gzip, which Django pads with random bytes.
    headers = BROWSER.replace("gzip", "identity")
    with plain_daphne() as port:
        for path in [f"/{name}/" for name in PATHS]:
            for method in ("GET", "HEAD"):
                assert get(without, path, headers, method) == get(port, path, headers, method)


def test_the_script_comes_first_in_the_page(with_script: tuple[int, Collector], without: int) -> None:
    """One tag at the start of `<head>`, the length counts it, and nothing else of the body changes."""
    port, collector = with_script
    head, body = get(port, "/page/?n=1")
    expected = get(without, "/page/")[1]
    assert body == expected.replace(b"<head>", b"<head>" + TAG)
    assert length(head) == len(body)
    # The record shows what the application said.
    said = collector.until("asgi", "http.response.body", body=expected)
    assert pick(said, "asgi", "http.response.body", body=expected)
    assert get(port, "/bare/")[1] == TAG + b"<p>no head</p>"


@pytest.mark.parametrize("name", ["empty", "moved", "json", "text", "part", "file"])
def test_what_is_no_page_is_left_alone(with_script: tuple[int, Collector], without: int, name: str) -> None:
    """Empty answers, redirects, other types, byte ranges and downloads go out as they are."""
    assert get(with_script[0], f"/{name}/") == get(without, f"/{name}/")


@pytest.mark.parametrize(
    "headers",
    [
        "Accept: text/html\r\nSec-Fetch-Dest: empty\r\n",
        "Accept: text/html\r\nX-Requested-With: XMLHttpRequest\r\n",
        "Accept: */*\r\n",
        "",
    ],
)
def test_what_javascript_fetches_is_left_alone(with_script: tuple[int, Collector], without: int, headers: str) -> None:
    """A piece of HTML that a page fetches is what its code expects; so is what the bundled client gets."""
    assert get(with_script[0], "/page/", headers) == get(without, "/page/", headers)


def test_a_head_request_is_left_alone(with_script: tuple[int, Collector], without: int) -> None:
    """There is no body to put a tag into."""
    assert get(with_script[0], "/page/", method="HEAD") == get(without, "/page/", method="HEAD")


def test_a_stream_keeps_its_chunks(with_script: tuple[int, Collector]) -> None:
    """The tag goes into the chunk in which the head begins, even where chunks cut tags."""
    head, body = get(with_script[0], "/streamed/")
    assert b"chunked" in head
    assert b"".join(re.split(rb"(?:\A|\r\n)[0-9a-f]+\r\n", body)).strip() == (
        b"<!doctype html><html><head>" + TAG + b"<title>t</title><body>streamed"
    )


def test_an_error_page_has_the_script(with_script: tuple[int, Collector]) -> None:
    """Django's own page about an exception is a page, too."""
    head, body = get(with_script[0], "/broken/")
    assert head.startswith(b"HTTP/1.1 500")
    assert TAG in body
    assert length(head) == len(body)


def test_static_files_are_pages_only_when_they_are_html(with_script: tuple[int, Collector]) -> None:
    """A static page gets the tag; a script that speaks of `<head>` does not."""
    port, _ = with_script
    assert get(port, "/static/still.html")[1].startswith(b"<html><head>" + TAG)
    assert get(port, "/static/still.js")[1] == (PAGES / "static_files" / "still.js").read_bytes()


def test_a_compressed_page_says_why_it_is_not_recorded(with_script: tuple[int, Collector]) -> None:
    """What a middleware compressed goes out whole, and one sentence says so."""
    port, collector = with_script
    head, body = get(port, "/compressed/")
    assert b"<title>t</title>" in gzip.decompress(body)
    assert TAG not in gzip.decompress(body)
    assert length(head) == len(body)
    assert "compressed (gzip)" in _why(collector, "/compressed/")


def test_a_policy_that_forbids_the_script_is_named(with_script: tuple[int, Collector]) -> None:
    """The page stays as it is, and the sentence names the directive."""
    port, collector = with_script
    policy = "script-src%20'self';connect-src%20*"
    assert TAG not in get(port, f"/policy/?policy={policy}")[1]
    assert "script-src in its Content-Security-Policy does not allow http://127.0.0.1:9." in _why(collector, "/policy/")
    assert TAG in get(port, "/policy/?policy=img-src%20'none'")[1]


def test_a_kept_copy_says_that_it_is_not_recorded(with_script: tuple[int, Collector]) -> None:
    """A 304 stays one; but a page with the tag is never kept, as its tag is of this session."""
    port, collector = with_script
    head, body = get(port, "/kept/")
    assert TAG in body
    assert b"etag" not in head.lower()
    assert b"no-cache" in head
    head, body = get(port, "/kept/", BROWSER + 'If-None-Match: "one"\r\n')
    assert head.startswith(b"HTTP/1.1 304")
    assert body == b""
    assert "Reload the page" in _why(collector, "/kept/")


def test_an_encoding_of_two_bytes_is_left_alone(with_script: tuple[int, Collector], without: int) -> None:
    """ASCII in the middle of UTF-16 would break the page."""
    port, collector = with_script
    assert get(port, "/utf-16/") == get(without, "/utf-16/")
    assert "not in UTF-8" in _why(collector, "/utf-16/")


def _why(collector: Collector, path: str) -> str:
    """The sentence about a page that is not recorded."""
    records = collector.until("wire", "unseen", path=path)
    return str(pick(records, "wire", "unseen", path=path)[-1].data["why"])
