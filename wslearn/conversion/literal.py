"""Reading Python input: a literal plus a closed list of names and calls. Nothing is ever evaluated."""

import ast
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from wslearn.conversion.limits import MAX_INT_BITS, MAX_SOURCE
from wslearn.errors import UsageError

NAMES = {"NaN": float("nan"), "nan": float("nan"), "Infinity": float("inf"), "inf": float("inf")}
CALLS = ("date", "datetime", "Decimal", "UUID", "set", "float")
MODULES = {"datetime": ("date", "datetime"), "decimal": ("Decimal",), "uuid": ("UUID",)}
HINT = (
    "Write a literal: numbers, strings, bytes, lists, tuples, dicts, sets, True, False, None; also NaN, Infinity, "
    "set(), date(2026, 1, 31), datetime(…), Decimal('1.5'), UUID('…'). For JSON or JavaScript add --from json or "
    "--from js."
)
QUOTES = (
    "A text needs quotes of its own, inside those that the shell takes away: wslearn convert \"'hello'\". "
    "For JSON or JavaScript add --from json or --from js."
)
OTHER_LANGUAGES = {"true": "True", "false": "False", "null": "None", "undefined": "None"}


def read_literal(text: str) -> object:
    """The value of a Python literal.

    Raises:
        UsageError: it is not a literal, or too large.
        TypeError, ValueError, ArithmeticError: Python itself refuses the value (`{[1]: 2}`, `date(2026, 13, 1)`).
    """
    if len(text) > MAX_SOURCE:
        raise UsageError(f"The value is longer than {MAX_SOURCE} characters.", "Give a shorter value.")
    tree = _parse(text.strip())
    try:
        return _value(tree)
    except RecursionError as error:
        raise _too_deep() from error


def repeated_keys(text: str) -> tuple[tuple[object, int], ...]:
    """The keys that one dict of a literal is given more than once, and how often; Python keeps only the last value.

    Args:
        text: what `read_literal` has read.
    """
    dicts = [node for node in ast.walk(_parse(text.strip())) if isinstance(node, ast.Dict)]
    counts = [Counter(_value(key) for key in node.keys if key is not None) for node in dicts]
    return tuple((key, count) for counted in counts for key, count in counted.items() if count > 1)


def _parse(text: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a string, `1if x`: not what this is about
            return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        place = f" (line {error.lineno}, column {error.offset})" if error.lineno else ""
        raise UsageError(f"Python cannot read this: {type(error).__name__}: {error.msg}{place}.", HINT) from error
    except (RecursionError, MemoryError) as error:
        raise _too_deep() from error
    except ValueError as error:  # NUL characters, lone surrogates
        raise UsageError(f"Python cannot read this: {error}.", HINT) from error


def _too_deep() -> UsageError:
    return UsageError("The value is nested too deeply for Python to read.", "Give a flatter value.")


def _value(node: ast.expr) -> object:
    reader = READERS.get(type(node))
    if reader is None:
        raise _not_literal(node)
    return reader(node)


def _constant(node: ast.Constant) -> object:
    if isinstance(node.value, int) and node.value.bit_length() > MAX_INT_BITS:
        raise UsageError("The value holds an int of more than 4300 digits.", "Give a smaller number.")
    return node.value


def _dict(node: ast.Dict) -> object:
    result = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            raise _not_literal(value)
        result[_value(key)] = _value(value)
    return result


def _set(node: ast.Set) -> object:
    return {_value(item) for item in node.elts}


def _list(node: ast.List) -> object:
    return [_value(item) for item in node.elts]


def _tuple(node: ast.Tuple) -> object:
    return tuple(_value(item) for item in node.elts)


def _signed(node: ast.UnaryOp) -> object:
    """`-1`, `+1.5`, `-Infinity`: a sign before a number, nothing else."""
    value = _value(node.operand)
    if isinstance(value, bool) or not isinstance(value, int | float | complex):
        raise _not_literal(node)
    if isinstance(node.op, ast.USub):
        return -value
    if isinstance(node.op, ast.UAdd):
        return value
    raise _not_literal(node)


def _name(node: ast.Name) -> object:
    if node.id in NAMES:
        return NAMES[node.id]
    if node.id in OTHER_LANGUAGES:
        raise UsageError(
            f"Python has no `{node.id}`.", f"Write {OTHER_LANGUAGES[node.id]}, or add --from json or --from js."
        )
    raise UsageError(f"{node.id} has no quotes: Python would take it for the name of a variable.", QUOTES)


def _call(node: ast.Call) -> object:
    """One of CALLS, with plain constants only."""
    name = _called(node.func)
    positional = [_argument(argument) for argument in node.args]
    named = {keyword.arg: _argument(keyword.value) for keyword in node.keywords if keyword.arg is not None}
    if name is None or len(named) < len(node.keywords) or (name == "set" and (positional or named)):
        raise _not_literal(node)
    return _callables()[name](*positional, **named)


def _called(node: ast.expr) -> str | None:
    """`date` or, as `repr` writes it, `datetime.date`."""
    if isinstance(node, ast.Name) and node.id in CALLS:
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr if node.attr in MODULES.get(node.value.id, ()) else None
    return None


def _argument(node: ast.expr) -> object:
    if not isinstance(node, ast.Constant | ast.UnaryOp):
        raise _not_literal(node)
    return _value(node)


def _callables() -> Mapping[str, Callable[..., object]]:
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    return {"date": date, "datetime": datetime, "Decimal": Decimal, "UUID": UUID, "set": set, "float": float}


def _not_literal(node: ast.expr) -> UsageError:
    place = f"line {node.lineno}, column {node.col_offset + 1}"
    return UsageError(
        f"This is Python code, not a literal value ({type(node).__name__} at {place}); it was not run.", HINT
    )


READERS: Mapping[type[ast.expr], Callable[[Any], object]] = {
    ast.Constant: _constant,
    ast.Dict: _dict,
    ast.Set: _set,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.UnaryOp: _signed,
    ast.Name: _name,
    ast.Call: _call,
}
