"""Where a long word may be broken in HTML: names of channels, keys, paths, JSON without blanks.

Without a style sheet a table is as wide as its longest words.
"""

import re
from html import escape

BREAK = "<wbr>"

_LONG = re.compile(r"(\S{25,})")
_PARTS = re.compile(r"[^._!/(=,:&?@-]{1,16}[._!/(=,:&?@-]*|[._!/(=,:&?@-]+")


def breakable(text: str) -> str:
    """A text as HTML in which each long word may be broken, behind a sign in it or every sixteen letters."""
    return "".join(
        BREAK.join(escape(part, quote=False) for part in _PARTS.findall(word))
        if _LONG.fullmatch(word)
        else escape(word, quote=False)
        for word in _LONG.split(text)
    )
