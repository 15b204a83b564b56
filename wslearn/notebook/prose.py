"""The Markdown of a lesson as that of a cell, which stands alone and is read alike by Jupyter and code hosts."""

import re
from collections.abc import Iterable

_DEFINITION = re.compile(r"^\[([^\]]+)\]: <?([^>\s]+)>?\n?", re.MULTILINE)
_REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]+)\]")
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?: {4}.*|[ ]*)\n)* {4}.*(?=\n|\Z)")


def prose(markdown: str, language: str = "") -> str:
    """A piece of prose: links with their address inside, and indented code in fences.

    Jupyter takes `$` for the sign of a formula, in indented code, too, but not in a fence.

    Args:
        markdown: as a lesson has it, with the link definitions that it uses below it.
        language: of the code in it.
    """
    addresses = {label.casefold(): address for label, address in _DEFINITION.findall(markdown)}
    body = _DEFINITION.sub("", markdown).strip("\n")
    body = _REFERENCE.sub(lambda found: _inline(found, addresses), body)
    return _INDENTED.sub(lambda found: _fenced(found[0], language), body)


def fence(source: str, language: str = "") -> str:
    """Code in a fence."""
    ticks = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", source))])
    return f"{ticks}{language}\n{source}\n{ticks}"


def details(summary: str, body: str) -> str:
    """A text that is shown when it is clicked on."""
    return f"<details>\n<summary>{summary}</summary>\n\n{body}\n\n</details>"


def contents(headings: Iterable[str]) -> str:
    """A list of links to headings of the same notebook."""
    return "\n".join(f"- [{heading}](<#{anchor(heading)}>)" for heading in headings)


def anchor(heading: str) -> str:
    """The id that JupyterLab and nbconvert give to a heading."""
    return heading.replace("`", "").replace(" ", "-")


def _inline(found: re.Match[str], addresses: dict[str, str]) -> str:
    address = addresses.get(found[2].casefold())
    return f"[{found[1]}]({address})" if address else found[0]


def _fenced(indented: str, language: str) -> str:
    return fence("\n".join(line[4:] for line in indented.strip("\n").split("\n")), language)
