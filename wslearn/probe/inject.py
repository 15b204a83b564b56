"""One script tag in the HTML pages of the traced server, so that their JavaScript is recorded too, when asked for.

It works on events between the recorder and Daphne: records show what the application said, the browser gets the page
with the tag. It touches only what a browser asked for as a page of its own (never what JavaScript fetches), and of
that only HTML that it can read; where it cannot, a record says why in one sentence.
"""

from __future__ import annotations

import re
from typing import Any, Optional

from .harmless import report
from .opening_tags import TagInsertion
from .policy import forbidding
from .recorder import Recorder

# Fetch Metadata (W3C), section 2.1: what a browser will do with the answer.
_PAGES = (b"document", b"iframe", b"frame")
_UTF_16 = re.compile(r"charset\s*=\s*[\"']?(utf-?16|utf-?32|ucs)", re.IGNORECASE)
# With these a browser would come back to a page whose script tag is of an earlier run.
_VALIDATORS = (b"etag", b"last-modified", b"expires")


class Injector:
    """Adds the tag to every page.

    Args:
        recorder: where it says which page could not have it.

    Attributes:
        address: of the script, `http://127.0.0.1:9000/page.js?key=…`; None adds nothing.
    """

    def __init__(self, recorder: Recorder) -> None:
        self.address: Optional[str] = None
        self._recorder = recorder

    def use(self, address: str) -> None:
        """Add the script of this address from now on."""
        self.address = address

    def wrap(self, scope: Any, number: int, send: Any) -> Any:
        """The application's `send`, the one that reaches Daphne; the same object where nobody asked for a page."""
        if self.address is None or not _asks_for_page(scope):
            return send

        def tell(why: str) -> None:
            self._recorder.record(number, "wire", None, "unseen", {"path": scope["path"], "why": why})

        answer = _Answer(self.address, tell)

        async def send_with_tag(event: Any) -> None:
            await send(answer.changed(event))

        return send_with_tag


def _asks_for_page(scope: Any) -> bool:
    """Whether a browser asked for something to show. Browsers say so; old ones at least accept HTML."""
    if scope.get("type") != "http" or scope.get("method") not in ("GET", "POST"):
        return False
    headers = dict(scope["headers"])
    destination = headers.get(b"sec-fetch-dest")
    if destination is not None:
        return destination in _PAGES
    return b"text/html" in headers.get(b"accept", b"") and b"x-requested-with" not in headers


class _Answer:
    """One answer on its way out."""

    def __init__(self, address: str, tell: Any) -> None:
        self._address = address
        self._tell = tell
        self._tag = f'<script src="{address}" crossorigin></script>'.encode("ascii")
        self._insertion: Optional[TagInsertion] = None

    def changed(self, event: Any) -> Any:
        """The event for Daphne: the same, or a copy that has room for the tag, or the tag in it."""
        try:
            type_ = event.get("type") if isinstance(event, dict) else None
            if type_ == "http.response.start":
                return self._start(event)
            if type_ == "http.response.body" and self._insertion is not None:
                body = self._insertion.feed(event.get("body", b""), not event.get("more_body", False))
                return {**event, "body": body}
        except Exception:
            report()
        return event

    def _start(self, event: Any) -> Any:
        status, headers = event.get("status"), event.get("headers", ())
        found = {bytes(name).lower(): bytes(value) for name, value in headers}
        if status != 304 and not _is_page(status, found):
            return event
        why = _unseen(status, found) or self._forbidden(headers)
        if why:
            self._tell(f"What this page's JavaScript does is not recorded: {why}")
            return event
        self._insertion = TagInsertion(self._tag)
        return {**event, "headers": _with_room(headers, len(self._tag))}

    def _forbidden(self, headers: Any) -> Optional[str]:
        """One sentence when the project's own policy does not let the browser load the script."""
        policies = [
            bytes(value).decode("latin-1")
            for name, value in headers
            if bytes(name).lower() == b"content-security-policy"
        ]
        origin = self._address.rpartition("/")[0]
        directive = forbidding(policies, self._address, f"ws{origin[4:]}/page")
        return directive and f"{directive} in its Content-Security-Policy does not allow {origin}."


def _is_page(status: Any, found: dict[bytes, bytes]) -> bool:
    """Whether this is a whole HTML page that a browser shows."""
    if type(status) is not int or not (200 <= status < 300 or 400 <= status < 600) or status in (204, 205, 206):
        return False
    kind = found.get(b"content-type", b"").partition(b";")[0]
    return kind.strip().lower() == b"text/html" and found.get(b"content-length") != b"0"


def _unseen(status: int, found: dict[bytes, bytes]) -> Optional[str]:
    """One sentence when the tag cannot be written into this answer."""
    if status == 304:
        return "the browser shows the copy that it kept. Reload the page with Ctrl+Shift+R."
    encoding = found.get(b"content-encoding", b"identity").strip().lower().decode("latin-1")
    if encoding != "identity":
        return f"the project sends it compressed ({encoding})."
    if _UTF_16.search(found[b"content-type"].decode("latin-1")):
        return "it is not in UTF-8 or another encoding that begins like ASCII."
    return None


def _with_room(headers: Any, length: int) -> list[Any]:
    """The headers of the longer page, which no browser may come back to without asking for it anew."""
    kept = [pair for pair in headers if bytes(pair[0]).lower() not in _VALIDATORS]
    never_kept = any(bytes(name).lower() == b"cache-control" and b"no-store" in bytes(value) for name, value in kept)
    if not never_kept:
        kept = [pair for pair in kept if bytes(pair[0]).lower() != b"cache-control"]
        kept.append((b"Cache-Control", b"no-cache"))
    return [
        (name, str(int(value) + length).encode("ascii")) if bytes(name).lower() == b"content-length" else (name, value)
        for name, value in kept
    ]
