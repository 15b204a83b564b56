"""Where in an HTML page a script comes first, found while the page goes by in pieces."""

from __future__ import annotations

import re

# What may stand before a page's first own element: blanks, comments, doctype, `<html …>` and `<head …>`. The start of
# `<head>` is before every script of the page; before a doctype the page would be drawn in quirks mode.
_TAG = rb"""(?:\s(?:"[^"]*"|'[^']*'|[^"'>])*)?>"""
_PROLOGUE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<!(?!--)[^>]*>|<\?[^>]*>|<html" + _TAG + rb"|<head" + _TAG + rb")*",
    re.IGNORECASE | re.DOTALL,
)
_BEGUN = re.compile(rb"<(?:[!?]|html[\s>]|head[\s>]|[^>]*\Z)|\xef\xbb?\Z", re.IGNORECASE)
# A comment that never ends is no reason to hold a page back.
_MOST_HELD = 65_536


class TagInsertion:
    """Puts one piece of markup into a page that comes in chunks.

    Args:
        markup: what to insert, once, as early as the page's own code cannot come before it.
    """

    def __init__(self, markup: bytes) -> None:
        self._markup = markup
        self._held = b""
        self._begun = False
        self._done = False

    def feed(self, chunk: bytes, last: bool) -> bytes:
        """What to send for this chunk of the page; only an unfinished opening tag waits for the next one."""
        if self._done:
            return chunk
        text = self._held + chunk
        self._held = b""
        self._begun = self._begun or bool(text)
        if last and not self._begun:
            return b""
        at = _end_of_prologue(text)
        rest = text[at:]
        if not last and len(rest) < _MOST_HELD and (not rest or _BEGUN.match(rest)):
            self._held = rest
            return text[:at]
        self._done = True
        return text[:at] + self._markup + rest


def _end_of_prologue(text: bytes) -> int:
    found = _PROLOGUE.match(text)
    return found.end() if found else 0
