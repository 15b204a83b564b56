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
        svg: image/svg+xml; empty for none.
    """

    plain: str
    html: str = ""
    svg: str = ""

    @classmethod
    def of(cls, output: Output) -> Self:
        """A drawing in both of its forms."""
        return cls(output.plain.rstrip("\n"), output.html)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        """What Jupyter asks for (IPython, "Integrating your objects with IPython")."""
        bundle = {"text/html": self.html, "image/svg+xml": self.svg}
        return {"text/plain": self.plain, **{kind: text for kind, text in bundle.items() if text}}

    def __repr__(self) -> str:
        return self.plain
