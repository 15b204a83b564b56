"""The trips: a value there and back, one executed step after the other."""

from wslearn.conversion.form import Conversion, Form


def convert(text: str, language: str = "python") -> Conversion:
    """Read one value and take it there and back.

    Args:
        text: the value.
        language: `python` (a literal), `json` (a text, read by both languages) or `js` (an expression, which is run).

    Raises:
        UsageError: the text cannot be read as that language, or there is no such language.
    """
    raise NotImplementedError


def convert_value(value: object) -> Conversion:
    """Take a Python object there and back."""
    raise NotImplementedError


def javascript_value(json_text: str) -> Form:
    """What JSON.parse makes of a text: a `javascript` form, or one with QuickJS's error."""
    raise NotImplementedError
