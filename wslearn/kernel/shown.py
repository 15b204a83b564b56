"""What a cell shows: the same thing as HTML (or a picture) and as plain text, for screen readers and terminals.

Nothing here needs the network, a widget or JavaScript, so that it is still there when the notebook was saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from wslearn.render.output import Output


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """One output; at least `plain` is there.

    Attributes:
        plain: text/plain.
        html: text/html, escaped; empty for none.
    """

    plain: str
    html: str = ""

    @classmethod
    def of(cls, output: Output) -> Self:
        """A drawing in both of its forms."""
        return cls(output.plain.rstrip("\n"), output.html)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        """What Jupyter asks for (IPython, "Integrating your objects with IPython")."""
        return {"text/plain": self.plain, **({"text/html": self.html} if self.html else {})}

    def __repr__(self) -> str:
        return self.plain


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A picture, and below it the same in words: JupyterLab shows an SVG as an image without a text of its own.

    Attributes:
        svg: image/svg+xml.
        words: what it says, in lines.
    """

    svg: str
    words: str

    def _ipython_display_(self) -> None:
        from IPython.display import display

        from wslearn.render.output_pictures import words_output

        title = "The picture, and the same in words below it."
        display({"image/svg+xml": self.svg, "text/plain": title}, raw=True)  # type: ignore[no-untyped-call]
        display(Shown.of(words_output("The same in words", self.words)))  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        return self.words
