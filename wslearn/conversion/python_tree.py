"""The typed tree of a Python value: what json.dumps sees, or json.loads made."""

from wslearn.conversion.form import Item, Node
from wslearn.conversion.limits import Budget, TooLargeError


def python_tree(value: object) -> Node | None:
    """The tree of a value; None when it is too deep or too large to compare."""
    try:
        return _node(value, Budget(), 0)
    except (TooLargeError, RecursionError):
        return None


def python_text(value: object) -> str:
    """`repr(value)`; a sentence in angle brackets when the value's own `__repr__` fails."""
    try:
        return repr(value)
    except Exception as error:
        return f"<{type(value).__name__}: repr() raised {type(error).__name__}>"


def _node(value: object, budget: Budget, depth: int) -> Node:
    """Containers are what json.dumps takes for one: instances of dict, list and tuple."""
    budget.spend(depth)
    kind = type(value).__name__
    if isinstance(value, dict):
        items = (_entry(key, _node(item, budget, depth + 1)) for key, item in value.items())
        return Node(kind, "", tuple(items))
    if isinstance(value, list | tuple):
        nodes = (_node(item, budget, depth + 1) for item in value)
        return Node(kind, "", tuple(Item(str(at), "index", str(at), node) for at, node in enumerate(nodes)))
    return Node(kind, python_text(value), string=value if isinstance(value, str) else None)


def _entry(key: object, node: Node) -> Item:
    text = python_text(key)
    return Item(text, type(key).__name__, key if isinstance(key, str) else text, node)
