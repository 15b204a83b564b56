"""A tree as text: how its language would write the value."""

import re

from wslearn.conversion.form import Item, Node

BRACKETS = {"list": "[]", "array": "[]", "tuple": "()", "dict": "{}", "object": "{}"}
IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def written(node: Node, javascript: bool = False) -> str:
    """The whole value; in JavaScript, names that need no quotes have none, and a class stands before its braces."""
    if not node.items and node.text:
        return node.text
    keyed = bool(node.items) and node.items[0].key_type != "index"
    brackets = BRACKETS.get(node.type) or ("{}" if keyed or not node.items else "[]")
    entries = [_entry(item, javascript) for item in node.items]
    comma = "," if node.type == "tuple" and len(entries) == 1 else ""
    label = "" if node.type in BRACKETS else f"{node.text or node.type} "
    return f"{label}{brackets[0]}{', '.join(entries)}{comma}{brackets[1]}"


def _entry(item: Item, javascript: bool) -> str:
    value = written(item.value, javascript)
    if item.key_type in ("index", "member"):
        return value
    if item.key_type == "entry":
        return f"{item.key} => {value}"
    if item.key_type == "symbol":
        return f"[{item.key}]: {value}"
    bare = javascript and IDENTIFIER.fullmatch(item.name)
    return f"{item.name if bare else item.key}: {value}"
