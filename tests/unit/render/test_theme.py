"""Contrast, measured; and which theme is chosen."""

import re

import pytest
from rich.color import Color

from wslearn.errors import UsageError
from wslearn.render.theme import ROLES, STYLES, THEMES, choose_theme, rich_theme

# The default palettes by name: background, and its 16 ANSI colours as the terminals ship them.
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
CAMPBELL = (
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
MACOS = (
    "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"
)
SOLARIZED = (
    "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
)

DARK = {
    "xterm, reversed": ("000000", XTERM),
    "Windows Terminal (Campbell)": ("0c0c0c", CAMPBELL),
    "macOS Terminal (Pro)": ("000000", MACOS),
    "Solarized dark": ("002b36", SOLARIZED),
}
LIGHT = {
    "xterm": ("ffffff", XTERM),
    "macOS Terminal (Basic)": ("ffffff", MACOS),
    "Solarized light": ("fdf6e3", SOLARIZED),
}
MADE_FOR = {"dark": DARK, "light": LIGHT, "projector": DARK | LIGHT}
CASES = [(theme, name, *pair) for theme, palettes in MADE_FOR.items() for name, pair in palettes.items()]


def rgb(hexadecimal: str) -> tuple[int, ...]:
    """`fdf6e3` → (253, 246, 227)."""
    return tuple(bytes.fromhex(hexadecimal))


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Contrast ratio, WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: Color, palette: str) -> tuple[int, ...]:
    """What the terminal shows for a colour: one of its own 16, else the fixed one of the 256."""
    number = colour.number
    assert number is not None
    return rgb(palette.split()[number]) if number < 16 else tuple(colour.get_truecolor())


def test_the_formula_agrees_with_known_values() -> None:
    """Black on white is 21, xterm's blue on black about 2.2."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(rgb("0000ee"), (0, 0, 0)) == pytest.approx(2.2, abs=0.05)


@pytest.mark.parametrize(("theme", "name", "background", "palette"), CASES)
def test_every_colour_is_readable(theme: str, name: str, background: str, palette: str) -> None:
    """Every coloured role has a contrast of 4.5:1 or more on the palettes its theme is made for."""
    for role in ROLES:
        style = rich_theme(theme).styles[role]
        if style.color is None:
            assert style.bgcolor is None, f"{role} would put the terminal's own foreground on a colour of ours"
            continue
        behind = seen(style.bgcolor, palette) if style.bgcolor else rgb(background)
        assert contrast(seen(style.color, palette), behind) >= 4.5, (role, name)


@pytest.mark.parametrize("theme", THEMES)
def test_no_style_is_faint_blinking_or_concealed(theme: str) -> None:
    """`dim` takes contrast away in a way that nobody can measure."""
    for role in ROLES:
        style = rich_theme(theme).styles[role]
        assert not any((style.dim, style.blink, style.conceal)), role


@pytest.mark.parametrize("theme", THEMES)
def test_sixteen_colours_are_not_trusted(theme: str) -> None:
    """Where there are no fixed colours, only bold, underline and reverse are left."""
    styles = rich_theme(theme, colours=False).styles
    assert all(styles[role].color is None and styles[role].bgcolor is None for role in ROLES)


def test_every_theme_has_every_role() -> None:
    """A role that a theme forgot would raise while drawing."""
    assert all(set(STYLES[theme]) == set(ROLES) for theme in THEMES)


@pytest.mark.parametrize(
    ("name", "environ", "expected"),
    [
        (None, {}, "dark"),
        (None, {"COLORFGBG": "0;15"}, "light"),
        (None, {"COLORFGBG": "0;default;7"}, "light"),
        (None, {"COLORFGBG": "15;0"}, "dark"),
        (None, {"COLORFGBG": "nonsense"}, "dark"),
        (None, {"WSLEARN_THEME": "projector", "COLORFGBG": "0;15"}, "projector"),
        (None, {"WSLEARN_THEME": "pink"}, "dark"),
        ("light", {"WSLEARN_THEME": "projector"}, "light"),
    ],
)
def test_the_theme_is_chosen(name: str | None, environ: dict[str, str], expected: str) -> None:
    """The option first, then the variable, then the terminal's background, then dark."""
    assert choose_theme(name, environ) == expected


def test_unknown_theme_names_the_known() -> None:
    """The hint lists what can be chosen."""
    with pytest.raises(UsageError) as caught:
        choose_theme("pink", {})
    assert all(theme in caught.value.hint for theme in THEMES)
    assert re.search("pink", caught.value.message)
