"""Markdown and code, drawn by rich in our themes' own styles, without boxes. Import it only where there is prose."""

from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.segment import Segment
from rich.style import Style
from rich.syntax import Syntax, SyntaxTheme
from rich.text import Text

from wslearn.render.console import signs_of
from wslearn.render.escape import visible
from wslearn.render.signs import UNICODE, in_ascii
from wslearn.render.told import LONGEST

_ROLES = {
    "Keyword": "code.keyword",
    "Operator.Word": "code.keyword",
    "Literal.String": "code.string",
    "Literal.Number": "code.number",
    "Comment": "code.comment",
    "Name.Function": "code.name",
    "Name.Class": "code.name",
    "Name.Tag": "code.name",
    "Generic.Inserted": "added",
    "Generic.Deleted": "removed",
}


class _Colours(SyntaxTheme):
    """Our theme's roles for Pygments' token types; the background is the terminal's own."""

    def __init__(self, console: Console) -> None:
        self._styles = {name: console.get_style(role) for name, role in _ROLES.items()}

    def get_style_for_token(self, token_type: tuple[str, ...]) -> Style:
        """The style of the nearest ancestor that has one."""
        for length in range(len(token_type), 0, -1):
            style = self._styles.get(".".join(token_type[:length]))
            if style is not None:
                return style
        return Style.null()

    def get_background_style(self) -> Style:
        """None of our own."""
        return Style.null()


class Code:
    """A block of code, with a bar at its left so that it stands out without colours too."""

    def __init__(self, text: str, language: str = "text") -> None:
        self.text = "\n".join(visible(line.expandtabs(4)) for line in text.rstrip().split("\n"))
        self.language = language or "text"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines, coloured, each behind the bar; long ones go on below."""
        signs = signs_of(console)
        bar = Segment(f"  {signs.bar} " if signs.bar else "    ", console.get_style("rule"))
        drawn = Syntax(self.text, self.language, theme=_Colours(console)).highlight(self.text)
        drawn.rstrip()
        inner = options.update(width=max(options.max_width - len(bar.text), 8))
        for line in console.render_lines(_wrapping(drawn, plain=signs.words), inner, pad=False):
            yield bar
            yield from line
            yield Segment.line()


def _wrapping(text: Text, *, plain: bool) -> Text:
    """The text as rich is to break it: anywhere, as code has no words; never, when plain."""
    text.overflow = "fold"
    text.no_wrap = plain
    if plain:
        text.overflow = "ignore"
    return text


class _Fence(CodeBlock):
    """A fenced block of Markdown as `Code`."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Code(str(self.text), self.lexer_name)


class _Title(Heading):
    """A heading as a line of text: no box, not centred."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        title = self.text.copy()
        title.justify = "left"
        yield title


class _Elements(Markdown):
    """Rich's Markdown with our code blocks and headings."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "fence": _Fence,
        "code_block": _Fence,
        "heading_open": _Title,
    }


def _stripped(line: list[Segment]) -> list[Segment]:
    """The line without the blanks that rich fills it up with, which would be in the way of copying it."""
    while line and not line[-1].text.strip():
        line = line[:-1]
    return [*line[:-1], Segment(line[-1].text.rstrip(), line[-1].style)] if line else []


class Prose:
    """Markdown at a width that reads well, in the console's own signs, an empty line before it."""

    def __init__(self, markdown: str) -> None:
        self.markdown = "\n".join(visible(line.expandtabs(4)) for line in markdown.split("\n"))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The drawn Markdown, its typography replaced where the output cannot show it."""
        signs = signs_of(console)
        narrow = options.update(width=min(options.max_width, LONGEST))
        drawn = console.render_lines(_Elements(self.markdown, hyperlinks=False), narrow, pad=False)
        lines = [_stripped(line) for line in drawn]
        for line in [[], *_trimmed(lines)]:
            yield from line if signs is UNICODE else (Segment(in_ascii(s.text), s.style, s.control) for s in line)
            yield Segment.line()


def _trimmed(lines: list[list[Segment]]) -> list[list[Segment]]:
    """Without the empty lines at both ends."""
    full = [number for number, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []
