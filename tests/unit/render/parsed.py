"""HTML taken apart: its elements, and what is left to read where a code host has taken the styles away."""

from html.parser import HTMLParser

VOID = {"br", "meta", "wbr"}
# Elements that stand on lines of their own without any style.
BLOCKS = {"caption", "details", "div", "p", "pre", "summary", "table", "tr"}


class Page(HTMLParser):
    """Tags with their attributes, and the texts between them; every element has to be closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.read = ""
        self.feed(page)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.read += "\n" if tag in BLOCKS or tag == "br" else " | " if tag in ("td", "th") else ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.read += "\n" if tag in BLOCKS else ""

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "wbr" and self.texts:
            self.texts[-1] += data  # a word that may be broken is one word
        else:
            self.texts.append(data)
        if "style" not in self.open:
            self.read += data if "pre" in self.open else data.replace("\n", " ")


def lines_read(page: str) -> list[str]:
    """The lines that are left without any style, cells of a table with ` | ` before them, and blanks as one."""
    return [" ".join(line.split()) for line in Page(page).read.split("\n") if line.strip()]
