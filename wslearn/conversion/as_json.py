"""The stable JSON shape of a conversion: what `wslearn convert --json` prints.

::

    {"v": 1, "kind": "conversion", "source": "…", "came_back": true | false | null,
     "forms": [{"language": "python" | "json" | "utf-8" | "javascript", "made_by": "json.dumps", "text": "…",
                "size": 17 | null, "error": {"by": "Python", "type": "TypeError", "message": "…", "hint": ""} | null,
                "value": {"type": "dict", "text": "{…}", "items": [{"key": "3", "key_type": "int", "name": "3",
                                                                    "value": {…}}]} | null}],
     "changes": [{"where": "value[\"a\"]", "before": "…", "after": "…", "why": "…", "made_by": "json.dumps"}]}
"""

from dataclasses import asdict
from typing import Any

from wslearn.conversion.form import Conversion, Form, Node


def as_json(conversion: Conversion) -> dict[str, Any]:
    """The conversion as plain dicts, lists and strings, in the shape this module describes."""
    return {
        "v": 1,
        "kind": "conversion",
        "source": conversion.source,
        "came_back": conversion.came_back,
        "forms": [_form(form) for form in conversion.forms],
        "changes": [asdict(change) for change in conversion.changes],
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "language": form.language,
        "made_by": form.made_by,
        "text": form.text,
        "size": form.size,
        "error": None if form.error is None else asdict(form.error),
        "value": None if form.value is None else _node(form.value),
    }


def _node(node: Node) -> dict[str, Any]:
    items = [
        {"key": item.key, "key_type": item.key_type, "name": item.name, "value": _node(item.value)}
        for item in node.items
    ]
    return {"type": node.type, "text": node.text, "items": items}
