"""What changed between two stages, found by comparing the two typed values; no rule looks at one of them alone."""

import json
from collections import Counter
from collections.abc import Iterator

from wslearn.conversion import reasons
from wslearn.conversion.form import Change, Item, Node
from wslearn.conversion.written import written

SHOWN = 200
"""Characters of a value that a change quotes."""


def compare(made_by: str, before: Node, after: Node) -> tuple[Change, ...]:
    """What the step `made_by` did to a value, outermost place first."""
    return tuple(_compare(made_by, "value", before, after))


def same(first: Node, second: Node) -> bool:
    """Whether two values of one language are equal, types included; the order of names does not count, as in `==`."""
    if first.type != second.type or first.string != second.string or len(first.items) != len(second.items):
        return False
    if not first.items:
        return first.string is not None or first.text == second.text
    others = {(item.key_type, item.name): item.value for item in second.items}
    pairs = [(item.value, others.get((item.key_type, item.name))) for item in first.items]
    return all(other is not None and same(value, other) for value, other in pairs)


def _compare(made_by: str, where: str, before: Node, after: Node) -> Iterator[Change]:
    why = reasons.value_changed(made_by, before, after)
    if why:
        yield Change(where, _shown(before), _shown(after), why, made_by)
    if not _entries_compare(before, after):
        return
    if made_by == "json.dumps":
        yield from _by_position(made_by, where, before, after)
    else:
        yield from _by_name(made_by, where, before, after)


def _entries_compare(before: Node, after: Node) -> bool:
    """Both are containers, and not a Map or Set, whose entries JSON.stringify never looks at."""
    members = any(item.key_type in ("entry", "member") for item in before.items)
    return not members and after.type in ("object", "array", "dict", "list")


def _by_position(made_by: str, where: str, before: Node, after: Node) -> Iterator[Change]:
    """json.dumps keeps the order, so the entries pair up one by one; their keys may become strings."""
    for item, made in zip(before.items, after.items, strict=False):
        place = _place(where, item)
        if item.key_type not in ("index", "string", "str"):
            yield Change(place, f"key {item.key}", f"key {made.key}", reasons.KEY, made_by)
        elif item.key_type == "str" and not item.name.isascii():
            yield Change(place, f"key {item.key}", f"key {made.key}", reasons.ESCAPED, made_by)
        yield from _compare(made_by, place, item.value, made.value)


def _by_name(made_by: str, where: str, before: Node, after: Node) -> Iterator[Change]:
    yield from _doubles(made_by, where, before, after)
    yield from _order(made_by, where, before, after)
    made = {item.name: item for item in after.items}
    for name, item in {item.name: item for item in before.items}.items():
        place = _place(where, item)
        if name in made and item.key_type != "symbol":
            yield from _compare(made_by, place, item.value, made[name].value)
        else:
            yield Change(place, _shown(item.value), "nothing", reasons.gone(item), made_by)
    names = {item.name for item in before.items}
    for item in after.items:
        if item.name not in names:
            yield Change(_place(where, item), "nothing", _shown(item.value), reasons.ADDED, made_by)


def _doubles(made_by: str, where: str, before: Node, after: Node) -> Iterator[Change]:
    """Names that stand in a JSON text more than once."""
    counts = Counter(item.name for item in before.items)
    kept = {item.name: item for item in after.items}
    for name, count in counts.items():
        if count > 1 and name in kept:
            doubles = [item for item in before.items if item.name == name]
            values = ", ".join(_shown(item.value) for item in doubles)
            yield Change(_place(where, doubles[0]), values, _shown(kept[name].value), reasons.DOUBLE, made_by)


def _order(made_by: str, where: str, before: Node, after: Node) -> Iterator[Change]:
    kept = {item.name for item in after.items}
    old = [name for name in dict.fromkeys(item.name for item in before.items) if name in kept]
    known = set(old)
    new = [item.name for item in after.items if item.name in known]
    if old != new:
        yield Change(where, f"keys in order {_names(old)}", f"keys in order {_names(new)}", reasons.ORDER, made_by)


def _names(names: list[str]) -> str:
    return _short(", ".join(json.dumps(name, ensure_ascii=False) for name in names))


def _place(where: str, item: Item) -> str:
    """`value["a"]`, `value[0]`: as Python and JavaScript both write it."""
    key = json.dumps(item.name, ensure_ascii=False) if item.key_type in ("str", "string") else item.key
    return f"{where}[{key}]"


def _shown(node: Node) -> str:
    return _short(written(node, javascript=False))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
