"""One value as Python, JSON text, UTF-8 and JavaScript; every step is really executed, JavaScript in QuickJS.

`convert("{'a': (1, 2)}")` reads a literal (or JSON, or JavaScript), `convert_value(value)` takes a Python object,
`javascript_value(text)` is what JSON.parse makes of a text. Importing this does not load the JavaScript engine.
"""

from wslearn.conversion.as_json import as_json
from wslearn.conversion.form import Change, Conversion, Failure, Form, Item, Language, Node
from wslearn.conversion.trip import convert, convert_value, javascript_value

__all__ = [
    "Change",
    "Conversion",
    "Failure",
    "Form",
    "Item",
    "Language",
    "Node",
    "as_json",
    "convert",
    "convert_value",
    "javascript_value",
]
