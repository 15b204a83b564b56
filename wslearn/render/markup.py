"""Text and lines as pieces of HTML that still read well where every style has been taken away.

Every text goes through `html.escape`; what comes from a payload was made visible before.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from unicodedata import bidirectional

from wslearn.breaking import breakable
from wslearn.render.parts import Line, Part
from wslearn.render.told import Item

_BOLD = frozenset({"strong", "mark", "heading", "command", "number", "good"})
_LOUD = frozenset({"bad", "warn"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def text(content: str) -> str:
    """A text as HTML. Blanks in a row stay, and right-to-left letters stay where they are."""
    escaped = escape(content, quote=False).replace("  ", " \N{NO-BREAK SPACE}")
    return f"<bdi>{escaped}</bdi>" if _turns(content) else escaped


def narrow(content: str) -> str:
    """The same for a narrow place: a long word may be broken."""
    return text(content) if _turns(content) else breakable(content).replace("  ", " \N{NO-BREAK SPACE}")


def line(parts: Line, drawn: Callable[[str], str] = text) -> str:
    """A line of styled parts, each `drawn`; what a terminal tells by colour is bold or small."""
    return "".join(_part(part, drawn(part.text)) for part in parts if part.text)


def paragraphs(items: Iterable[Item]) -> str:
    """Each paragraph that stands at the left as `<p>`; those that stand in below it are further lines of it."""
    groups: list[list[str]] = []
    for item in items:
        if not item.line:
            continue
        if item.indent and groups:
            groups[-1].append("\N{EM SPACE}" + line(item.line))
        else:
            groups.append([line(item.line)])
    return "".join(f"<p>{'<br>'.join(group)}</p>" for group in groups)


def table(caption: str, titles: Sequence[str], body: Iterable[str], wide: int = 0) -> str:
    """A table with a header for each column, the last of which, `wide` of them, are to have the most room.

    All of it is HTML already, `body` a `tr` each.
    """
    narrow = len(titles) - wide
    heads = "".join(f'<th scope="col">{title}</th>' for title in titles[:narrow])
    heads += "".join(f'<th scope="col" class="wide">{title}</th>' for title in titles[narrow:])
    rows = "\n".join(body)
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def block(content: str, spoken: str = "") -> str:
    """Lines that stand as they are; a drawing is spoken as `spoken`."""
    label = f' role="img" aria-label="{escape(spoken)}"' if spoken else ""
    return f"<pre{label}>{escape(content, quote=False)}</pre>"


def _part(part: Part, drawn: str) -> str:
    if part.style in _BOLD:
        return f"<b>{drawn}</b>"
    if part.style in _LOUD:
        return f'<b class="bad">{drawn}</b>'
    return f"<small>{drawn}</small>" if part.style == "meta" else drawn


def _turns(content: str) -> bool:
    """Whether there is a letter that is written from right to left."""
    return not content.isascii() and any(bidirectional(character) in _RIGHT_TO_LEFT for character in content)
