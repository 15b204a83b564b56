"""What a notebook shows, as HTML without any style and as plain text."""

import builtins
from collections.abc import Iterator

import pytest
from rich.console import Console
from rich.text import Text

from tests.unit.render.parsed import Page, lines_read
from wslearn.render.output import drawn, framed, spoken, told
from wslearn.render.parts import Part
from wslearn.render.signs import Signs
from wslearn.render.told import EMPTY, Item, Told

HOSTILE = "</table><script>alert(1)</script> $x$ \N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}"


def sample(signs: Signs) -> Iterator[Item]:
    """Two paragraphs, the second with a line below it."""
    yield EMPTY
    yield Item((Part("one", "strong"), Part(HOSTILE)))
    yield Item((Part(f"{signs.gives} two", "bad"),))
    yield Item((Part("three", "meta"),), indent=2)


def test_paragraphs_are_read_in_order_without_styles() -> None:
    """What a terminal indents is a line of the same paragraph; what it colours is bold."""
    output = told(Told(sample))
    assert lines_read(output.html) == [f"one{HOSTILE}", "→ two", "three"]
    assert [tag for tag, _ in Page(output.html).tags] == ["div", "style", "p", "b", "bdi", "p", "b", "br", "small"]
    assert output.plain == f"one{HOSTILE}\ngives two\nthree\n"


def test_mathjax_leaves_payloads_alone() -> None:
    """Jupyter draws `$x$` as a formula, but for what is inside these classes."""
    for html in (told(Told(sample)).html, framed("<p>$x$</p>")):
        (classes,) = (attributes["class"] for tag, attributes in Page(html).tags if tag == "div")
        assert {"tex2jax_ignore", "mathjax_ignore"} < set(str(classes).split())


def test_the_style_has_no_colours_of_its_own_for_text_and_ground() -> None:
    """It stands on light and dark pages: text inherits, grounds are half transparent, nothing is fetched."""
    style = next(text for text in Page(framed("")).texts if "{" in text)
    assert "#" not in style
    assert "url(" not in style
    assert "white" not in style.replace("white-space", "")
    assert all(line.startswith(".wslearn ") for line in style.strip().splitlines())


def test_pictures_have_no_terminal_codes() -> None:
    """Whatever the environment of the kernel says about colours."""
    picture = Text("one", style="bold red")
    assert drawn(picture) == spoken(picture) == "one\n"


def test_a_kernel_gets_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rich knows a Jupyter kernel by this name, and would display there instead of writing, and in colours."""
    shell = type("ZMQInteractiveShell", (), {})
    monkeypatch.setattr(builtins, "get_ipython", shell, raising=False)
    assert Console().is_jupyter
    assert drawn(Text("one", style="bold red")) == spoken(Text("one", style="bold red")) == "one\n"


def test_spoken_lines_are_unbroken() -> None:
    """A screen reader is given sentences, not lines of a width."""
    assert spoken(Text("word " * 100 + "end")).count("\n") == 1
